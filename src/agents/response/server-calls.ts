import type { CallIds } from '../../parts/call-ids';
import type { ToolResult } from '../../parts/chunk';
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
  /** Whether it was made up, because its result came before it. */
  isMadeUp?: boolean;
  output?: ToolOutput;
};

export type ServerCalls = ReturnType<typeof createServerCalls>;

/** The calls of one answer: which call a fragment belongs to, and which one a result answers. */
export function createServerCalls(callIds: CallIds) {
  const all: ServerCall[] = [];

  function add(serverId: string | undefined, name: string): ServerCall {
    const id = callIds.claim(serverId);
    const call: ServerCall = { id, serverId, name, input: '', isEmitted: false };
    all.push(call);
    return call;
  }

  return {
    all,
    /** A call that an inference begins; undefined if its result was emitted already. */
    open(serverId: string, name: string): ServerCall | undefined {
      const madeUp = all.find((call) => call.isMadeUp && call.serverId === serverId);
      if (madeUp === undefined) return add(serverId, name);
      madeUp.isMadeUp = false;
      return undefined;
    },
    /**
     * The call that a result answers: by its id, else by the name of the tool, else the only one that waits. Undefined for a
     * result that comes again. One whose call has not come is given a call.
     */
    answeredBy({ id, name }: ToolResult): ServerCall | undefined {
      const waiting = all.filter(({ output }) => output === undefined);
      const byId = id && waiting.findLast(({ serverId }) => serverId === id);
      if (byId) return byId;
      if (id && all.some(({ serverId }) => serverId === id)) return undefined;
      const byName = name && waiting.find((call) => isAlike(call.name, name));
      if (byName) return byName;
      if (name === undefined && waiting[0]) return waiting[0];
      return Object.assign(add(id, name ?? ''), { isMadeUp: id !== undefined });
    },
  };
}

/** The reader of calls knows an MCP tool by the name that the request declares, with or without the namespace. */
function isAlike(one: string, other: string): boolean {
  return one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`);
}
