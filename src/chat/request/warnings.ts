import type { LanguageModelV2CallOptions, LanguageModelV2CallWarning } from '@ai-sdk/provider';

type Setting = Extract<LanguageModelV2CallWarning, { type: 'unsupported-setting' }>['setting'];
type Tool = NonNullable<LanguageModelV2CallOptions['tools']>[number];

export type Warnings = ReturnType<typeof createWarnings>;

/** The warnings of one request; what was said once is not said again. */
export function createWarnings() {
  const said = new Map<string, LanguageModelV2CallWarning>();
  return {
    setting(setting: Setting, details: string): void {
      said.set(details, { type: 'unsupported-setting', setting, details });
    },
    tool(tool: Tool, details: string): void {
      said.set(details, { type: 'unsupported-tool', tool, details });
    },
    other(message: string): void {
      said.set(message, { type: 'other', message });
    },
    /** In the order in which they were said first. */
    get list(): LanguageModelV2CallWarning[] {
      return [...said.values()];
    },
  };
}
