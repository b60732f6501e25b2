import fc, { type Arbitrary } from 'fast-check';
import type { Frame } from './frames';

/** How frames travel as server-sent events. */
export type Framing = {
  newline: '\n' | '\r\n' | '\r';
  space: '' | ' ';
  /** The `event` field of a frame, or none. */
  event: 'message' | undefined;
  /** A frame on one line, or its indented JSON on a `data` line for each of its own. */
  indent: 0 | 2;
  /** What ends an event: a blank line, or a newline only, as careless servers have it. */
  separator: 'blank line' | 'newline';
  noise: Noise[];
  done: 'event:done' | 'bare' | 'with a space' | 'empty event:done' | 'none';
  /** Whether the last event ends as the others do. */
  isClosed: boolean;
};

/** Goes before the frame of that number; changes nothing. */
type Noise = { at: number; lines: string[] };

const NOISE = [
  [': keep-alive'],
  [':'],
  ['event: ping', 'data: {"type":"ping"}'],
  ['event:ping', 'data:not json'],
  ['event:message'],
  ['data:'],
  ['data: '],
  ['data: {}'],
  ['data: null'],
  ['data: []'],
  ['data: 42'],
  ['data: "words"'],
  ['data: {"type":"ping"}'],
  ['data: : keepalive'],
  ['data: ping'],
  ['data: keep-alive'],
  ['data: [PING]'],
  ['data: ping - 2026-11-28 09:00:00'],
  ['data: {"type":"heartbeat","message":"still at work"}'],
  ['data: {"status":"running","message":"step 1"}'],
  ['event: heartbeat', 'data: 2026-11-28T09:00:00Z'],
  ['data: {"choices":[]}'],
  ['data: {"choices":null}'],
  ['data: {"choices":[null]}'],
  ['data: {"choices":[{}]}'],
  ['data: {"choices":[{"delta":null}]}'],
  ['data: {"choices":[{"delta":{"content":null,"tool_calls":null,"reasoning":null}}]}'],
  ['data: {"choices":[{"delta":{"content":"","tool_calls":[],"reasoning":{}}}]}'],
  ['data: {"choices":[{"delta":{"tool_calls":[{}]}}],"usage":{}}'],
  ['data: {"__proto__":{"choices":[{"delta":{"content":"no"}}]},"error":null}'],
  ['retry: 100'],
  ['id: 7', 'data: {"usage":null}'],
  ['unknown: field'],
];

// A body that starts with an unknown field and is cut there is plain text: words of the server.
const noise = fc
  .record({ at: fc.nat(12), lines: fc.constantFrom(...NOISE) })
  .filter(({ at, lines }) => at > 0 || !lines.includes('unknown: field'));

export const framing: Arbitrary<Framing> = fc
  .record<Framing>({
    newline: fc.constantFrom('\n', '\n', '\r\n', '\r'),
    space: fc.constantFrom('', ' '),
    event: fc.constantFrom('message', undefined),
    indent: fc.constantFrom(0, 0, 0, 2),
    separator: fc.constantFrom('blank line', 'blank line', 'newline'),
    noise: fc.array(noise, { maxLength: 3 }),
    done: fc.constantFrom('event:done', 'bare', 'with a space', 'empty event:done', 'none'),
    isClosed: fc.boolean(),
  })
  .map((chosen) => (chosen.separator === 'newline' ? withNewlinesOnly(chosen) : chosen));

/** Where no blank line ends them, all events are one: their lines must be whole frames, and no name may apply to all. */
function withNewlinesOnly(chosen: Framing): Framing {
  return {
    ...chosen,
    indent: 0,
    noise: chosen.noise.filter(({ lines }) => !lines.some((line) => line.startsWith('event'))),
  };
}

export type Sse = {
  text: string;
  /**
   * The server has not yet said why it stopped if the stream is cut at or before `from`, and has if it is cut at or after
   * `to`; in characters. Between the two it is saying so.
   */
  conclusion: { from: number; to: number };
};

export function toSse(frames: readonly Frame[], style: Framing): Sse {
  const { newline, space, separator } = style;
  const gap = separator === 'newline' ? newline : newline + newline;
  let text = '';
  let conclusion: Sse['conclusion'] | undefined;
  const write = (lines: readonly string[], isConclusion = false) => {
    const from = text.length;
    text += lines.join(newline);
    if (isConclusion) conclusion ??= { from, to: text.length };
    text += gap;
  };

  frames.forEach(({ kind, frame }, nth) => {
    for (const { at, lines } of style.noise) if (at === nth) write(lines);
    const json = JSON.stringify(frame, null, style.indent).split('\n');
    const data = json.map((line) => `data:${space}${line}`);
    write(
      style.event === undefined ? data : [`event:${space}${style.event}`, ...data],
      kind === 'finish',
    );
  });
  if (style.done !== 'none') write(doneLines(style), true);
  return {
    text: style.isClosed ? text : text.slice(0, -gap.length),
    conclusion: conclusion ?? { from: text.length, to: text.length },
  };
}

function doneLines({ done, space }: Framing): string[] {
  switch (done) {
    case 'event:done':
      return [`event:${space}done`, `data:${space}[DONE]`];
    case 'bare':
      return [`data:${space}[DONE]`];
    case 'with a space':
      return [`data:${space}[DONE] `];
    default:
      return [`event:${space}done`, `data:${space}`];
  }
}
