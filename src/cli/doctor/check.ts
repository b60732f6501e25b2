/** One thing that `doctor` looks at. */
export type Check = {
  id: 'url' | 'key' | 'model-id' | 'host' | 'model' | 'call' | 'stream';
  /** `warning` is no fault of the set-up; `skipped` could not be looked at. */
  status: 'ok' | 'warning' | 'problem' | 'skipped';
  /** What was found or seen. Shows no key. */
  found?: string;
  /** The variable or setting it comes from. */
  from?: string;
  problem?: string;
  remedy?: string;
  ms?: number;
};

export const isWell = (checks: readonly Check[]) =>
  checks.every(({ status }) => status !== 'problem');
