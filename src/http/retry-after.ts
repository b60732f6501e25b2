/** The AI SDK waits as long as `retry-after-ms` says only if that is under a minute. */
const MAX_WAIT_MS = 59_000;

/**
 * Heroku's 429 has no `retry-after` but says when its window resets, in the form of Go, as in `51s` and `1m0s`
 * (heroku-api.md §4, field-reports.md A5): the wait is put into the form that the AI SDK's retry reads. A real header is
 * never replaced.
 */
export function withRetryAfter(
  headers: Record<string, string>,
  statusCode: number,
): Record<string, string> {
  if (statusCode !== 429 || headers['retry-after']) return headers;
  const waits = ['requests', 'tokens']
    .filter((kind) => Number.parseFloat(headers[`x-ratelimit-remaining-${kind}`] ?? '') <= 0)
    .map((kind) => toMilliseconds(headers[`x-ratelimit-reset-${kind}`] ?? ''))
    .filter((wait) => wait !== undefined);
  if (waits.length === 0) return headers;
  const wait = Math.min(Math.max(...waits), MAX_WAIT_MS);
  return { 'retry-after-ms': String(wait), ...headers };
}

/** A duration as Go prints it, or seconds without a unit. */
function toMilliseconds(duration: string): number | undefined {
  const parts = [...duration.matchAll(/([\d.]+)([a-zµ]*)/g)];
  if (duration === '' || parts.map(([part]) => part).join('') !== duration) return undefined;
  const waits = parts.map(([, count, unit = '']) => Number(count) * (MS[unit] ?? Number.NaN));
  const ms = waits.reduce((sum, wait) => sum + wait, 0);
  return Number.isNaN(ms) ? undefined : Math.ceil(ms);
}

const MS: Record<string, number> = {
  '': 1000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  µs: 1e-3,
  us: 1e-3,
  ns: 1e-6,
};
