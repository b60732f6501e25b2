import { createRedact } from '../../http/redact';

/** Replaces keys, ids and account data in a text. The same id becomes the same replacement; what was replaced stays. */
export type Redactor = (text: string) => string;

/** Hides the key, and secrets in the query of the URL, in each form in which a text can quote them; and all that looks like a key. */
export function createKeyRedactor({ key, url = '' }: { key: string; url?: string }): Redactor {
  const redactKey = createRedact({ authorization: `Bearer ${key}` }, url);
  return (text) =>
    KEY_PATTERNS.reduce((text, [pattern, shown]) => text.replace(pattern, shown), redactKey(text));
}

const KEY_PATTERNS: readonly [RegExp, string][] = [
  [/\b(inf|HRKU)-[\w-]{8,}/g, '[API key]'],
  [/\b(bearer) [\w.~+/-]{8,}/gi, '$1 [API key]'],
];

/** The redactor of transcripts that leave the machine of whoever has the key. */
export function createRedactor({
  key,
  host,
  url,
}: {
  key: string;
  host: string;
  url?: string;
}): Redactor {
  const numbers = new Map<string, number>();
  const numberOf = (id: string) => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return number;
  };
  const isPublic = /(^|\.)inference\.heroku\.com$|^(localhost|127\.0\.0\.1)(:|$)/.test(host);
  const redactKey = createKeyRedactor({ key, ...(url && { url }) });
  return (text) => {
    let result = redactKey(key.length < 4 ? text : text.replaceAll(key, '[API key]'));
    if (!isPublic) result = result.replaceAll(host, '[host]');
    for (const [pattern, replacement] of PATTERNS) {
      result = result.replace(pattern, (...match) => replacement(match, numberOf));
    }
    return result;
  };
}

type Replacement = (match: string[], numberOf: (id: string) => number) => string;

const fixed = (text: string) => () => text;

/** How replaced UUIDs begin; the digits behind it are too few for the number of an account. */
const NO_UUID = '00000000-0000-4000-8000-a';

/** Each pattern leaves JSON and event streams what they are. */
const PATTERNS: readonly [RegExp, Replacement][] = [
  [/\bheroku-inf-[\w-]+/g, fixed('heroku-inf-x')],
  // Keys also occur in JSON that is itself in a string.
  [
    /((?<!\\)\\*"(?:signature|redacted_thinking)\\*"\s*:\s*\\*")([^"\\]*)/g,
    ([, before, value = '']) =>
      `${before}${/^(\[\d+ characters\])?$/.test(value) ? value : `[${value.length} characters]`}`,
  ],
  [
    /\b(chatcmpl|tooluse|toolu|call|msg|req)([-_])(?=[\w-]{0,200}\d)[\w-]{6,}/g,
    ([id = '', kind, join], numberOf) => `${kind}${join}${numberOf(id)}`,
  ],
  [
    /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi,
    ([id = ''], numberOf) =>
      id.startsWith(NO_UUID)
        ? id
        : `${NO_UUID}${String(numberOf(id.toLowerCase())).padStart(11, '0')}`,
  ],
  [/\barn:[\w-]+:[^\s"\\,]+/g, fixed('[ARN]')],
  [/[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+/g, fixed('[e-mail]')],
  [/[\w-]{1,63}\.herokuapp\.com/g, fixed('[app].herokuapp.com')],
  [/(?<![\d.])\d{1,3}(\.\d{1,3}){3}(?![\d.])/g, ([ip = '']) => (ip === '127.0.0.1' ? ip : '[IP]')],
  [/(?<![\d.])\d{12}(?!\d)/g, fixed('[account]')],
];
