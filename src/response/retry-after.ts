/** The AI SDK waits as long as `retry-after-ms` says only if that is under a minute. */
const LONGEST_WAIT_MS = 59_000;

/**
 * Heroku's 429 has no `retry-after` but says when its window resets (heroku-api.md §4): the wait is put into the form
 * that the AI SDK's retry reads. A real header is never replaced.
 */
export function withRetryAfter(
  headers: Record<string, string>,
  statusCode: number,
): Record<string, string> {
  if (statusCode !== 429 || headers['retry-after'] || headers['retry-after-ms']) return headers;
  const waits = ['requests', 'tokens']
    .filter((kind) => Number(headers[`x-ratelimit-remaining-${kind}`]) <= 0)
    .map((kind) => toMilliseconds(headers[`x-ratelimit-reset-${kind}`]));
  const wait = Math.min(Math.max(...waits), LONGEST_WAIT_MS);
  return wait >= 0 ? { ...headers, 'retry-after-ms': String(wait) } : headers;
}

/** Other than seconds. */
const UNITS: Readonly<Record<string, number>> = { ms: 1, m: 60_000, h: 3_600_000 };

/** `51s`, `1m2s`, `500ms`, or plain seconds; -1 for anything else. */
function toMilliseconds(duration = ''): number {
  let total = 0;
  const rest = duration.replace(/([\d.]+)(ms|[smh]|$)/g, (_, count, unit) => {
    total += Number(count) * (UNITS[unit] ?? 1000);
    return '';
  });
  return duration !== '' && rest === '' ? Math.ceil(total) : -1;
}
