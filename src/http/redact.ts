/** Replaces the API key in a text. */
export type Redact = (text: string) => string;

/** Shorter keys are placeholders in tests; replacing them would damage ordinary words. */
const SHORTEST_KEY = 8;

/** For a request with these headers. */
export function createRedact({ authorization = '' }: Record<string, string>): Redact {
  const key = authorization.trim().replace(/^bearer +/i, '');
  return (text) => (key.length < SHORTEST_KEY ? text : text.replaceAll(key, '[API key]'));
}

/** Errors of `fetch` may quote the request: removes the key from an error and its causes. */
export function redactError(error: unknown, redact: Redact): unknown {
  for (let at = error, depth = 0; at instanceof Error && depth < 9; at = at.cause, depth++) {
    for (const property of ['message', 'stack'] as const) {
      const original = String(at[property]);
      const value = redact(original);
      // Defined rather than assigned: the message of a DOMException cannot be assigned.
      if (value !== original) Reflect.defineProperty(at, property, { value });
    }
  }
  return error;
}
