import { MODEL } from './lab';

const FRAME = `data: ${JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: MODEL,
  choices: [{ index: 0, delta: { role: 'assistant', content: 'Hel' } }],
})}\n\n`;

/** A stream that breaks off after its first frame. */
export function brokenStream(): Response {
  let isFirst = true;
  const body = new ReadableStream({
    async pull(controller) {
      if (isFirst) controller.enqueue(new TextEncoder().encode(FRAME));
      else await new Promise((next) => setTimeout(next, 200)).then(() => controller.error());
      isFirst = false;
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}
