import { redactValue } from './redact-value';

/** Replaces the secrets of a request in a text. */
export type Redact = (text: string) => string;

/** Shorter keys are placeholders in tests; replacing them would damage ordinary words. */
const SHORTEST_KEY = 8;

/** A value of the query that is as long as this is taken for a secret, whatever it is called. */
const LONG_VALUE = 20;

const SCHEME = /^(bearer|basic|token|apikey) +/i;

/** Names of headers and of parameters of a URL whose values are secrets. */
const SECRET_NAME =
  /(^|[-_.])(x?api-?_?key|\w{0,99}(key|token|secret)|(proxy-)?auth\w{0,99}|cookie|sig(nature)?|password|credentials?)$/i;

/** The most characters of an escaped character that are looked at. */
const LONGEST_ESCAPE = 24;

/** What a text must hold to hold a secret in another form than the plain one. */
const ESCAPE = /[\\%&]|\/[ux]/;

/** For a request with these headers, names in lower case, to this URL. */
export function createRedact(headers: Record<string, string>, url = ''): Redact {
  let redact: Redact | undefined;
  return (text) => {
    if (text.length < SHORTEST_KEY) return text;
    redact ??= createRedactOf(toSecrets(headers, url));
    return redact(text);
  };
}

/** Replaces these secrets: plain, in JSON (at any depth of strings), in a URL, in HTML; at the end also one that was cut off. */
export function createRedactOf(secrets: readonly string[], replacement = '[API key]'): Redact {
  const known = secrets
    .filter((secret) => secret.length >= SHORTEST_KEY)
    .map((secret) => ({ secret, ...toPatterns(secret) }));
  return (text) =>
    known.reduce((text, { secret, escaped, cutEnd }) => {
      const whole = text.replaceAll(secret, () => replacement);
      const result = ESCAPE.test(whole) ? whole.replace(escaped, () => replacement) : whole;
      const tail = result.slice(-secret.length * LONGEST_ESCAPE);
      const end = cutEnd.exec(tail)?.[0].length ?? 0;
      return end > 0 ? result.slice(0, -end) + replacement : result;
    }, text);
}

function toSecrets(headers: Record<string, string>, url: string): string[] {
  const ofHeaders = Object.entries(headers).map(([name, value]) =>
    name === 'authorization' || SECRET_NAME.test(name) ? value.trim().replace(SCHEME, '') : '',
  );
  const ofQuery = [...new URLSearchParams(/\?([^#]*)/.exec(url)?.[1])].map(([name, value]) =>
    SECRET_NAME.test(name) || value.length >= LONG_VALUE ? value : '',
  );
  return [...ofHeaders, ...ofQuery].map((secret) => secret.trim());
}

/**
 * Of a secret each character as it is, behind backslashes, as `\u0069` or `\x69`, as `%69`, or as `&#105;` or `&#x69;`; and of a
 * text that was cut off within it the end.
 */
function toPatterns(secret: string): { escaped: RegExp; cutEnd: RegExp } {
  const characters = Array.from({ length: secret.length }, (_, at) => {
    const code = secret.charCodeAt(at);
    const hex = code.toString(16);
    const hexes = hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
    const plain = /\w/.test(secret[at] ?? '') ? secret[at] : `\\u${hex.padStart(4, '0')}`;
    // A URL parser makes slashes of backslashes.
    const ofJson = `\\\\{0,16}${plain}|[\\\\/]{0,16}(?:u0{0,3}${hexes}|u\\{0{0,4}${hexes}\\}|x${hexes})`;
    const ofHtml = `&#(?:0{0,4}${code}|[xX]0{0,4}${hexes});?`;
    return `(?:${ofJson}|%(?:25){0,3}${hexes}|${ofHtml})`;
  });
  const begin = characters.slice(0, SHORTEST_KEY).join('');
  const rest = characters
    .slice(SHORTEST_KEY, -1)
    .reduceRight((rest, character) => `(?:${character}${rest})?`, '');
  return {
    escaped: new RegExp(characters.join(''), 'g'),
    cutEnd: new RegExp(`${begin}${rest}(?:[\\\\/%&][\\\\/#xu{0-9a-fA-F]{0,23})?$`),
  };
}

/**
 * What a `fetch` failed with may quote the request anywhere. An error stays the same object, and loses the secrets in its own
 * properties, its causes and its inner errors; what it refers to is not changed but replaced by a copy. Anything else that was
 * thrown is copied if it shows a secret.
 */
export function redactError(error: unknown, redact: Redact): unknown {
  return redactValue(error, redact);
}
