import { createCallCounter } from './call-counter';
import type { ToolCallFragment } from './chunk';
import { createCallOfFragment } from './odd/call-of-fragment';
import { createOfferedTools } from './odd/offered-tools';
import {
  callAt,
  createCallArguments,
  type FoundCall,
  isDone,
  type KnownCalls,
  type ToolCall,
} from './tool-call';

/**
 * Joins fragments to calls. Heroku's deltas repeat a blank name, carry no id, and their index may differ from that of the
 * opening frame (heroku-api.md §3): they go to the call of their index and id, or the one opened last. Where id, name and
 * index say otherwise, `odd/call-of-fragment.ts` decides, and what a name means that is not offered, `odd/offered-tools.ts`.
 */
export function createToolCalls(callIds: CallIds, toolNames: Iterable<string> = []) {
  const calls = createKnownCalls();
  const offered = new Set(toolNames);
  let odd: ReturnType<typeof createOdd> | undefined;

  function askOdd() {
    odd ??= createOdd(calls, offered);
    return odd;
  }

  function identify(call: ToolCall, id: string): void {
    if (!calls.byId.has(id)) call.id ||= callIds.claim(id);
    calls.byId.set(id, call);
    call.ids.add(id);
  }

  function readName(call: ToolCall, piece: string): void {
    if (call.name === undefined && offered.has(piece)) call.name = piece;
    else if (call.name === undefined || call.isNamePartial) askOdd().readName(call, piece);
    calls.nameless.delete(call);
    for (const follower of call.followers) takeName(follower, call);
  }

  function read(call: ToolCall, { index, id, name, arguments: text }: ToolCallFragment): void {
    if (id) identify(call, id);
    if (index !== undefined && (callAt(calls, index) !== call || calls.announced.size > 0)) {
      calls.byIndex.set(index, call);
      calls.announced.delete(index);
      call.index ??= index;
    }
    if (name) readName(call, name);
    call.arguments.push(text);
  }

  function begin({ index, id, name }: ToolCallFragment): ToolCall {
    const call = open(calls);
    calls.last = call;
    const announced = !id && name && index !== undefined && calls.announced.get(index);
    if (announced) identify(call, announced);
    return call;
  }

  /** Gives the call an id if it has none that is its own. */
  function complete(call: ToolCall): void {
    if (call.id) return;
    const [serverId] = call.ids;
    call.id = callIds.claim(serverId);
  }

  return {
    all: calls.all,
    /** The calls that the fragment has grown, as far as their names are known: none, one, or more if it holds several. */
    push(fragment: ToolCallFragment): ToolCall[] {
      const found = findPlainly(fragment, calls) ?? askOdd().find(fragment);
      if (found === 'none') return [];
      const call = found === 'new' ? begin(fragment) : found;
      read(call, fragment);
      if (call.name === undefined || call.isNamePartial) return [];
      complete(call);
      if (call.followers.length === 0) return [call];
      call.followers.forEach(complete);
      return [call, ...call.followers.splice(0)];
    },
    complete,
  };
}

function createKnownCalls(): KnownCalls {
  return {
    all: [],
    byId: new Map(),
    byIndex: new Map(),
    nameless: new Set(),
    announced: new Map(),
    last: undefined,
  };
}

/** Creates the readers that are asked by exception only. */
function createOdd(calls: KnownCalls, toolNames: Iterable<string>) {
  const offered = createOfferedTools(toolNames);
  return {
    find: createCallOfFragment(calls, offered),
    readName(call: ToolCall, piece: string): void {
      const known = call.name === undefined ? undefined : offered.join(call.name, piece);
      call.name = offered.resolve(known ?? piece);
      call.isNamePartial = offered.isPartial(call.name);
    },
  };
}

/** The call that a fragment tells by itself; undefined if it does not tell. */
function findPlainly(fragment: ToolCallFragment, calls: KnownCalls): FoundCall | undefined {
  const { index, id = '', name, arguments: text } = fragment;
  const indexed = callAt(calls, index);
  if (!id && !name) {
    const open = indexed && !isDone(indexed) ? indexed : calls.last;
    return open ?? (text ? 'new' : 'none');
  }
  const identified = calls.byId.get(id);
  if (indexed && indexed === identified && (!name || name === indexed.name)) return indexed;
  const isKnown = indexed ?? identified;
  return id && name && !isKnown && !isNameAwaited(calls) ? 'new' : undefined;
}

function isNameAwaited({ nameless, last }: KnownCalls): boolean | undefined {
  return nameless.size > 0 || last?.isNamePartial;
}

function open(calls: KnownCalls): ToolCall {
  const call: ToolCall = {
    id: '',
    isNamePartial: false,
    ids: new Set(),
    followers: [],
    arguments: createCallArguments((input) => openNext(calls, call, input)),
  };
  calls.all.push(call);
  calls.nameless.add(call);
  return call;
}

/** Another object came behind the whole input of a call: it is the input of another call of that tool. */
function openNext(calls: KnownCalls, first: ToolCall, input: string): void {
  const call = open(calls);
  calls.nameless.delete(call);
  takeName(call, first);
  call.arguments.push(input);
  first.followers.push(call);
}

function takeName(call: ToolCall, { name, isNamePartial }: ToolCall): void {
  call.name = name;
  call.isNamePartial = isNamePartial;
}

export type CallIds = ReturnType<typeof createCallIds>;

/**
 * The ids under which the caller gets the calls of one answer. None of them is in the prompt or comes twice: the AI SDK finds
 * the result of a call by its id, and servers count ids anew in each answer, as in `call_0` (field-reports-2.md H5).
 * @param known the ids of the prompt.
 */
export function createCallIds(generateId: () => string, known: Iterable<string> = []) {
  const taken = new Set(known);
  /** Counts ids of Kimi's form. Created when an id comes a second time. */
  let counter: ReturnType<typeof createCallCounter> | undefined;
  /** The number behind an id that `generateId` has repeated. It goes on where it ended, or many calls would cost the square of their number. */
  let count = 1;

  function generate(): string {
    const generated = generateId();
    if (generated && !taken.has(generated)) return generated;
    let numbered: string;
    do numbered = `${generated}_${++count}`;
    while (taken.has(numbered));
    return numbered;
  }

  function toNewId(serverId = ''): string {
    counter ??= createCallCounter(taken);
    return counter.toNext(serverId) ?? generate();
  }

  return {
    /** The server's id if it is free, else a new one. */
    claim(serverId?: string): string {
      const isFree = serverId && !taken.has(serverId);
      const id = isFree ? serverId : toNewId(serverId);
      taken.add(id);
      counter?.note(id);
      return id;
    },
  };
}
