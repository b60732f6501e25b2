type Headers = Record<string, string | undefined>;

/** Later headers win whatever their case; `undefined` stays, and says that the header is not to be sent. */
export function mergeHeaders(...sources: (Headers | undefined)[]): Headers {
  const merged: Headers = {};
  for (const source of sources) {
    for (const [name, value] of Object.entries(source ?? {})) merged[name.toLowerCase()] = value;
  }
  return merged;
}
