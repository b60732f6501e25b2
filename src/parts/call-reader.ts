import type { Blocks, Emit } from './blocks';
import { createCallIds } from './call-ids';
import type { ToolCallFragment } from './chunk';
import { type EndOfAnswer, endCalls } from './end-of-calls';
import type { TextOutput } from './json-output/text-output';
import type { ReaderSettings } from './reader-settings';
import type { ToolCall } from './tool-call';
import { createToolCalls } from './tool-calls';

export type CallReader = ReturnType<typeof createCallReader>;

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
      const { bansCalls = false } = settings;
      return endCalls(calls, { ...answer, bansCalls, writeInput, toToolName, emit });
    },
  };
}
