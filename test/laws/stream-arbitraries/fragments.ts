import fc, { type Arbitrary } from 'fast-check';
import type { Answer, Call } from './answers';
import { lengths, piecesOf } from './texts';

/**
 * How a server cuts tool calls into fragments: the ways of heroku-api.md §3 and language-model-v2.md A1, as far as they
 * leave no doubt which call a fragment belongs to.
 */
export type FragmentStyle = {
  lengths: number[];
  /** What the first fragment has for arguments. */
  opening: 'absent' | 'null' | 'empty' | 'first piece' | 'leading {}';
  /** The opening counts content blocks and the deltas count calls, or the reverse. */
  index: 'right' | 'absent' | 'always 0' | 'absent in deltas' | 'opening ahead' | 'opening behind';
  /** `drifting`: another one at each delta. */
  deltaId: 'absent' | 'null' | 'empty' | 'repeated' | 'drifting';
  deltaName: 'absent' | 'null' | 'empty' | 'repeated';
  /** `equal`: all calls have the id of the first. */
  id: 'text' | 'equal' | 'number' | 'absent' | 'null' | 'empty';
  /** Tokens of the model's own format behind the name. They can be told only from a request with tools. */
  glued: string;
  /** The name comes in a fragment after the one with the id, or after all arguments. */
  name: 'at once' | 'after the id' | 'at the end';
  /** Each call is sent once more when it is complete. */
  repeats: boolean;
  /** The fragments of all calls in turn. */
  interleaved: boolean;
  type: 'function' | null | undefined;
};

export const fragmentStyle: Arbitrary<FragmentStyle> = fc
  .record<FragmentStyle>({
    lengths,
    opening: fc.constantFrom('empty', 'absent', 'null', 'first piece', 'leading {}'),
    index: fc.constantFrom(
      'right',
      'absent',
      'always 0',
      'absent in deltas',
      'opening ahead',
      'opening behind',
    ),
    deltaId: fc.constantFrom('absent', 'null', 'empty', 'repeated', 'drifting'),
    deltaName: fc.constantFrom('empty', 'absent', 'null', 'repeated'),
    id: fc.constantFrom('text', 'text', 'equal', 'number', 'absent', 'null', 'empty'),
    glued: fc.constant(''),
    name: fc.constantFrom('at once', 'at once', 'after the id', 'at the end'),
    repeats: fc.boolean(),
    interleaved: fc.boolean(),
    type: fc.constantFrom('function', null, undefined),
  })
  .map(withoutDoubt);

/** Takes back what would leave open which call a fragment belongs to. */
function withoutDoubt(style: FragmentStyle): FragmentStyle {
  const hasId = style.id === 'text' || style.id === 'equal' || style.id === 'number';
  // Only a whole input tells that a call is over, and that the next one with its id is another.
  const isUnique = hasId && style.id !== 'equal';
  // Only its index tells whose a fragment under a new id is, and only while the call goes on.
  const mayDrift =
    style.index === 'right' &&
    style.opening !== 'leading {}' &&
    style.name === 'at once' &&
    isUnique;
  const isDrifting = style.deltaId === 'drifting' && !mayDrift;
  const deltaId = hasId && !isDrifting ? style.deltaId : 'absent';
  const isNamedById = deltaId === 'repeated';
  // A name that each delta repeats says whose it is if its index does, or if it has none and the calls come one by one. With a
  // new id, or behind the whole input, it opens another call.
  const isNamedAlone =
    deltaId !== 'drifting' &&
    !style.repeats &&
    (style.index === 'right' || (style.index === 'absent' && (!hasId || style.id === 'equal')));
  const mayRepeatName = isNamedById || (isNamedAlone && style.opening !== 'leading {}');
  // `{}` is a whole object, so that what follows it may go to the call opened last.
  const isNamedByIndex = style.index === 'right' && style.opening !== 'leading {}';
  return {
    ...style,
    deltaId,
    deltaName: style.deltaName === 'repeated' && !mayRepeatName ? 'empty' : style.deltaName,
    name: isUnique ? style.name : 'at once',
    repeats: hasId && style.repeats,
    // Under one id only openings without arguments tell that there are two.
    interleaved:
      style.interleaved &&
      (style.id === 'equal'
        ? style.index === 'right' && style.opening !== 'first piece' && isNamedByIndex
        : isNamedById || isNamedByIndex),
  };
}

/** The fragments, in order: the content of `tool_calls` in frame after frame. */
export function fragmentsOf(answer: Answer, style: FragmentStyle): object[] {
  const blocksBefore = 1 + (answer.text === '' ? 0 : 1) + (answer.reasoning === '' ? 0 : 1);
  const empty = toEmpty(answer, style);
  const each = callsOf(answer, style.id).map((call, nth) =>
    fragmentsOfCall(call, call.input === '{}' ? empty : call.input, nth, blocksBefore, style),
  );
  return style.interleaved ? inTurn(each) : each.flat();
}

