import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { toObjectText } from '../../json/json-text';
import { parseJson } from '../../json/parse-json';
import type { ServerCall } from './server-calls';
import type { ToolOutput } from './to-output';

/** A call of a tool that is not in `tools` of the call, of which AI SDK 5 takes no parts (heroku-surface.md §5). */
export type UndeclaredCall = {
  toolCallId: string;
  toolName: string;
  input: string;
  result?: unknown;
  isError?: true;
};

/** @param toolName the caller's name of the tool. */
export function toCallParts(call: ServerCall, toolName: string): LanguageModelV2StreamPart[] {
  const { id } = call;
  const input = toInputText(call);
  return [
    { type: 'tool-input-start', id, toolName, providerExecuted: true },
    { type: 'tool-input-delta', id, delta: input },
    { type: 'tool-input-end', id },
    { type: 'tool-call', toolCallId: id, toolName, input, providerExecuted: true },
  ];
}

/** @param toolName the caller's name of the tool. */
export function toResultPart(
  { id }: ServerCall,
  toolName: string,
  { result, isError }: ToolOutput,
): LanguageModelV2StreamPart {
  return {
    type: 'tool-result',
    toolCallId: id,
    toolName,
    result,
    ...(isError && { isError }),
    providerExecuted: true,
  };
}

export function toUndeclaredCall({ id, name, input, output }: ServerCall): UndeclaredCall {
  return {
    toolCallId: id,
    toolName: name,
    input: toInputText({ input }),
    ...(output && { result: output.result }),
    ...(output?.isError && { isError: true }),
  };
}

/** The JSON text of an object, whatever the model wrote: Heroku has run the tool by now, and the AI SDK reads the text. */
function toInputText({ input }: Pick<ServerCall, 'input'>): string {
  return toObjectText(input.startsWith('{') ? input : (parseJson(input) ?? (input || {})));
}
