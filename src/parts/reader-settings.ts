import type { ExpectedJson } from './json-output/json-output';

/** What a reader must know of the request that it reads the answer to. */
export type ReaderSettings = {
  /** Key of the provider metadata. */
  name: string;
  generateId: () => string;
  /** The ids of the prompt's calls, as the caller and as the request has them: no new call gets one of them. */
  callIds?: Iterable<string>;
  json?: ExpectedJson;
  /** The caller sees nothing of the answer before its end. */
  isBuffered?: boolean;
  /** The names of the request's tools on the wire. */
  toolNames?: readonly string[];
  /** Tool name on the wire -> the caller's, where they differ. */
  toolAliases?: ReadonlyMap<string, string>;
  /** Whether thoughts in tags at the start of a text become reasoning. JSON output always reads them. */
  thinkingTags?: boolean;
  /** The limit of output tokens that was sent. */
  outputLimit?: number | undefined;
  /** No tool of the caller may be called: calls become `rawFinish.bannedToolCalls`. */
  bansCalls?: boolean;
};
