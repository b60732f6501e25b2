import type { Setting, Tool, Warning } from '../../specification/warning';

export type Warnings = ReturnType<typeof createWarnings>;

/** Collects the warnings of one request, each text once. */
export function createWarnings() {
  const byText = new Map<string, Warning>();
  return {
    /** A setting that is not sent. */
    setting(feature: Setting, details: string): void {
      byText.set(details, { type: 'unsupported', feature, details });
    },
    /** A setting that is sent with another value. */
    changed(feature: Setting, details: string): void {
      byText.set(details, { type: 'compatibility', feature, details });
    },
    /** A tool that is not sent. */
    tool(feature: Tool, details: string): void {
      byText.set(details, { type: 'unsupported', feature, details });
    },
    other(message: string): void {
      byText.set(message, { type: 'other', message });
    },
    /** The warnings in the order in which they first occurred. */
    list(): Warning[] {
      return [...byText.values()];
    },
  };
}
