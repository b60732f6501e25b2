import type { LanguageModelV2CallOptions, LanguageModelV2CallWarning } from '@ai-sdk/provider';

type Setting = Extract<LanguageModelV2CallWarning, { type: 'unsupported-setting' }>['setting'];
type Tool = NonNullable<LanguageModelV2CallOptions['tools']>[number];

export type Warnings = ReturnType<typeof createWarnings>;

/** Collects the warnings of one request, each text once. */
export function createWarnings() {
  const byText = new Map<string, LanguageModelV2CallWarning>();
  return {
    setting(setting: Setting, details: string): void {
      byText.set(details, { type: 'unsupported-setting', setting, details });
    },
    tool(tool: Tool, details: string): void {
      byText.set(details, { type: 'unsupported-tool', tool, details });
    },
    other(message: string): void {
      byText.set(message, { type: 'other', message });
    },
    /** In the order in which they first occurred. */
    get list(): LanguageModelV2CallWarning[] {
      return [...byText.values()];
    },
  };
}
