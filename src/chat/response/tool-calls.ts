import type { ToolCallFragment } from '../wire/chunk';
import { type CallArguments, createCallArguments } from './call-arguments';

/** One call, as far as its fragments have told. */
export type ToolCall = {
  /** The server's, else one made here; '' until the name is known. */
  id: string;
  name?: string;
  /** The caller's name for it, once the caller has been told of the call. */
  toolName?: string;
  hasServerId?: boolean;
  arguments: CallArguments;
};

/**
 * Joins fragments to calls. Heroku's deltas repeat a blank name, carry no id, and their index may differ from that of the
 * opening frame (heroku-api.md §3), so a fragment is matched by what it has: id, name, index, else the call opened last.
 */
export function createToolCalls(generateId: () => string) {
  const all: ToolCall[] = [];
  const nameless = new Set<ToolCall>();
  /** By id, which is a string, and by index, which is a number. */
  const known = new Map<string | number | undefined, ToolCall>();

  function find({ index, id, name }: ToolCallFragment): ToolCall | undefined {
    const indexed = known.get(index);
    if (!id && !name) return indexed && !isDone(indexed) ? indexed : all.at(-1);
    const [waiting] = nameless;
    return [known.get(id), indexed, waiting].find((call) => call && mayTake(call, id, name));
  }

  /** A call takes its own id again and, until it is done, a name or an id that it lacks; both only if it has neither. */
  function mayTake(call: ToolCall, id: string | undefined, name: string | undefined): boolean {
    if (call.name && name && call.name !== name) return false;
    if (known.get(id) === call) return true;
    if (id && (name ? call.id : call.hasServerId)) return false;
    return !isDone(call);
  }

  function open(): ToolCall {
    const call: ToolCall = { id: '', arguments: createCallArguments() };
    all.push(call);
    nameless.add(call);
    return call;
  }

  return {
    all,
    /** The call that the fragment belongs to, grown by it; undefined if there is none whose name is known. */
    push(fragment: ToolCallFragment): ToolCall | undefined {
      const { index, id, name, arguments: text } = fragment;
      const call = find(fragment) ?? (id || name || text ? open() : undefined);
      if (call === undefined) return undefined;

      if (id) {
        if (!known.has(id)) call.id ||= id;
        known.set(id, call);
        call.hasServerId = true;
      }
      if (index !== undefined) known.set(index, call);
      if (name) {
        call.name = name;
        nameless.delete(call);
      }
      call.arguments.push(text);
      if (!call.name) return undefined;
      // AI SDK needs ids that are unique across steps, so a missing one is not merely counted.
      call.id ||= generateId();
      return call;
    },
  };
}

function isDone(call: ToolCall): boolean {
  return call.name !== undefined && call.arguments.isComplete;
}
