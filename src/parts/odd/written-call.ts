import { toPlainText } from '../../json/json-text';
import { parseJson } from '../../json/parse-json';
import { toArray, toNonEmptyString, toObject } from '../../json/values';

/**
 * A call that a model has written as text: `{"name": "json", "arguments": {...}}` of Hermes and Qwen, a message with
 * `tool_calls` as OpenAI has it, a `tool_use` as Anthropic has it, `{"tool": "json", ...}` (field-reports.md A1).
 */
export function toWrittenCall(text: string): { name: string; input: string } | undefined {
  const written = toObject(parseJson(text)) ?? {};
  const [first = written] = toArray(written.tool_calls) ?? toArray(written.content) ?? [];
  const call = toObject(first) ?? {};
  const details = toObject(call.function) ?? call;
  const name = [details.name, call.function, call.tool].map(toNonEmptyString).find(Boolean);
  const input = details.arguments ?? details.input ?? details.parameters;
  return name && input ? { name, input: toPlainText(input) } : undefined;
}
