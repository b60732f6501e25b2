import type { ToolCallFragment } from '../chunk';
import { callAt, type FoundCall, isDone, type KnownCalls, type ToolCall } from '../tool-call';
import type { OfferedTools } from './offered-tools';

/**
 * The call of a fragment whose id, name and index do not agree: servers give two calls one id, change the id from delta to
 * delta, or repeat the name (field-reports.md A2). Asked by tool-calls.ts only where they do not simply agree.
 */
export function createCallOfFragment(calls: KnownCalls, offered: OfferedTools) {
  function isNameOf(known: string, name: string): boolean {
    return known === offered.resolve(name) || offered.join(known, name) !== undefined;
  }

  function mayTake(pair: Pair): boolean {
    const { call, fragment } = pair;
    if (call.name && fragment.name && !isNameOf(call.name, fragment.name)) return false;
    return REASONS.some((holds) => holds(pair, calls));
  }

  return function find(fragment: ToolCallFragment): FoundCall {
    const { index, id } = fragment;
    if (noteAnnouncement(fragment, calls)) return 'none';
    const indexed = callAt(calls, index);
    const isIts = (call: ToolCall) => mayTake({ call, fragment, isIndexed: call === indexed });
    if (id && indexed?.ids.has(id) && isIts(indexed)) return indexed;
    if (beginsUnderKnownId(fragment, calls)) return 'new';
    return candidatesFor(fragment, calls).find(isIts) ?? 'new';
  };
}

/** In the order of preference. */
function candidatesFor(fragment: ToolCallFragment, calls: KnownCalls): ToolCall[] {
  const { index, id = '' } = fragment;
  const { byId, nameless, last } = calls;
  const [waiting] = nameless;
  const candidates = [
    byId.get(id),
    callAt(calls, index),
    waiting,
    goesOn(fragment, last) ? last : undefined,
  ];
  return candidates.filter((call) => call !== undefined);
}

type Pair = {
  call: ToolCall;
  fragment: ToolCallFragment;
  /** Whether the index of the fragment was last given to the call. */
  isIndexed: boolean;
};

/** Why a fragment may be more of a call whose name is not another one: one reason is enough. */
const REASONS: readonly ((pair: Pair, calls: KnownCalls) => unknown)[] = [
  hasItsId,
  repeatsAll,
  bringsLateId,
  saysNoOther,
  bringsFirstId,
  hasDriftingId,
  namesArguments,
];

/** It has an id of the call, which is not done or has not lost its id to another call. */
function hasItsId({ call, fragment: { id } }: Pair, { byId }: KnownCalls) {
  return id && call.ids.has(id) && (byId.get(id) === call || !isDone(call));
}

/** The whole call comes again, whose id another call has got since. */
function repeatsAll({ call, fragment: { index, id, name, arguments: text } }: Pair) {
  return id && call.ids.has(id) && name && index === call.index && text === call.arguments.text();
}

/** The id of a call that is done comes last. */
function bringsLateId({ call, fragment: { name, arguments: text }, isIndexed }: Pair) {
  return isDone(call) && isIndexed && !name && text === '' && call.ids.size === 0;
}

/** No id says that it is of another call. */
function saysNoOther({ call, fragment: { id } }: Pair) {
  return !isDone(call) && !id;
}

/** The first id of the call. */
function bringsFirstId({ call, fragment: { name } }: Pair) {
  return !isDone(call) && !name && call.ids.size === 0;
}

/** Arguments at the index of the call, whose id changes from delta to delta. */
function hasDriftingId({ call, fragment: { name, arguments: text }, isIndexed }: Pair) {
  return !isDone(call) && !name && isIndexed && text !== '' && call.name !== undefined;
}

/** Name and id of arguments that came before them. */
function namesArguments({ call, fragment: { name } }: Pair) {
  return !isDone(call) && name && !call.id;
}

/** A name, an id that an unfinished call has, and no arguments, at an index that is not of that call: another call begins. */
function beginsUnderKnownId(fragment: ToolCallFragment, calls: KnownCalls): boolean {
  const { index, id, name, arguments: text } = fragment;
  if (index === undefined || !id || !name || text !== '') return false;
  const namesake = calls.byId.get(id);
  if (!namesake?.name || namesake.index === undefined || isDone(namesake)) return false;
  return namesake.index !== index && calls.byIndex.get(index) !== namesake;
}

/** Whether the fragment may be more of the call opened last although nothing but its name says so. */
function goesOn({ index, id, name, arguments: text }: ToolCallFragment, last?: ToolCall): boolean {
  if (last?.isNamePartial) return true;
  return last?.name === name && !id && index === undefined && text !== '';
}

/** An id alone, at the index of a call that goes on, may announce another call or be that one's newest id. */
function noteAnnouncement(fragment: ToolCallFragment, calls: KnownCalls): boolean {
  const { index, id, name, arguments: text } = fragment;
  if (index === undefined || !id || name || text || calls.byId.has(id)) return false;
  const indexed = calls.byIndex.get(index);
  if (!indexed?.name || indexed.ids.size === 0 || isDone(indexed)) return false;
  calls.announced.set(index, id);
  return true;
}
