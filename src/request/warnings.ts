import type { LanguageModelV2CallOptions, LanguageModelV2CallWarning } from '@ai-sdk/provider';

type Setting = Extract<LanguageModelV2CallWarning, { type: 'unsupported-setting' }>['setting'];
type Tool = NonNullable<LanguageModelV2CallOptions['tools']>[number];

/** The warnings of one request; what was said once is not said again. */
export class Warnings {
  readonly list: LanguageModelV2CallWarning[] = [];
  readonly #said = new Set<string>();

  setting(setting: Setting, details: string): void {
    this.#add({ type: 'unsupported-setting', setting, details });
  }

  tool(tool: Tool, details: string): void {
    this.#add({ type: 'unsupported-tool', tool, details });
  }

  other(message: string): void {
    this.#add({ type: 'other', message });
  }

  #add(warning: LanguageModelV2CallWarning): void {
    const key = 'message' in warning ? warning.message : (warning.details ?? '');
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.list.push(warning);
  }
}
