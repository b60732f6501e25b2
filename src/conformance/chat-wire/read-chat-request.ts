import { toRecord } from '../loose';
import type { JSONObject, ReadRequest, WireRequest } from '../types';

/** What differs between servers of this kind. */
export type ChatReaderOptions = {
  /** What an assistant message of the request holds of `replay`. Default: nothing. */
  replayOf?: (message: Record<string, unknown>) => JSONObject | undefined;
};

/** A `readRequest` for OpenAI's chat completions. */
export function createChatReader({ replayOf }: ChatReaderOptions = {}) {
  return function readRequest({ body }: WireRequest): ReadRequest {
    const { messages, tools, tool_choice: choice } = toRecord(body);
    const all = toList(messages).map(toRecord);
    const results = all.filter(({ role }) => role === 'tool');
    return {
      texts: all.flatMap(({ role, content }) => (role === 'tool' ? [] : toTexts(content))),
      toolNames: toList(tools).map((tool) => String(toRecord(toRecord(tool).function).name)),
      toolChoice: toChoice(choice),
      toolResults: results.map(({ tool_call_id: id, content }) => ({
        id: String(id),
        text: toTexts(content).join(''),
      })),
      replays: all.map((message) => replayOf?.(message)).filter((one) => one !== undefined),
    };
  };
}

function toList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function toTexts(content: unknown): string[] {
  if (typeof content === 'string') return [content];
  return toList(content).flatMap((part) => {
    const { text } = toRecord(part);
    return typeof text === 'string' ? [text] : [];
  });
}

function toChoice(choice: unknown): ReadRequest['toolChoice'] {
  if (choice === 'auto' || choice === 'none' || choice === 'required') return choice;
  // Mistral writes it so.
  if (choice === 'any') return 'required';
  const { name } = toRecord(toRecord(choice).function);
  return typeof name === 'string' ? { tool: name } : undefined;
}
