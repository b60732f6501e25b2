/** Replaces the secrets of a request in a text. */
export type Redact = (text: string) => string;

/** Shorter keys are placeholders in tests; replacing them would damage ordinary words. */
const MIN_KEY_LENGTH = 8;

/** A value of the query that is as long as this is taken for a secret, whatever it is called. */
const MIN_SECRET_VALUE_LENGTH = 20;

const SCHEME = /^(bearer|basic|token|apikey) +/i;

/** Names of headers and of parameters of a URL whose values are secrets. */
const SECRET_NAME =
  /(^|[-_.])(x?api-?_?key|\w{0,99}(key|token|secret)|(proxy-)?auth\w{0,99}|cookie|sig(nature)?|password|credentials?)$/i;

/** The most characters of an escaped character that are looked at. */
const MAX_ESCAPE_LENGTH = 24;

/** What a text must hold to hold a secret in another form than the plain one. */
const ESCAPE = /[\\%&]|\/(?:u[\da-f{]|x[\da-f])/i;

/** What it must hold to hold a character of ASCII by its number. */
const NUMBER = /[ux]\{?0{0,4}[2-7][\da-f]|%(?:25){0,3}[2-7][\da-f]|&#/i;

/**
 * Creates the redaction of the secrets of one request, made when it is first used.
 * @param headers with names in lower case.
 */
export function createRedact(headers: Record<string, string>, url = ''): Redact {
  let redact: Redact | undefined;
  return (text) => {
    if (text.length < MIN_KEY_LENGTH) return text;
    redact ??= createRedactOf(toSecrets(headers, url));
    return redact(text);
  };
}

/** Replaces these secrets: plain, in JSON (at any depth of strings), in a URL, in HTML; at the end also one that was cut off. */
export function createRedactOf(secrets: readonly string[], replacement = '[API key]'): Redact {
  const redacts = secrets
    .filter((secret) => secret.length >= MIN_KEY_LENGTH)
    .map((secret) => createRedactOne(secret, replacement));
  return (text) => redacts.reduce((text, redact) => redact(text), text);
}

/**
 * Nearly every text has no part of the secret, so the patterns are made for the first that may: they cost more than a call. What
 * every form of the secret has is its beginning, behind backslashes or by numbers.
 */
function createRedactOne(secret: string, replacement: string): Redact {
  const mayHold = createMayHold(secret.slice(0, MIN_KEY_LENGTH));
  let patterns: ReturnType<typeof toPatterns> | undefined;
  return (text) => {
    if (!mayHold(text)) return text;
    patterns ??= toPatterns(secret);
    const whole = text.replaceAll(secret, () => replacement);
    const result = ESCAPE.test(whole) ? whole.replace(patterns.escaped, () => replacement) : whole;
    const tail = result.slice(-secret.length * MAX_ESCAPE_LENGTH);
    const end = patterns.cutEnd.exec(tail)?.[0].length ?? 0;
    return end > 0 ? result.slice(0, -end) + replacement : result;
  };
}

function createMayHold(begin: string): (text: string) => boolean {
  const isPlain = /^[\w.-]*$/.test(begin);
  /** The beginning with backslashes between its characters: found sooner than in the text without its backslashes. */
  let behindBackslashes: RegExp | undefined;

  function hasBegin(text: string): boolean {
    if (!isPlain || !text.includes('\\')) return text.includes(begin);
    behindBackslashes ??= new RegExp([...begin].map((plain) => `[${plain}]`).join('\\\\*'));
    return behindBackslashes.test(text);
  }

  return (text) => hasBegin(text) || (isPlain ? NUMBER : ESCAPE).test(text);
}

function toSecrets(headers: Record<string, string>, url: string): string[] {
  const secrets: string[] = [];
  for (const name in headers) {
    const value = headers[name] ?? '';
    if (name === 'authorization' || SECRET_NAME.test(name))
      secrets.push(value.trim().replace(SCHEME, '').trim());
  }
  const query = /\?([^#]*)/.exec(url)?.[1];
  for (const [name, value] of query ? new URLSearchParams(query) : []) {
    if (SECRET_NAME.test(name) || value.length >= MIN_SECRET_VALUE_LENGTH)
      secrets.push(value.trim());
  }
  return secrets;
}

/**
 * `escaped` finds the secret with each character as it is, behind backslashes, as `\u0069` or `\x69`, as `%69`, or as `&#105;`
 * or `&#x69;`. `cutEnd` finds its beginning at the end of a text that was cut off within it.
 */
function toPatterns(secret: string): { escaped: RegExp; cutEnd: RegExp } {
  const characters = Array.from({ length: secret.length }, (_, at) => {
    const code = secret.charCodeAt(at);
    const hex = code.toString(16);
    const hexes = hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
    const plain = /\w/.test(secret[at] ?? '') ? secret[at] : `\\u${hex.padStart(4, '0')}`;
    // A URL parser makes slashes of backslashes.
    const jsonForm = `\\\\{0,16}${plain}|[\\\\/]{0,16}(?:u0{0,3}${hexes}|u\\{0{0,4}${hexes}\\}|x${hexes})`;
    const htmlForm = `&#(?:0{0,4}${code}|[xX]0{0,4}${hexes});?`;
    return `(?:${jsonForm}|%(?:25){0,3}${hexes}|${htmlForm})`;
  });
  const begin = characters.slice(0, MIN_KEY_LENGTH).join('');
  const rest = characters
    .slice(MIN_KEY_LENGTH, -1)
    .reduceRight((rest, character) => `(?:${character}${rest})?`, '');
  return {
    escaped: new RegExp(characters.join(''), 'g'),
    cutEnd: new RegExp(`${begin}${rest}(?:[\\\\/%&][\\\\/#xu{0-9a-fA-F]{0,23})?$`),
  };
}
