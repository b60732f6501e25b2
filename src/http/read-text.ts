import { InvalidResponseDataError } from '@ai-sdk/provider';
import type { BodyReader } from './body-reader';
import { createIdleTimer } from './idle-timer';
import { onAbort } from './on-abort';

/** A body as text. `cause` is there if the connection was lost, or silent for too long, and says why. */
export type BodyText = { text: string; cause?: unknown };

/** What ends a wait for the server: the caller, or a silence of so many milliseconds. */
export type WaitLimits = {
  abortSignal?: AbortSignal | undefined;
  idleTimeoutMs?: number | undefined;
};

/**
 * Reads a body to its end, to `limit` characters, to the loss of the connection, to a silence, or to an abort: half of a text
 * is better than none. Rejects only where `decode` of the body throws.
 */
export async function readText(
  body: BodyReader,
  { limit, abortSignal, idleTimeoutMs }: WaitLimits & { limit: number },
): Promise<BodyText> {
  const cancel = () => body.cancel(abortSignal?.reason).catch(() => {});
  onAbort(abortSignal, cancel);
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
      const read = await body.read();
      idle?.stop();
      result.text += body.decode(read);
      if (read.done) break;
    }
  } catch (cause) {
    if (InvalidResponseDataError.isInstance(cause)) throw cause;
    result.cause = cause;
  } finally {
    idle?.clear();
    abortSignal?.removeEventListener('abort', cancel);
    cancel();
  }
  return result;
}
