import type { CallArguments } from './call-arguments';

/** One call, as far as its fragments have told. */
export type ToolCall = {
  /** The id that the caller gets: the server's if it is free, else a new one; '' until an id or the name has come. */
  id: string;
  /** The name of an offered tool if it could be told, else the name as it came. */
  name?: string;
  /** Whether more of the name is to be expected. */
  isNamePartial: boolean;
  /** The caller's name of the tool, once the caller has been told of the call. */
  toolName?: string;
  /** The ids that the server gave. */
  ids: Set<string>;
  /** The first index that the server gave. */
  index?: number;
  arguments: CallArguments;
  /** The calls whose inputs came behind the input of this one. */
  followers: ToolCall[];
};

/** What the fragments of one answer have told of its calls. */
export type KnownCalls = {
  all: ToolCall[];
  /** The call that an id was last given to. */
  byId: Map<string, ToolCall>;
  /** The call that an index was last given to. */
  byIndex: Map<number, ToolCall>;
  nameless: Set<ToolCall>;
  /** The ids of calls that may have been opened at an index, until a name tells. */
  announced: Map<number, string>;
  /** The call opened last by a fragment. */
  last: ToolCall | undefined;
};

/** The call of a fragment: `new` if one begins, `none` if the fragment is of none or does not tell yet. */
export type FoundCall = ToolCall | 'new' | 'none';

/** Whether the call has its name and whole arguments. */
export function isDone(call: ToolCall): boolean {
  return call.name !== undefined && !call.isNamePartial && call.arguments.isComplete();
}

export function callAt({ byIndex }: KnownCalls, index: number | undefined): ToolCall | undefined {
  return index === undefined ? undefined : byIndex.get(index);
}
