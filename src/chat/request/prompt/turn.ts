import type { JSONObject } from '@ai-sdk/provider';
import type { WireToolCall, WireToolMessage, WireUserPart } from '../../wire/request';

/** Consecutive messages of one role, up to the next role or tool result. Fields that belong to another role are empty. */
export type Turn = {
  role: 'system' | 'user' | 'assistant';
  /** What the system or the assistant says: one text for each message. */
  texts: string[];
  /** What the user says. */
  parts: WireUserPart[];
  /** The assistant's first signed reasoning, in the form in which it is replayed. */
  reasoning: JSONObject | undefined;
  /** The assistant's calls. */
  calls: WireToolCall[];
  /** The results of the calls, in the order of the calls, from wherever in the prompt they stand. */
  results: WireToolMessage[];
  /** The images of the results. */
  images: WireUserPart[];
};

export function newTurn(role: Turn['role'], ...texts: string[]): Turn {
  return { role, texts, parts: [], reasoning: undefined, calls: [], results: [], images: [] };
}
