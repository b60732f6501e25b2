/*
 * The API of the Other, an invented one. POST /talk takes one JSON object and answers with lines of JSON, always as a
 * stream. Blocks have a place; lines of several blocks may come in turn.
 */

/** The body of a request. */
export type Talk = {
  model: string;
  turns: Turn[];
  tools?: { name: string; about?: string; takes: unknown }[];
  /** `{ only }` names one. */
  use?: 'auto' | 'never' | 'must' | { only: string };
  /** The schema of JSON output. */
  shape?: unknown;
  limit?: number;
  heat?: number;
};

export type Turn =
  | { by: 'rule' | 'user' | 'model'; text: string }
  | { by: 'user'; image: string; kind: string }
  /** Thinking goes back with its seal. */
  | { by: 'model'; thinking: string; seal: string }
  | { by: 'model'; call: string; tool: string; input: unknown }
  | { by: 'tool'; call: string; output: string };

/** A line of an answer. */
export type Line =
  | { at: number; block: 'thinking' | 'text' }
  | { at: number; block: 'call'; id: string; tool: string }
  | { at: number; add: string }
  | { at: number; end: true; seal?: string }
  | { done: 'ended' | 'called' | 'limit' | 'refused'; tokens?: { in: number; out: number } }
  | { fault: Fault };

/** Also the body of a status of 400 and above: `{ "fault": ... }`. */
export type Fault = { code: number; words: string };
