import { onAbort } from './on-abort';

/** A controller that a signal aborts too, with its reason, until `release` is called. */
export type LinkedController = AbortController & { release: () => void };

/**
 * Stands in for `AbortSignal.any`, with which Node 20 loses a timeout: the signal of `AbortSignal.timeout` is collected while
 * only `any` refers to it, and never fires. A listener holds it.
 */
export function createLinkedController(signal: AbortSignal | undefined): LinkedController {
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  onAbort(signal, abort);
  const release = () => signal?.removeEventListener('abort', abort);
  return Object.assign(controller, { release });
}
