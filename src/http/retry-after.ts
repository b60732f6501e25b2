/** The AI SDK waits as long as `retry-after-ms` says only if that is under a minute. */
const LONGEST_WAIT_MS = 59_000;

/**
 * Heroku's 429 has no `retry-after` but says when its window resets, in seconds as in `51s` (heroku-api.md §4): the wait is
 * put into the form that the AI SDK's retry reads. A real header is never replaced.
 */
export function withRetryAfter(
  headers: Record<string, string>,
  statusCode: number,
): Record<string, string> {
  if (statusCode !== 429 || headers['retry-after']) return headers;
  const waits = ['requests', 'tokens']
    .filter((kind) => Number(headers[`x-ratelimit-remaining-${kind}`]) <= 0)
    .map((kind) => Number(/^([\d.]+)s?$/.exec(headers[`x-ratelimit-reset-${kind}`] ?? '')?.[1]));
  const wait = Math.min(Math.max(...waits) * 1000, LONGEST_WAIT_MS);
  return wait >= 0 ? { 'retry-after-ms': String(wait), ...headers } : headers;
}
