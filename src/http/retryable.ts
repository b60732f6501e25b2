import type { ServerError } from './server-error';

/**
 * Whether an error says of itself that the same request may succeed later: by its type, its name, or an exception's name in
 * its words (field-reports.md A5), also where HTTP says 400 or 200. Where no exception is named, set phrases count.
 */
export function isTransient({ type = '', name = '', message = '' }: ServerError): boolean {
  const inWords = message.match(EXCEPTION_NAMES) ?? [];
  const named = [type, name, ...inWords];
  if (named.some((it) => TRANSIENT.test(toPlain(it)))) return true;
  return inWords.length === 0 && TRANSIENT_PHRASE.test(message);
}

/** Names differ in case and in what joins their words. */
function toPlain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

const EXCEPTION_NAMES = /\b\w+(?:Exception|Error)\b/g;

const TRANSIENT =
  /throttl|ratelimit|toomanyrequests|unavailable|timeout|timedout|overload|^internal|internalserver|internalfailure|internalerror|servererror|notready|streamerror|streamexception|resourceexhausted|deadlineexceeded/;

/** Heroku's words for a plain call that took too long, and what servers say of their own load. */
const TRANSIENT_PHRASE =
  /\b(timed out|(request|gateway) time-?out|rate limit|too many requests|overloaded|(at|no|over|insufficient) capacity|(temporarily|service) unavailable|(is|are|too) busy|internal (server|service) error|currently loading|(try again|retry) (later|in)\b|(qps|rpm|tpm)\b.* limit)/i;
