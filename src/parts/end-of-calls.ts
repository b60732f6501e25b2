import { parseJson } from '../json/parse-json';
import type { Emit } from './blocks';
import { isCutShort, toFinishReason } from './finish-reason';
import type { RawFinish } from './raw-finish';
import type { ToolCall } from './tool-call';

/** How an answer has ended. */
export type EndOfAnswer = {
  /** It was cut off. */
  isTruncated: boolean;
  hasFailed: boolean;
  /** The server's finish reason, or `length` where the limit has cut a call that the server says is whole. */
  rawReason: string | undefined;
  rawFinish: RawFinish;
};

type Ending = EndOfAnswer & {
  bansCalls: boolean;
  writeInput(call: ToolCall, delta: string): void;
  toToolName(call: ToolCall): string;
  emit: Emit;
};

/** Closes the inputs of calls, and hands out those that may be run. Gives whether there is one. */
export function endCalls(calls: readonly ToolCall[], ending: Ending): boolean {
  if (ending.bansCalls) {
    for (const call of calls) noteBannedCall(call, ending);
    return false;
  }
  const isComplete = !isCutShort(ending.rawReason);
  let hasCalls = false;
  for (const call of calls) {
    if (!ending.isTruncated) ending.writeInput(call, call.arguments.end({ isComplete }));
    if (call.toolName === undefined) continue;
    const { id, toolName } = call;
    const input = call.arguments.text();
    ending.emit({ type: 'tool-input-end', id });
    if (ending.isTruncated || ending.hasFailed || !isUsable(input, ending.rawReason)) continue;
    ending.emit({ type: 'tool-call', toolCallId: id, toolName, input });
    hasCalls = true;
  }
  return hasCalls;
}

/** A banned call is not handed out, or the AI SDK would run it. It is told in the metadata of `finish`. */
function noteBannedCall(call: ToolCall, { rawFinish, rawReason, toToolName }: Ending): void {
  call.arguments.end({ isComplete: !isCutShort(rawReason) });
  rawFinish.bannedToolCalls ??= [];
  rawFinish.bannedToolCalls.push({
    toolCallId: call.id,
    toolName: toToolName(call),
    input: call.arguments.text(),
  });
}

/**
 * Broken JSON goes out too, for the AI SDK to repair, but not what a limit may have cut short, nor what ended in a way
 * that nobody knows.
 */
function isUsable(input: string, rawReason: string | undefined): boolean {
  const reason = toFinishReason(rawReason);
  if (reason === 'error') return false;
  return rawReason === undefined || reason === 'stop' || parseJson(input) !== undefined;
}
