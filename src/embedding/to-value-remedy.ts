import { toFirewallRemedy } from '../http/firewall';
import { describeTexts, namesOf, toNamedTexts } from '../http/refused-texts';
import { isBlank } from '../json/is-blank';

/** The most that Heroku takes of one value, in UTF-8 bytes: its own message says characters (heroku-surface.md §1). */
const MAX_BYTES = 2048;

/**
 * What is wrong with the values of a request that was refused, as far as it can be seen. One bad value fails a whole
 * request, and Heroku does not say which.
 * @param offset index of the first value within those of the call.
 */
export function toValueRemedy(
  statusCode: number,
  body: string,
  values: readonly string[],
  offset: number,
): string | undefined {
  if (statusCode !== 400) return toFirewallRemedy(statusCode, body, { values: { values, offset } });
  const encoder = new TextEncoder();
  const isLong = (value: string) => encoder.encode(value).length > MAX_BYTES;
  const texts = toNamedTexts('values', values, offset);
  return describeTexts([
    ['empty', namesOf(texts, isBlank)],
    [`longer than ${MAX_BYTES} bytes of UTF-8`, namesOf(texts, isLong)],
  ]);
}
