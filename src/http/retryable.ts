import { isTransientName } from './error-names';
import type { ServerError } from './server-error';

/**
 * Whether an error says of itself that the same request may succeed later: by its names, or an exception's name in its
 * message (field-reports.md A5), also where HTTP says 400 or 200. Where no fault of the request is named, set phrases count.
 */
export function isTransient({ names = [], message = '' }: ServerError): boolean {
  // Groq and OpenAI refuse a request that is above the limit of a whole minute in the name of their rate limit.
  if (/^request too large/i.test(message)) return false;
  const inMessage = message.match(EXCEPTION_NAMES) ?? [];
  if ([...names, ...inMessage].some(isTransientName)) return true;
  return !inMessage.some((it) => FAULT_OF_REQUEST.test(it)) && TRANSIENT_PHRASE.test(message);
}

const EXCEPTION_NAMES = /\b\w+(?:Exception|Error)\b/g;

const FAULT_OF_REQUEST = /valid|badreq|notfound|auth|denied|context/i;

const TRANSIENT_PHRASE = /* @__PURE__ */ createTransientPhrase();

/** The gaps in the phrases are bounded, so that a long text costs time in proportion to its length. */
function createTransientPhrase(): RegExp {
  // The phrases of Heroku, and of others, for a plain call that took too long.
  const timedOut = 'tim(ed|ing) out|(request|gateway) time-?out(?! (must|is))|deadline exceeded';
  // A rate limit counts only where it was reached: others tell how to raise it.
  const limitReached =
    'rate exceeded|rate[ -]limit(ed|s? ([a-z]{1,20} ){0,2}(reached|exceeded|hit))|' +
    '(exceeded|reached|hit|over) ([a-z]{1,20} ){0,2}rate[ -]limit|too many requests|(qps|rpm|tpm)\\b.{0,80} limit';
  // The phrases of servers for their own load, among them Bedrock's in the messages of its exceptions.
  const busy =
    'overloaded|(at|no|over|insufficient) capacity|temporarily(?! (suspend|block|disab|ban))|' +
    'service unavailable|(server|model|system)s? ([a-z]{1,20} ){0,6}busy|internal (server|service) error|' +
    'currently loading|(try again|retry) (later|in|shortly)\\b|wait\\b[^.]{0,80} again|' +
    'try your request again|connection reset';
  return new RegExp(
    `\\b(${timedOut}|${limitReached}|${busy})|^([a-z]{1,20} )?rate[ -]limit\\b`,
    'i',
  );
}
