import type { ToolResult } from '../../parts/chunk';
import type { CallIds } from '../../parts/tool-calls';
import type { ToolOutput } from './to-output';

/** A call of a tool that Heroku runs. */
export type ServerCall = {
  /** The id that the caller gets. */
  id: string;
  /** The id that the server gave it, which two inferences may share. */
  serverId: string | undefined;
  /** Heroku's name of the tool. */
  name: string;
  /** The arguments so far, as JSON text. */
  input: string;
  /** Whether its parts were emitted, or need not be because the tool is not declared. */
  isEmitted: boolean;
  output?: ToolOutput;
};

export type ServerCalls = ReturnType<typeof createServerCalls>;

/** The calls of one answer: which call a fragment belongs to, and which one a result answers. */
export function createServerCalls(callIds: CallIds) {
  const all: ServerCall[] = [];
  const waiting = createWaitingCalls();
  /** The server's ids. */
  const ids = new Set<string | undefined>();
  /** Ids of calls that were made up, because their results came before them. */
  const madeUp = new Set<string>();

  function add(serverId: string | undefined, name: string): ServerCall {
    const id = callIds.claim(serverId);
    const call: ServerCall = { id, serverId, name, input: '', isEmitted: false };
    all.push(call);
    if (serverId !== undefined) ids.add(serverId);
    return call;
  }

  function makeUp(serverId: string | undefined, name = ''): ServerCall {
    if (serverId !== undefined) madeUp.add(serverId);
    return add(serverId, name);
  }

  return {
    all,
    /** A call that an inference begins; undefined if its result was emitted already. */
    open(serverId: string, name: string): ServerCall | undefined {
      if (madeUp.delete(serverId)) return undefined;
      const call = add(serverId, name);
      waiting.add(call);
      return call;
    },
    /**
     * The call that a result answers: by its id, else by the name of the tool, else the only one that waits. Undefined for a
     * result that comes again. One whose call has not come is given a call.
     */
    answeredBy({ id, name }: ToolResult): ServerCall | undefined {
      const byId = waiting.takeById(id);
      if (byId) return byId;
      if (ids.has(id)) return undefined;
      return waiting.takeByName(name) ?? makeUp(id, name);
    },
  };
}

/** The calls without a result. Each is found without a look at all others, or many calls would cost the square of their number. */
function createWaitingCalls() {
  const waiting = new Set<ServerCall>();
  const byId = new Map<string | undefined, ServerCall[]>();
  /** By the last part of the name, which names that are alike share. */
  const byName = new Map<string, Set<ServerCall>>();

  function take(call: ServerCall | undefined): ServerCall | undefined {
    if (call === undefined) return undefined;
    waiting.delete(call);
    byName.get(toLastPart(call.name))?.delete(call);
    return call;
  }

  return {
    add(call: ServerCall): void {
      waiting.add(call);
      const sameId = byId.get(call.serverId) ?? [];
      byId.set(call.serverId, sameId);
      sameId.push(call);
      const part = toLastPart(call.name);
      const sameName = byName.get(part) ?? new Set();
      byName.set(part, sameName);
      sameName.add(call);
    },
    /** Takes the last call with this id. */
    takeById(id: string | undefined): ServerCall | undefined {
      const calls = byId.get(id) ?? [];
      let call = calls.pop();
      // A call that was taken by its name is no longer waiting.
      while (call && !waiting.has(call)) call = calls.pop();
      return take(call);
    },
    /** Takes the first call of this name; of any name if the result has none. */
    takeByName(name: string | undefined): ServerCall | undefined {
      if (name === undefined) return take(waiting.values().next().value);
      for (const call of byName.get(toLastPart(name)) ?? [])
        if (isAlike(call.name, name)) return take(call);
      return undefined;
    },
  };
}

const toLastPart = (name: string) => name.slice(name.lastIndexOf('/') + 1);

/** The reader of calls knows an MCP tool by the name that the request declares, with or without the namespace. */
function isAlike(one: string, other: string): boolean {
  return one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`);
}
