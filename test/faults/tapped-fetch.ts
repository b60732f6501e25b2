/**
 * The global `fetch`, watched: `taken(n)` settles when n bytes of the body have been read, `taken(0)` when the headers have
 * come. The body stays the one of `fetch`.
 */
export function tappedFetch() {
  let count = -1;
  let waiting: { bytes: number; resolve: () => void }[] = [];

  const advance = (by: number) => {
    count += by;
    for (const { bytes, resolve } of waiting) if (bytes <= count) resolve();
    waiting = waiting.filter(({ bytes }) => bytes > count);
  };

  const taken = (bytes: number) =>
    new Promise<void>((resolve) => {
      waiting.push({ bytes, resolve });
      advance(0);
    });

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await globalThis.fetch(input, init);
    if (response.body) tap(response.body, advance);
    advance(1);
    return response;
  };

  return { fetch, taken };
}

function tap(body: ReadableStream<Uint8Array>, onRead: (bytes: number) => void): void {
  const getReader = body.getReader.bind(body) as () => ReadableStreamDefaultReader<Uint8Array>;
  const getTapped = () => {
    const reader = getReader();
    const read = reader.read.bind(reader);
    reader.read = async () => {
      const result = await read();
      if (!result.done) onRead(result.value.length);
      return result;
    };
    return reader;
  };
  body.getReader = getTapped as typeof body.getReader;
}
