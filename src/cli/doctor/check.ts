/** One thing that `doctor` looks at. */
export type Check = {
  id: 'url' | 'key' | 'model-id' | 'host' | 'model' | 'call' | 'stream';
  /** `warning` is no fault of the set-up; `skipped` could not be looked at; `not-applicable` is nothing that could be. */
  status: 'ok' | 'warning' | 'problem' | 'skipped' | 'not-applicable';
  /** What was found or seen. Shows no key. */
  found?: string;
  /** The variable or setting it comes from. */
  from?: string;
  problem?: string;
  remedy?: string;
  ms?: number;
};

export const hasProblem = (checks: readonly Check[]) =>
  checks.some(({ status }) => status === 'problem');

/** Whether nothing is wrong, and everything was looked at. */
export const isWell = (checks: readonly Check[]) =>
  !hasProblem(checks) && checks.every(({ status }) => status !== 'skipped');

/** Each text of a check, redacted: all of them may quote what a server or a variable says. */
export function toRedactedCheck(check: Check, redact: (text: string) => string): Check {
  const result = { ...check };
  for (const name of ['found', 'problem', 'remedy'] as const) {
    const text = check[name];
    if (text !== undefined) result[name] = redact(text);
  }
  return result;
}
