import type { LanguageModelV2ToolCallPart, LanguageModelV2ToolResultPart } from '@ai-sdk/provider';
import type { WireToolCall, WireToolMessage } from '../../wire/request';
import type { Warnings } from '../warnings';
import { toImageParts, toLabel, toTextPart } from './to-parts';
import { type ToolResult, toToolResult } from './to-tool-result';
import type { Turn } from './turn';
import type { TurnList } from './turn-list';

/** A call without a result so far. */
type OpenCall = { part: LanguageModelV2ToolCallPart; call: WireToolCall; turn: Turn };

const NOT_ANSWERED: ToolResult = { text: 'This tool call was not answered.', images: [] };

/** Gives each call of a prompt its result, from wherever in the prompt it stands. */
export function createCallResults(turnList: TurnList, warnings: Warnings) {
  const openCalls: OpenCall[] = [];
  const results = new Map<WireToolCall, ToolResult>();

  const resultOf = (call: WireToolCall): ToolResult => results.get(call) ?? NOT_ANSWERED;

  /** AI SDK 5 has the results of a streamed turn in the order in which the tools ended (field-reports-2.md K8). */
  function orderResults(turn: Turn): void {
    turn.results = turn.calls.map((call) => toResultMessage(call, resultOf(call)));
    turn.images = turn.calls.flatMap((call) =>
      toImageParts(call.id, call.function.name, resultOf(call).images),
    );
  }

  return {
    addCall(open: OpenCall): void {
      open.turn.calls.push(open.call);
      openCalls.push(open);
    },

    /** A result belongs to the first call with its id that has no result. */
    addResult({ toolCallId, toolName, output }: LanguageModelV2ToolResultPart): void {
      const result = toToolResult(output, warnings);
      const open = openCalls.find(({ part }) => part.toolCallId === toolCallId);
      if (open) {
        openCalls.splice(openCalls.indexOf(open), 1);
        results.set(open.call, result);
        // A turn that has a result is not continued.
        open.turn.results.push(toResultMessage(open.call, result));
        return;
      }
      // Bedrock refuses a result whose call is not in the prompt. As text the model can still read it.
      const label = toLabel(toolCallId, toolName);
      warnings.other(`The ${label} is not in the prompt. Its result is sent as text.`);
      turnList
        .continueTurn('user')
        .parts.push(
          toTextPart(`Result of ${label}: ${result.text}`),
          ...toImageParts(toolCallId, toolName, result.images),
        );
    },

    /** Called at the end of the prompt: calls without a result get a placeholder. */
    finish(): void {
      for (const { part } of openCalls) {
        const label = toLabel(part.toolCallId, part.toolName);
        warnings.other(`The ${label} has no result. A placeholder is sent as its result.`);
      }
      turnList.turns.forEach(orderResults);
    },
  };
}

function toResultMessage({ id }: WireToolCall, { text }: ToolResult): WireToolMessage {
  return { role: 'tool', tool_call_id: id, content: text };
}
