import { MODEL } from './lab';

const toFrame = (content: string) =>
  new TextEncoder().encode(
    `data: ${JSON.stringify({
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      created: 1,
      model: MODEL,
      choices: [{ index: 0, delta: { role: 'assistant', content } }],
    })}\n\n`,
  );

/** A stream that breaks off after its first frame. */
export function brokenStream(): Response {
  let isFirst = true;
  return toResponse(
    new ReadableStream({
      async pull(controller) {
        if (isFirst) controller.enqueue(toFrame('Hel'));
        else await new Promise((next) => setTimeout(next, 200)).then(() => controller.error());
        isFirst = false;
      },
    }),
  );
}

/** A stream that gives this text, and then waits until its reader is gone. */
export function heldStream(text: string): Response {
  return toResponse(
    new ReadableStream({
      start(controller) {
        controller.enqueue(toFrame(text));
      },
    }),
  );
}

const toResponse = (body: ReadableStream) =>
  new Response(body, { headers: { 'content-type': 'text/event-stream' } });
