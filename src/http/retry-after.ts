/** The AI SDK waits as long as `retry-after-ms` says only if that is under a minute. */
const LONGEST_WAIT_MS = 59_000;

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
    .filter((kind) => Number(headers[`x-ratelimit-remaining-${kind}`]) <= 0)
    .map((kind) => toMilliseconds(headers[`x-ratelimit-reset-${kind}`] ?? ''))
    .filter((wait) => wait !== undefined);
  if (waits.length === 0) return headers;
  const wait = Math.min(Math.max(...waits), LONGEST_WAIT_MS);
  return { 'retry-after-ms': String(wait), ...headers };
}

/** A duration as Go prints it, or seconds without a unit. */
function toMilliseconds(duration: string): number | undefined {
  if (/^[\d.]+$/.test(duration)) return Number(duration) * 1000;
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:([\d.]+)(s|ms|µs|us|ns))?$/.exec(duration);
  if (!parts || duration === '') return undefined;
  const [, hours = 0, minutes = 0, rest = 0, unit = 's'] = parts;
  const ms = Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(rest) * (MS[unit] ?? 0);
  return Number.isNaN(ms) ? undefined : Math.ceil(ms);
}

const MS: Record<string, number> = { s: 1000, ms: 1, µs: 1e-3, us: 1e-3, ns: 1e-6 };