/** The calls with the ids that the server gives them. */
export function callsOf({ calls }: Answer, ids: FragmentStyle['id']): Call[] {
  const [first] = calls;
  return first && ids === 'equal' ? calls.map((call) => ({ ...call, id: first.id })) : calls;
}

function fragmentsOfCall(
  call: Call,
  input: string,
  nth: number,
  blocksBefore: number,
  style: FragmentStyle,
): object[] {
  const pieces = piecesOf(input, style.lengths);
  const id = toId(call, nth, style);
  const name = { at: style.name, value: call.tool + style.glued };
  const first = style.opening === 'first piece' ? (pieces.shift() ?? '') : undefined;
  const opening = fragment(style, toIndex(style, nth, blocksBefore, true), id, {
    ...(name.at === 'at once' && { name: name.value }),
    ...toOpening(style.opening, first),
  });
  const naming = name.at === 'at once' ? [] : [{ name: name.value }];
  const deltas = pieces.map((piece) => ({
    ...ofKind(style.deltaName, 'name', name.at === 'at once' ? call.tool : ''),
    arguments: piece,
  }));
  const body: object[] = name.at === 'at the end' ? [...deltas, ...naming] : [...naming, ...deltas];
  const isDrifting = style.deltaId === 'drifting';
  const deltaId = isDrifting ? {} : ofKind(toDeltaKind(style.deltaId), 'id', id.id ?? '');
  const driftOf = (at: number) => (isDrifting ? { id: `drift-${nth}-${at}` } : deltaId);
  const index = toIndex(style, nth, blocksBefore, false);
  return [
    opening,
    ...body.map((details, at) => fragment(style, index, driftOf(at), details)),
    ...(style.repeats
      ? [fragment(style, index, id, { name: call.tool, arguments: call.input })]
      : []),
  ];
}

/** A call without any arguments is one with `{}`, unless a limit may have cut them off. */
function toEmpty(
  { finishReason }: Answer,
  { deltaName, id, index, opening, repeats }: FragmentStyle,
): string {
  const isCut = LIMITS.includes(finishReason);
  // Where indexes mislead it would look as if it still waited for the arguments of the next.
  const misleads = index === 'always 0' || index.startsWith('opening');
  // A name with arguments, behind the same name without any, may be of one call or of the next.
  const isDoubtful =
    index === 'absent' &&
    (deltaName === 'repeated' || (id !== 'text' && opening === 'first piece'));
  const needsWhole = repeats || isDoubtful || id === 'equal' || opening === 'leading {}';
  return isCut || misleads || needsWhole ? '{}' : '';
}

const LIMITS = ['length', 'max_tokens', 'content_filter', 'guardrail_intervened'];

function toOpening(kind: FragmentStyle['opening'], first: string | undefined): object {
  switch (kind) {
    case 'absent':
      return {};
    case 'null':
      return { arguments: null };
    case 'empty':
      return { arguments: '' };
    case 'leading {}':
      return { arguments: '{}' };
    case 'first piece':
      return { arguments: first };
  }
}

function toIndex(
  { index }: FragmentStyle,
  nth: number,
  blocksBefore: number,
  isOpening: boolean,
): { index?: number } {
  switch (index) {
    case 'right':
      return { index: nth };
    case 'absent':
      return {};
    case 'always 0':
      return { index: 0 };
    case 'absent in deltas':
      return isOpening ? { index: nth } : {};
    case 'opening ahead':
      return { index: isOpening ? nth + blocksBefore : nth };
    case 'opening behind':
      return { index: isOpening ? nth : nth + blocksBefore };
  }
}

function toId({ id }: Call, nth: number, style: FragmentStyle): { id?: unknown } {
  return style.id === 'number' ? { id: nth } : ofKind(toKind(style.id), 'id', id);
}

const toDeltaKind = (id: FragmentStyle['deltaId']) => (id === 'drifting' ? 'absent' : id);
const toKind = (id: FragmentStyle['id']) =>
  id === 'text' || id === 'equal' || id === 'number' ? 'repeated' : id;

function ofKind(
  kind: 'absent' | 'null' | 'empty' | 'repeated',
  field: string,
  value: unknown,
): Record<string, unknown> {
  if (kind === 'absent') return {};
  return { [field]: kind === 'null' ? null : kind === 'empty' ? '' : value };
}

function fragment(
  { type }: FragmentStyle,
  index: { index?: number },
  id: { id?: unknown },
  details: object,
): object {
  return { ...index, ...id, ...(type !== undefined && { type }), function: details };
}

/** The first of each, then the second of each... */
function inTurn<Value>(lists: readonly Value[][]): Value[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, nth) =>
    lists.flatMap((list) => list.slice(nth, nth + 1)),
  ).flat();
}
