/** Lets go of a body that is not read, so that its connection is closed: that of `fetch`, or a stream of Node. Never throws. */
export function closeBody(response: Response): void {
  const body = response.body as
    | (ReadableStream & {
        destroy?: () => void;
        on?: (event: string, listener: () => void) => void;
      })
    | null
    | undefined;
  try {
    if (body?.destroy) {
      // Without a listener an error of the stream would end the process.
      body.on?.('error', () => {});
      body.destroy();
    } else body?.cancel?.().catch(() => {});
  } catch {
    // It is closed, or being read by someone else.
  }
}
