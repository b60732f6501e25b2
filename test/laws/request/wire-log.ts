import type { ChatRequestBody, WireMessage, WireUserPart } from '../../../src/chat/wire/request';

/** A request's messages as the conversation they tell: system texts, and what user and assistant said in turn. */
type WireLog = { systems: string[]; entries: WireEntry[] };

export type WireEntry = WireUser | WireTurn;

export type WireUser = { kind: 'user'; parts: WireUserPart[]; systemsBefore: number };

export type WireTurn = {
  kind: 'turn';
  text: string;
  calls: { id: string; name: string; input: string }[];
  results: { id: string; text: string }[];
  /** From the user message that follows the results, where each stands behind a label of its own. */
  images: { label: string; url: string }[];
  reasoning: unknown;
  systemsBefore: number;
};

const LABEL = /^Image from tool call /;

export function toWireLog(messages: ChatRequestBody['messages']): WireLog {
  const log: WireLog = { systems: [], entries: [] };
  for (const message of messages) {
    if (message.role === 'system') log.systems.push(message.content);
    else if (message.role === 'tool') lastTurn(log).results.push(toResult(message));
    else log.entries.push(toEntry(message, log.systems.length));
  }
  return { ...log, entries: log.entries.flatMap((entry, at) => withoutImages(entry, at, log)) };
}

type Tool = Extract<WireMessage, { role: 'tool' }>;
const toResult = ({ tool_call_id, content }: Tool) => ({ id: tool_call_id, text: content });

function lastTurn({ entries }: WireLog): WireTurn {
  const last = entries.at(-1);
  if (last?.kind === 'turn') return last;
  throw new Error('a tool message that follows no assistant message');
}

function toEntry(
  message: Extract<WireMessage, { role: 'user' | 'assistant' }>,
  systemsBefore: number,
): WireEntry {
  if (message.role === 'user') {
    const { content } = message;
    const parts =
      typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content;
    return { kind: 'user', parts, systemsBefore };
  }
  const calls = (message.tool_calls ?? []).map(({ id, function: { name, arguments: input } }) => ({
    id,
    name,
    input,
  }));
  const { content: text, reasoning } = message;
  return { kind: 'turn', text, calls, results: [], images: [], reasoning, systemsBefore };
}

/** Hands the images of results to the turn before; nothing is left of a message that held no more. */
function withoutImages(entry: WireEntry, at: number, { entries }: WireLog): WireEntry[] {
  const turn = entries[at - 1];
  if (entry.kind !== 'user' || turn?.kind !== 'turn' || turn.results.length === 0) return [entry];
  const parts = [...entry.parts];
  for (;;) {
    const [label, image] = parts;
    if (label?.type !== 'text' || !LABEL.test(label.text) || image?.type !== 'image_url') break;
    turn.images.push({ label: label.text, url: image.image_url.url });
    parts.splice(0, 2);
  }
  return parts.length > 0 ? [{ ...entry, parts }] : [];
}
