/*
 * The API of the Other, an invented one. POST /talk takes one JSON object and answers with lines of JSON, always as a
 * stream. A status of 400 and above has the line with the error as its body.
 */

/** The body of a request. */
export type Talk = {
  model: string;
  turns: Turn[];
  tools?: { name: string; about?: string; takes: unknown }[];
  /** `{ only }` names one. */
  use?: 'auto' | 'none' | 'required' | { only: string };
  /** The schema of JSON output. */
  shape?: unknown;
  limit?: number;
};

export type Turn =
  | { by: string; say: string }
  | { by: string; image: string; kind: string }
  /** Thinking goes back with its seal. */
  | { by: string; think: string; seal: string }
  | { by: string; call: string; tool: string; input: unknown }
  | { by: string; call: string; output: string };

/** A line of an answer. */
export type Line =
  | { think: string; seal?: string }
  | { say: string }
  /** The first line of a call has its tool, the others add to its input. */
  | { call: string; tool?: string; add?: string }
  | { done: 'ended' | 'called' | 'limit' | 'refused'; tokens?: { in: number; out: number } }
  | { error: { code: number; message: string } };
