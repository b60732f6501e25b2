import type { LanguageModelV2CallOptions, SharedV2ProviderOptions } from '@ai-sdk/provider';
import type { Warnings } from './warnings';

/**
 * Options of this provider are read from the call, and signed reasoning from its parts. Anywhere else they have no effect,
 * which is said once (field-reports.md B9).
 */
export function warnAboutUnreadOptions(
  { prompt, tools = [] }: LanguageModelV2CallOptions,
  name: string,
  warnings: Warnings,
): void {
  const places = new Set<string>();
  const check = (place: string, options: SharedV2ProviderOptions | undefined) => {
    const unread = options?.[name];
    if (unread && Object.keys(unread).length > 0) places.add(place);
  };

  for (const { role, content, providerOptions } of prompt) {
    check(`${role} messages`, providerOptions);
    if (typeof content === 'string') continue;
    for (const part of content) {
      if (part.type !== 'reasoning') check(`"${part.type}" parts`, part.providerOptions);
    }
  }
  for (const tool of tools) if (tool.type === 'function') check('tools', tool.providerOptions);

  if (places.size > 0) {
    const where = [...places].join(', ');
    warnings.other(
      `providerOptions.${name} of ${where} is not read. Give it to the call, or leave it out.`,
    );
  }
}
