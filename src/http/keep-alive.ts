/**
 * Whether a text only keeps a connection alive: a comment, or one of the usual words with a time or punctuation at most,
 * sent as data by mistake (field-reports.md A5), as in `: ping`, `[PING]` and `ping - 2026-11-28 09:00:00`.
 */
export function isKeepAlive(text: unknown): boolean {
  return typeof text === 'string' && KEEP_ALIVE.test(text);
}

const KEEP_ALIVE =
  /^(:.*|[[<]?(openrouter )?(processing|ping|pong|heart-?beat|keep[ _-]?alive|no-?op)(\W[\W\dTZ]*)?)$/i;
