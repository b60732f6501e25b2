import { parseJson } from '../json/parse-json';
import type { Blocks, Emit } from './blocks';

import type { ToolCallFragment } from './chunk';
import type { RawFinish } from './finish';
import { isCutShort, toFinishReason } from './finish';
import type { TextOutput } from './json-output/text-output';
import type { ReaderSettings } from './reader-settings';
import type { ToolCall } from './tool-call';
import { createCallIds, createToolCalls } from './tool-calls';

export type CallReader = ReturnType<typeof createCallReader>;

/** How an answer has ended. */
export type EndOfAnswer = {
  /** It was cut off. */
  isTruncated: boolean;
  hasFailed: boolean;
  /** The server's finish reason, or `length` where the limit has cut a call that the server says is whole. */
  rawReason: string | undefined;
  rawFinish: RawFinish;
};

/** Fragments of calls -> the parts of their inputs; at the end, the calls. Made when the first fragment comes. */
export function createCallReader(
  settings: ReaderSettings,
  { blocks, output, emit }: { blocks: Blocks; output: TextOutput | undefined; emit: Emit },
) {
  const callIds = createCallIds(settings.generateId, settings.callIds);
  const toolCalls = createToolCalls(callIds, settings.toolNames);

  function writeInput(call: ToolCall, delta: string): void {
    blocks.close();
    if (call.toolName === undefined) {
      call.toolName = toToolName(call);
      emit({ type: 'tool-input-start', id: call.id, toolName: call.toolName });
    }
    if (delta !== '') emit({ type: 'tool-input-delta', id: call.id, delta });
  }

  function toToolName({ name = '' }: ToolCall): string {
    return settings.toolAliases?.get(name) ?? name;
  }

  /** Closes the input of a call, and hands the call out if it may be run. Gives whether it may. */
  function endCall(call: ToolCall, { isTruncated, hasFailed, rawReason }: EndOfAnswer): boolean {
    if (!isTruncated) writeInput(call, call.arguments.end({ isComplete: !isCutShort(rawReason) }));
    const { id, toolName } = call;
    if (toolName === undefined) return false;
    const input = call.arguments.text();
    emit({ type: 'tool-input-end', id });
    if (isTruncated || hasFailed || !isUsable(input, rawReason)) return false;
    emit({ type: 'tool-call', toolCallId: id, toolName, input });
    return true;
  }

  /** A banned call is not handed out, or the AI SDK would run it. It is told in the metadata of `finish`. */
  function noteBannedCall(call: ToolCall, { rawFinish, rawReason }: EndOfAnswer): void {
    call.arguments.end({ isComplete: !isCutShort(rawReason) });
    rawFinish.bannedToolCalls ??= [];
    rawFinish.bannedToolCalls.push({
      toolCallId: call.id,
      toolName: toToolName(call),
      input: call.arguments.text(),
    });
  }

  return {
    all: toolCalls.all as readonly ToolCall[],

    push(fragment: ToolCallFragment): void {
      for (const call of toolCalls.push(fragment)) {
        if (output?.isCall(call)) output.pushCall(call);
        else if (!settings.bansCalls) writeInput(call, call.arguments.take());
      }
    },

    /** A call is complete only now. Gives whether there is one to be run. */
    end(answer: EndOfAnswer): boolean {
      const calls = toolCalls.all.filter((call) => call.name && !output?.isCall(call));
      calls.forEach(toolCalls.complete);
      if (!settings.bansCalls) return calls.filter((call) => endCall(call, answer)).length > 0;
      for (const call of calls) noteBannedCall(call, answer);
      return false;
    },
  };
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
