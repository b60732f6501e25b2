import { toFirewallRemedy } from '../http/firewall';
import { listSome } from '../json/list-some';

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
  const namesOf = (isBad: (value: string) => boolean) =>
    values.flatMap((value, index) => (isBad(value) ? [`values[${index + offset}]`] : []));
  const problems = [
    ['empty', namesOf((value) => value.trim() === '')],
    [
      `longer than ${MAX_BYTES} bytes of UTF-8`,
      namesOf((value) => encoder.encode(value).length > MAX_BYTES),
    ],
  ] as const;
  const sentences = problems.flatMap(([problem, names]) => {
    if (names.length === 0) return [];
    return `${listSome(names)} ${names.length === 1 ? 'is' : 'are'} ${problem}.`;
  });
  return sentences.join(' ') || undefined;
}
