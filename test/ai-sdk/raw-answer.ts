import type { ScriptedAnswer } from '../../src/local/answers';
import { toCompletion } from '../../src/local/completion';
import { framesOf } from '../../src/local/frames';
import { Ids } from '../../src/local/ids';
import type { ChatRequest } from '../../src/local/requests';

const STREAM = { headers: { 'content-type': 'text/event-stream' } };

/** An error as a frame of a stream or as a whole body: the frame is a guess (heroku-api.md §3). */
export const ERROR_FRAME = {
  error: { code: 503, message: 'The model is overloaded', type: 'server_error' },
};

/** A choice as a stream of these deltas, or as one body with this message: for what no scripted answer can say. */
export function rawAnswer({
  deltas,
  message,
  finishReason = 'stop',
}: {
  deltas: object[];
  message: object;
  finishReason?: string;
}) {
  return ({ model, stream }: ChatRequest): Response => {
    const about = { id: 'chatcmpl-raw', created: 1_749_176_895, model };
    if (!stream) {
      const choice = { index: 0, message, finish_reason: finishReason };
      return Response.json({ ...about, object: 'chat.completion', choices: [choice] });
    }
    const frame = (delta: object, finish_reason: string | null = null) =>
      toEvent({ ...about, choices: [{ index: 0, delta, finish_reason }] });
    const frames = [...deltas.map((delta) => frame(delta)), frame({}, finishReason)];
    return new Response(`${frames.join('')}event:done\ndata:[DONE]\n\n`, STREAM);
  };
}

/** A stream of these frames and nothing else: no finish reason, no `[DONE]`. */
export function rawStream(frames: object[], headers: Record<string, string> = {}): Response {
  return new Response(frames.map(toEvent).join(''), { headers: { ...STREAM.headers, ...headers } });
}

function toEvent(frame: object): string {
  return `event:message\ndata:${JSON.stringify(frame)}\n\n`;
}

/** A streamed answer that stops after so many frames until it is let go, and says when the client went away. */
export function pausedAnswer(answer: ScriptedAnswer, framesBefore: number) {
  const released = signal();
  const cancelled = signal();
  const respond = (request: ChatRequest): Response => {
    const frames = framesOf(toCompletion(answer, request, new Ids()));
    const encoder = new TextEncoder();
    let count = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          if (count++ === framesBefore) await released.promise;
          const { value, done } = frames.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        },
        cancel: () => cancelled.resolve(),
      },
      { highWaterMark: 0 },
    );
    return new Response(body, STREAM);
  };
  return { respond, release: released.resolve, cancelled: cancelled.promise };
}

function signal(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
