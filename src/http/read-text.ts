/** A body as text. `cause` is there if the connection was lost, and says why. */
export type BodyText = { text: string; cause?: unknown };

/** Reads a body to its end, to `limit` characters, to the loss of the connection, or to an abort. Never rejects. */
export async function readText(
  { body }: Response,
  limit: number,
  abortSignal?: AbortSignal,
): Promise<BodyText> {
  const reader = (body ?? new Blob().stream()).getReader();
  const decoder = new TextDecoder();
  const cancel = () => reader.cancel(abortSignal?.reason).catch(() => {});
  abortSignal?.addEventListener('abort', cancel);
  const result: BodyText = { text: '' };
  try {
    while (result.text.length < limit) {
      const { done, value } = await reader.read();
      result.text += decoder.decode(value, { stream: !done });
      if (done) break;
    }
  } catch (cause) {
    result.cause = cause;
  }
  abortSignal?.removeEventListener('abort', cancel);
  cancel();
  return result;
}
