import { type Completion, FINGERPRINT } from './completion';
import { errorBody } from './errors';

/**
 * The frames of a stream, one event at a time, made only as they are asked for. Framing and order are those of
 * heroku-api.md §3: no space after the colons, `finish_reason` and `usage` in frames of their own, `event:done` at
 * the end.
 */
export function* framesOf(completion: Completion): Generator<string> {
  const frame = (delta: object, choice: object = {}): string =>
    event('message', chunk(completion, [{ index: 0, delta, finish_reason: null, ...choice }]));
  yield frame({ role: 'assistant', content: '' });
  for (const reasoning of reasoningDeltas(completion)) yield frame({ reasoning });
  for (const content of pieces(completion.text)) yield frame({ content });
  for (const call of toolCallDeltas(completion)) yield toolFrame(completion, call);
  if (completion.error) {
    yield errorFrame(completion.error);
    return;
  }
  yield frame({}, { finish_reason: completion.finishReason });
  if (completion.usage) yield event('message', chunk(completion, [], { usage: completion.usage }));
  yield 'event:done\ndata:[DONE]\n\n';
}

const event = (name: string, data: object): string =>
  `event:${name}\ndata:${JSON.stringify(data)}\n\n`;

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

/** Tool frames come without `choices[0].index` (heroku-api.md §3, DEFACTO). */
const toolFrame = (completion: Completion, call: object): string =>
  event('message', chunk(completion, [{ delta: { tool_calls: [call] } }]));

/** Pieces of thinking (heroku-api.md §3, PORTAL), then the signature, whose frame is unverified. */
function* reasoningDeltas({ reasoning }: Completion): Generator<object> {
  if (!reasoning) return;
  for (const thinking of pieces(reasoning.thinking)) yield { thinking };
  if (reasoning.signature !== undefined) yield { signature: reasoning.signature };
}

/**
 * An opening frame, then the arguments with a blank name and no id. The opening counts content blocks and the rest
 * counts calls, so the two disagree whenever text or thinking came first (heroku-api.md §3, DEFACTO).
 */
function* toolCallDeltas({ text, reasoning, toolCalls }: Completion): Generator<object> {
  const blocksBefore = (text === '' ? 0 : 1) + (reasoning ? 1 : 0);
  for (const [at, { id, name, arguments: json }] of toolCalls.entries()) {
    yield {
      index: blocksBefore + at,
      id,
      type: 'function',
      function: { name, arguments: '' },
    };
    for (const piece of pieces(json)) yield { index: at, function: { name: '', arguments: piece } };
  }
}

/** An error in mid-stream: no recording (heroku-api.md §3), so the frame is a guess. */
function errorFrame({ shape, ...error }: NonNullable<Completion['error']>): string {
  return event('message', errorBody(shape, error));
}

const LENGTHS = [3, 5, 4, 7];

/** A text in pieces of a few characters, never through a surrogate pair. */
export function* pieces(text: string): Generator<string> {
  const characters = Array.from(text);
  for (let at = 0, nth = 0; at < characters.length; nth++) {
    const end = at + (LENGTHS[nth % LENGTHS.length] ?? 4);
    yield characters.slice(at, end).join('');
    at = end;
  }
}

/** The frames as a body that makes each one when it is read, and stops when it is cancelled. */
export function bodyOf(frames: Generator<string>, delayMs: number): ReadableStream<Uint8Array> {
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
