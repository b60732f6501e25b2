import { toFirewallRemedy } from '../http/firewall';
import { describeTexts, namesOf, toNamedTexts } from '../http/refused-texts';
import { isBlank } from '../json/is-blank';

/** The longest value that Heroku takes, in bytes of UTF-8; its own message says characters (heroku-surface.md §1). */
const MAX_BYTES = 2048;

/** The values of one request, and the index of the first of them within the values of the call. */
type RequestValues = { values: readonly string[]; offset: number };

/**
 * What is wrong with the values of a request that was refused, as far as it can be seen. One bad value fails a whole
 * request, and Heroku does not say which.
 */
export function toValueRemedy(
  statusCode: number,
  body: string,
  { values, offset }: RequestValues,
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
