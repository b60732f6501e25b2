import type { ScriptedAnswer } from './answers';
import { type Completion, FINGERPRINT } from './completion';
import { errorBody } from './errors';
import { DEFAULT_PERSONALITY, type Personality } from './personality';
import { reasoningDeltas } from './reasoning';
import { toolCallChoices } from './tool-call-frames';
import { type ChatBody, isRecord } from './wire';

/**
 * The frames of a stream, one event at a time, made only as they are asked for. Their order is that of
 * heroku-api.md §3: `finish_reason` and `usage` in frames of their own, `[DONE]` at the end.
 */
export function* framesOf(
  completion: Completion,
  personality: Personality = DEFAULT_PERSONALITY,
  body: Partial<ChatBody> = {},
): Generator<string> {
  const { message, done } = FRAMINGS[personality.framing];
  const frame = (choice: object): string => message(chunk(completion, [choice]));
  const deltaFrame = (delta: object, finish_reason: string | null = null): string =>
    frame({ index: 0, delta, finish_reason });
  yield deltaFrame({ role: 'assistant', content: '' });
  for (const delta of reasoningDeltas(completion.reasoning ?? {}, personality, pieces))
    yield deltaFrame(delta);
  for (const content of pieces(completion.text)) yield deltaFrame({ content });
  for (const choice of toolCallChoices(completion, personality, pieces)) yield frame(choice);
  if (completion.error) {
    yield message(errorFrame(completion.error));
    return;
  }
  yield deltaFrame({}, completion.finishReason);
  if (completion.usage && tellsUsage(personality, body))
    yield message(chunk(completion, [], { usage: completion.usage }));
  yield done;
}

/** The ways to write an event that heroku-api.md §3 has on record. */
export const FRAMINGS: Record<
  Personality['framing'],
  { message: (data: object) => string; done: string }
> = {
  tight: {
    message: (data) => `event:message\ndata:${JSON.stringify(data)}\n\n`,
    done: 'event:done\ndata:[DONE]\n\n',
  },
  spaced: {
    message: (data) => `event: message\ndata: ${JSON.stringify(data)}\n\n`,
    done: 'event: message\ndata: [DONE]\n\n',
  },
  plain: {
    message: (data) => `data: ${JSON.stringify(data)}\n\n`,
    done: 'data: [DONE]\n\n',
  },
};

/** The event of a stream that is an error from the start. */
export const errorEvent = (error: object, { framing }: Personality): string =>
  FRAMINGS[framing].message(error);

function tellsUsage(
  { usage, streamOptions }: Personality,
  { stream_options: options }: Partial<ChatBody>,
): boolean {
  return (
    usage === 'always' || (streamOptions && isRecord(options) && options.include_usage === true)
  );
}

/** `choices` of the usage frame are empty here; no recording shows them (heroku-api.md §3). */
function chunk({ id, created, model }: Completion, choices: object[], more: object = {}): object {
  return {
    id,
    object: 'chat.completion.chunk',
    created,
    model,
    system_fingerprint: FINGERPRINT,
    choices,
    ...more,
  };
}

/** An error in mid-stream: no recording (heroku-api.md §3), so the frame is a guess. */
export const errorFrame = ({ shape, ...error }: NonNullable<Completion['error']>): object =>
  errorBody(shape, error);

const LENGTHS = [3, 5, 4, 7];

/** A text in pieces of a few characters, never through a surrogate pair. */
export function* pieces(text: string): Generator<string> {
  const characters = Array.from(text);
  for (let at = 0, index = 0; at < characters.length; index++) {
    const end = at + (LENGTHS[index % LENGTHS.length] ?? 4);
    yield characters.slice(at, end).join('');
    at = end;
  }
}

/** The frames as a response, up to where a script cuts it off. */
export function streamOf(
  frames: Generator<string>,
  { status = 200, headers, cutAfter }: ScriptedAnswer,
  delayMs: number,
): Response {
  return new Response(bodyOf(first(frames, cutAfter), delayMs), {
    status,
    headers: { 'content-type': 'text/event-stream', ...headers },
  });
}

function* first(frames: Iterable<string>, count = Number.POSITIVE_INFINITY): Generator<string> {
  let sent = 0;
  for (const frame of frames) {
    if (sent++ >= count) return;
    yield frame;
  }
}

/** The frames as a body that makes each one when it is read, and stops when it is cancelled. */
function bodyOf(frames: Generator<string>, delayMs: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
        const { value, done } = frames.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      cancel() {
        frames.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
