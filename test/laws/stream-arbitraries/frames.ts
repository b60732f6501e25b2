import fc, { type Arbitrary } from 'fast-check';
import type { Answer } from './answers';
import { callsOf, type FragmentStyle, fragmentStyle, fragmentsOf } from './fragments';
import { lengths, piecesOf } from './texts';

/** How a server puts an answer into frames: the ways of heroku-api.md §3, and of other servers where they differ. */
export type FrameStyle = {
  lengths: number[];
  fragments: FragmentStyle;
  /** How many fragments come in one frame. */
  together: number;
  opening: 'none' | 'role' | 'role and empty content';
  key: 'delta' | 'message';
  /** What stands beside each delta, and whether the last frame has the whole message once more. */
  beside: 'nothing' | 'empty message' | 'the same message';
  sendsWholeAtLast: boolean;
  reasoning: 'object' | 'string' | 'reasoning_content';
  signature: 'own frame' | 'with the last piece' | 'late';
  content: 'string' | 'parts';
  /** The last piece of reasoning and the first of text come in one frame. */
  touching: boolean;
  unfinished: 'null' | 'absent' | 'empty';
  choiceIndex: boolean;
  finish: 'own frame' | 'own frame without delta' | 'with the last delta';
  usage:
    | 'with finish'
    | 'empty choices'
    | 'no choices'
    | 'empty delta'
    | 'before finish'
    | 'in the choice'
    | 'in two frames'
    | 'in two places'
    | 'zeros after it';
  facts: 'in all' | 'in the first' | 'in none';
};

export const frameStyle: Arbitrary<FrameStyle> = fc.record({
  lengths,
  fragments: fragmentStyle,
  together: fc.constantFrom(1, 1, 2, 99),
  opening: fc.constantFrom('none', 'role', 'role and empty content'),
  key: fc.constantFrom('delta', 'delta', 'message'),
  beside: fc.constantFrom('nothing', 'nothing', 'empty message', 'the same message'),
  sendsWholeAtLast: fc.boolean(),
  reasoning: fc.constantFrom('object', 'string', 'reasoning_content'),
  signature: fc.constantFrom('own frame', 'with the last piece'),
  content: fc.constantFrom('string', 'parts'),
  touching: fc.boolean(),
  unfinished: fc.constantFrom('null', 'absent', 'empty'),
  choiceIndex: fc.boolean(),
  finish: fc.constantFrom('own frame', 'own frame without delta', 'with the last delta'),
  usage: fc.constantFrom(
    'empty choices',
    'with finish',
    'no choices',
    'empty delta',
    'before finish',
    'in the choice',
    'in two frames',
    'in two places',
    'zeros after it',
  ),
  facts: fc.constantFrom('in all', 'in the first', 'in none'),
});

export type Frame = { kind: 'content' | 'finish' | 'usage'; frame: object };

type Delta = Record<string, unknown>;

/** `{}` says too little to be another call under the same id: answers with such a call have ids of their own. */
export function withClearIds({ calls }: Answer, style: FrameStyle): FrameStyle {
  const isClear = calls.every(({ input }) => /[^{}\s]/.test(input));
  return style.fragments.id === 'equal' && !isClear
    ? { ...style, fragments: { ...style.fragments, id: 'text' } }
    : style;
}

export function framesOf(answer: Answer, style: FrameStyle): Frame[] {
  const deltas = deltasOf(answer, style);
  const last = style.finish === 'with the last delta' ? deltas.pop() : undefined;
  const usage = { usage: answer.usage };
  const finish = choiceFrame(last ?? {}, style, answer.finishReason);
  if (style.finish === 'own frame without delta') delete firstChoice(finish)[style.key];
  if (style.key === 'delta' && style.sendsWholeAtLast && style.finish !== 'with the last delta') {
    firstChoice(finish).message = wholeOf(answer, style);
  }

  const frames: Frame[] = deltas.map((delta) => ({
    kind: 'content',
    frame: choiceFrame(delta, style),
  }));
  if (style.usage === 'before finish')
    frames.push({ kind: 'content', frame: { choices: [], ...usage } });
  frames.push({
    kind: 'finish',
    frame: style.usage === 'with finish' ? { ...finish, ...usage } : finish,
  });
  if (style.usage === 'empty choices')
    frames.push({ kind: 'usage', frame: { choices: [], ...usage } });
  if (style.usage === 'no choices') frames.push({ kind: 'usage', frame: usage });
  if (style.usage === 'empty delta') {
    frames.push({ kind: 'usage', frame: { ...choiceFrame({}, style), ...usage } });
  }
  const { prompt_tokens, ...others } = answer.usage;
  if (style.usage === 'in the choice') {
    frames.push({ kind: 'usage', frame: { choices: [{ delta: {}, ...usage }] } });
  }
  if (style.usage === 'in two frames') {
    frames.push({ kind: 'usage', frame: { choices: [], usage: { prompt_tokens } } });
    frames.push({ kind: 'usage', frame: { choices: [], usage: others } });
  }
  if (style.usage === 'in two places') {
    const frame = { choices: [], usage: { prompt_tokens }, metadata: { usage: others } };
    frames.push({ kind: 'usage', frame });
  }
  if (style.usage === 'zeros after it') {
    const zeros = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
    frames.push({ kind: 'usage', frame: { choices: [], ...usage } });
    frames.push({ kind: 'usage', frame: { choices: [], usage: zeros } });
  }
  return frames.map(({ kind, frame }, nth) => ({
    kind,
    frame: { ...factsOf(answer, style, nth), ...frame },
  }));
}

