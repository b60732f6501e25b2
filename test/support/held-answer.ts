import { chunkOf, DONE, eventOf } from './scripted-model';

/** An answer of Heroku that goes on only when the test says so. */
export function heldAnswer() {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let cancel: () => void;
  const cancelled = new Promise<void>((resolve) => {
    cancel = resolve;
  });
  const body = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    cancel: () => cancel(),
  });
  const send = (text: string) => controller.enqueue(encoder.encode(text));
  return {
    response: new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
    /** Sends one delta. */
    say: (delta: object) => send(eventOf(chunkOf(delta))),
    finish: () => {
      send(eventOf(chunkOf({}, 'stop')));
      send(DONE);
      controller.close();
    },
    /** Settles when nobody reads any more. */
    cancelled,
  };
}
