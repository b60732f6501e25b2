/** Blots the API key out of a text. */
export type Redact = (text: string) => string;

/** Shorter ones are placeholders of tests, and would blot out words. */
const SHORTEST_KEY = 8;

/** For a request with these headers. */
export function createRedact({ authorization = '' }: Record<string, string>): Redact {
  const key = authorization.replace(/^bearer /i, '');
  return (text) => (key.length < SHORTEST_KEY ? text : text.replaceAll(key, '[API key]'));
}

/** Errors of a `fetch` may quote the request: blots the key out of an error and its causes. */
export function redactError(error: unknown, redact: Redact): unknown {
  for (let at = error, depth = 0; at instanceof Error && depth < 9; at = at.cause, depth++) {
    for (const property of ['message', 'stack'] as const) {
      const shown = String(at[property]);
      const value = redact(shown);
      // Defined rather than assigned: the message of a DOMException cannot be assigned.
      if (value !== shown) Reflect.defineProperty(at, property, { value });
    }
  }
  return error;
}
