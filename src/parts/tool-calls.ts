import { type CallArguments, createCallArguments } from './call-arguments';
import type { CallIds } from './call-ids';
import type { ToolCallFragment } from './chunk';
import { createOfferedTools, type OfferedTools } from './odd/offered-tools';

/** One call, as far as its fragments have told. */
export type ToolCall = {
  /** The caller's: the server's where it is free, else a new one; '' until an id or the name has come. */
  id: string;
  /** That of an offered tool where it could be told, else as it came. */
  name?: string;
  /** The caller's name for it, once the caller has been told of the call. */
  toolName?: string;
  /** The ids that the server gave. */
  ids: Set<string>;
  /** The first that the server gave. */
  index?: number;
  arguments: CallArguments;
  /** The calls whose inputs came behind the input of this one. */
  followers: ToolCall[];
};

/**
 * Joins fragments to calls. Heroku's deltas repeat a blank name, carry no id, and their index may differ from that of the
 * opening frame (heroku-api.md §3); other servers give two calls one id, or change the id from delta to delta, or repeat
 * the name (field-reports.md A2). So a fragment is matched by what it has: id, name, index, else the call opened last.
 */
export function createToolCalls(callIds: CallIds, offered: OfferedTools = createOfferedTools()) {
  const all: ToolCall[] = [];
  const nameless = new Set<ToolCall>();
  /** By id, which is a string, and by index, which is a number. */
  const known = new Map<string | number | undefined, ToolCall>();
  /** The ids of calls that may have been opened at an index, until a name tells. */
  const announced = new Map<number, string>();
  /** The call opened last by a fragment. */
  let last: ToolCall | undefined;

  function find(fragment: ToolCallFragment): ToolCall | undefined {
    const { index, id, name } = fragment;
    const indexed = known.get(index);
    if (!id && !name) return indexed && !isDone(indexed) ? indexed : last;
    if (id && indexed?.ids.has(id) && mayTake(indexed, fragment, true)) return indexed;
    if (isOpening(fragment)) return undefined;
    const [waiting] = nameless;
    const candidates = [known.get(id), indexed, waiting, goesOn(fragment) ? last : undefined];
    return candidates.find((call) => call && mayTake(call, fragment, call === indexed));
  }

  /** A name, an id that an unfinished call has, and no arguments, at an index that is not of that call: another call begins. */
  function isOpening({ index, id, name, arguments: text }: ToolCallFragment): boolean {
    if (index === undefined || !id || !name || text !== '') return false;
    const namesake = known.get(id);
    if (!namesake?.name || namesake.index === undefined || isDone(namesake)) return false;
    return namesake.index !== index && known.get(index) !== namesake;
  }

  /** Whether the fragment may be more of the call opened last although nothing but its name says so. */
  function goesOn({ index, id, name, arguments: text }: ToolCallFragment): boolean {
    return isPartial(last) || (last?.name === name && !id && index === undefined && text !== '');
  }

  /**
   * A call takes its own ids again and, until it is done, a name or an id that it lacks; both only if it has neither. At its
   * index it also takes arguments under another id, if no name says that they are another call's. One that is done, and whose
   * id another call has got since, only takes what repeats it: its name and input, at the index at which it was opened.
   */
  function mayTake(
    call: ToolCall,
    { index, id, name, arguments: text }: ToolCallFragment,
    isIndexed: boolean,
  ): boolean {
    if (call.name && name && !isNameOf(call.name, name)) return false;
    if (id && call.ids.has(id)) {
      const isRepeated = name && index === call.index && text === call.arguments.text;
      if (known.get(id) === call || !isDone(call) || isRepeated) return true;
    }
    // An id that comes last.
    if (isDone(call)) return isIndexed && !name && text === '' && call.ids.size === 0;
    if (!id) return true;
    if (!name) return call.ids.size === 0 || (isIndexed && text !== '' && call.name !== undefined);
    return !call.id;
  }

  function isNameOf(known: string, name: string): boolean {
    return known === offered.resolve(name) || offered.join(known, name) !== undefined;
  }

  /** Whether the name is still to be completed. */
  function isPartial(call: ToolCall | undefined): boolean {
    return call?.name !== undefined && offered.isPartial(call.name);
  }

  function isDone(call: ToolCall): boolean {
    return call.name !== undefined && !isPartial(call) && call.arguments.isComplete;
  }

  function open(): ToolCall {
    const call: ToolCall = {
      id: '',
      ids: new Set(),
      followers: [],
      arguments: createCallArguments((input) => openNext(call, input)),
    };
    all.push(call);
    nameless.add(call);
    return call;
  }

  /** Another object came behind the whole input of a call: it is the input of another call of that tool. */
  function openNext(first: ToolCall, input: string): void {
    const call = open();
    nameless.delete(call);
    call.name = first.name;
    call.arguments.push(input);
    first.followers.push(call);
  }

  /** An id alone, at the index of a call that goes on, may announce another call or be that one's newest id. */
  function isAnnouncement({ index, id, name, arguments: text }: ToolCallFragment): boolean {
    if (index === undefined || !id || name || text || known.has(id)) return false;
    const indexed = known.get(index);
    if (!indexed?.name || indexed.ids.size === 0 || isDone(indexed)) return false;
    announced.set(index, id);
    return true;
  }

  function name(call: ToolCall, piece: string): void {
    const whole = call.name === undefined ? piece : (offered.join(call.name, piece) ?? piece);
    call.name = offered.resolve(whole);
    nameless.delete(call);
    for (const follower of call.followers) follower.name = call.name;
  }

  function identify(call: ToolCall, id: string): void {
    if (!known.has(id)) call.id ||= callIds.claim(id);
    known.set(id, call);
    call.ids.add(id);
  }

  /** Gives the call an id if it has none that is its own. */
  function complete(call: ToolCall): void {
    const [serverId] = call.ids;
    call.id ||= callIds.claim(serverId);
  }

  return {
    all,
    /** The calls that the fragment has grown, as far as their names are known: none, one, or more if it holds several. */
    push(fragment: ToolCallFragment): ToolCall[] {
      if (isAnnouncement(fragment)) return [];
      const { index, arguments: text } = fragment;
      let call = find(fragment);
      let { id } = fragment;
      if (call === undefined) {
        if (!id && !fragment.name && !text) return [];
        if (index !== undefined && !id && fragment.name) id = announced.get(index);
        call = last = open();
      }
      if (index !== undefined && announced.size > 0) announced.delete(index);
      if (id) identify(call, id);
      if (index !== undefined) {
        known.set(index, call);
        call.index ??= index;
      }
      if (fragment.name) name(call, fragment.name);
      call.arguments.push(text);
      if (call.name === undefined || isPartial(call)) return [];
      complete(call);
      if (call.followers.length === 0) return [call];
      call.followers.forEach(complete);
      return [call, ...call.followers.splice(0)];
    },
    complete,
  };
}