function deltasOf(answer: Answer, style: FrameStyle): Delta[] {
  const reasoning = reasoningDeltas(answer, style);
  const text = piecesOf(answer.text, style.lengths).map((piece) => ({
    content: style.content === 'parts' ? [{ type: 'text', text: piece }] : piece,
  }));
  const calls = inGroups(fragmentsOf(answer, style.fragments), style.together).map((fragments) => ({
    tool_calls: fragments,
  }));
  const late = { reasoning: { signature: answer.signature } };
  const isLate = style.signature === 'late' && answer.signature !== undefined;
  return [
    ...openingDeltas(style),
    ...(style.touching ? touching(reasoning, text) : [...reasoning, ...text]),
    ...calls,
    ...(isLate ? [late] : []),
  ];
}

/** As a server sends it that gathers what it has sent. */
function wholeOf(answer: Answer, { fragments }: FrameStyle): Delta {
  const { reasoning, text } = answer;
  const calls = callsOf(answer, fragments.id);
  return {
    ...(reasoning && { reasoning: { thinking: reasoning } }),
    content: text,
    ...(calls.length > 0 && {
      tool_calls: calls.map(({ id, tool, input }) => ({
        id,
        type: 'function',
        function: { name: tool, arguments: input },
      })),
    }),
  };
}

function openingDeltas({ opening }: FrameStyle): Delta[] {
  if (opening === 'none') return [];
  return [{ role: 'assistant', ...(opening === 'role and empty content' && { content: '' }) }];
}

function reasoningDeltas({ reasoning, signature }: Answer, style: FrameStyle): Delta[] {
  // Only Heroku's form has room for a signature.
  const form = signature === undefined ? style.reasoning : 'object';
  const pieces = piecesOf(reasoning, style.lengths);
  const deltas = pieces.map((piece, nth): Delta => {
    const isSigned = nth === pieces.length - 1 && style.signature === 'with the last piece';
    if (form === 'string') return { reasoning: piece };
    if (form === 'reasoning_content') return { reasoning_content: piece };
    return { reasoning: { thinking: piece, ...(isSigned && signature && { signature }) } };
  });
  const hasOwnFrame = signature !== undefined && style.signature === 'own frame';
  return hasOwnFrame ? [...deltas, { reasoning: { signature } }] : deltas;
}

function touching(before: readonly Delta[], after: readonly Delta[]): Delta[] {
  return [...before.slice(0, -1), { ...before.at(-1), ...after[0] }, ...after.slice(1)];
}

function choiceFrame(delta: Delta, style: FrameStyle, finishReason?: string): { choices: [Delta] } {
  const unfinished = { null: { finish_reason: null }, absent: {}, empty: { finish_reason: '' } };
  const choice = {
    ...(style.choiceIndex && { index: 0 }),
    [style.key]: delta,
    ...(style.key === 'delta' && style.beside === 'empty message' && { message: { content: '' } }),
    ...(style.key === 'delta' && style.beside === 'the same message' && { message: delta }),
    ...(finishReason === undefined
      ? unfinished[style.unfinished]
      : { finish_reason: finishReason }),
  };
  return { choices: [choice] };
}

const firstChoice = ({ choices }: { choices: [Delta] }): Delta => choices[0];

function factsOf({ id, model, created }: Answer, { facts }: FrameStyle, nth: number): object {
  const isTold = facts === 'in all' || (facts === 'in the first' && nth === 0);
  return isTold ? { id, object: 'chat.completion.chunk', created, model } : {};
}

function inGroups<Value>(values: readonly Value[], size: number): Value[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, nth) =>
    values.slice(nth * size, (nth + 1) * size),
  );
}
