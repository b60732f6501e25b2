import type { JSONObject } from '@ai-sdk/provider';
import { toChunk } from '../../chat/response/to-chunk';
import { toServerError } from '../../http/server-error';
import { toArray, toCount, toNonEmptyString, toObject } from '../../json/values';
import type { Chunk, ToolResult } from '../../parts/chunk';

/**
 * Reads a frame of the agents endpoint (heroku-api.md §5): the whole message of one inference, the results of tools, or an
 * error. How failures are told is unverified: agents-tool-failure; one client waits for
 * `tool.error` and `agent.error`, as the kind of object or as the name of the event.
 */
export function toAgentChunk(frame: JSONObject, event: string | undefined): Chunk {
  const is = (kind: string) => frame.object === kind || event === kind;
  const messages = (toArray(frame.choices) ?? []).map((choice) => {
    const { message, delta } = toObject(choice) ?? {};
    return toObject(message) ?? toObject(delta) ?? {};
  });
  const hasFailed = is('tool.error');
  if (hasFailed || is('tool.completion') || messages[0]?.role === 'tool') {
    const results = messages.length > 0 ? messages : [frame];
    return {
      id: toNonEmptyString(frame.id),
      created: toCount(frame.created),
      isError: false,
      toolResults: results.map((result) => readToolResult(result, { hasFailed })),
    };
  }
  return is('agent.error') ? { isError: true } : toChunk(frame);
}

function readToolResult(message: JSONObject, frame: { hasFailed: boolean }): ToolResult {
  const { content = message.output, error } = message;
  return {
    id: toNonEmptyString(message.tool_call_id) ?? toNonEmptyString(message.id),
    name: toNonEmptyString(message.name),
    content: content ?? (error ? toServerError({ error }).message : undefined) ?? '',
    isError: frame.hasFailed || Boolean(error),
  };
}
