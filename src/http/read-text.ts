import { createIdleTimer } from './idle-timer';

/** A body as text. `cause` is there if the connection was lost, and says why. */
export type BodyText = { text: string; cause?: unknown };

/** What ends a wait for the server: the caller, or a silence of so many milliseconds. */
export type WaitLimits = {
  abortSignal?: AbortSignal | undefined;
  idleTimeoutMs?: number | undefined;
};

/** Reads a body to its end, to `limit` characters, to the loss of the connection, to a silence, or to an abort. Never rejects. */
export async function readText(
  { body }: Response,
  limit: number,
  { abortSignal, idleTimeoutMs }: WaitLimits = {},
): Promise<BodyText> {
  const reader = (body ?? new Blob().stream()).getReader();
  const decoder = new TextDecoder();
  const cancel = () => reader.cancel(abortSignal?.reason).catch(() => {});
  abortSignal?.addEventListener('abort', cancel);
  const result: BodyText = { text: '' };
  const idle =
    idleTimeoutMs === undefined
      ? undefined
      : createIdleTimer(idleTimeoutMs, () => {
          result.cause = new Error(`nothing came for ${idleTimeoutMs} ms, which is idleTimeoutMs`);
          cancel();
        });
  try {
    while (result.text.length < limit) {
      idle?.start();
      const { done, value } = await reader.read();
      idle?.stop();
      result.text += decoder.decode(value, { stream: !done });
      if (done) break;
    }
  } catch (cause) {
    result.cause = cause;
  }
  idle?.clear();
  abortSignal?.removeEventListener('abort', cancel);
  cancel();
  return result;
}
