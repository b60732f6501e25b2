import type * as sdk from '@ai-sdk/provider';
import { UnsupportedFunctionalityError } from '@ai-sdk/provider';

/** The tool whose input is the answer when JSON output is asked for. */
export const JSON_TOOL = 'answer_as_json';

/** Call options -> the body, and a warning for each setting that the API lacks. The options stay unchanged. */
export function toRequest(model: string, options: sdk.LanguageModelV2CallOptions) {
  const { toolChoice = { type: 'auto' }, responseFormat } = options;
  const warnings: sdk.LanguageModelV2CallWarning[] = [];
  if (options.topK !== undefined) warnings.push({ type: 'unsupported-setting', setting: 'topK' });
  const isJson = responseFormat?.type === 'json';
  const tools = (options.tools ?? []).flatMap((tool) => {
    if (tool.type === 'function') return isJson && toolChoice.type === 'none' ? [] : [toTool(tool)];
    warnings.push({ type: 'unsupported-tool', tool });
    return [];
  });
  if (isJson) {
    const { schema = { type: 'object' }, description = 'Gives the answer.' } = responseFormat;
    tools.push(toTool({ name: JSON_TOOL, description, inputSchema: schema }));
  }
  const choice =
    toolChoice.type === 'tool'
      ? { type: 'function', function: { name: toolChoice.toolName } }
      : toolChoice.type;
  const body = {
    model,
    messages: options.prompt.flatMap(toMessages),
    stream: true,
    stream_options: { include_usage: true },
    ...(tools.length > 0 && { tools, tool_choice: isJson ? 'required' : choice }),
    max_tokens: options.maxOutputTokens,
    temperature: options.temperature,
    top_p: options.topP,
    frequency_penalty: options.frequencyPenalty,
    presence_penalty: options.presencePenalty,
    seed: options.seed,
    stop: options.stopSequences,
    ...options.providerOptions?.minimal,
  };
  return { body, warnings, isJson };
}

function toTool(tool: { name: string; description?: string; inputSchema: object }) {
  const { name, description, inputSchema: parameters } = tool;
  return { type: 'function', function: { name, description, parameters } };
}

/** Empty texts are left out: many servers refuse them. */
function toMessages(message: sdk.LanguageModelV2Message): object[] {
  const { role, content } = message;
  if (role === 'system') return [{ role, content }];
  if (role === 'tool') {
    return content.map(({ toolCallId, output: { type, value } }) => {
      if (type === 'content' && value.some((part) => part.type !== 'text')) unsupported('media');
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return { role, tool_call_id: toolCallId, content: text };
    });
  }
  if (content.some(({ type }) => type === 'file')) unsupported('files');
  const textOf = (type: string) =>
    content.map((part) => (part.type === type && 'text' in part ? part.text : '')).join('');
  const text = textOf('text').trim() === '' ? null : textOf('text');
  const calls = content.flatMap((part) => (part.type === 'tool-call' ? [part] : []));
  if (text === null && calls.length === 0) return [];
  // What went out as providerMetadata of reasoning comes back as its providerOptions.
  const signature = content.map((part) => part.providerOptions?.minimal?.signature).find(Boolean);
  const tool_calls = calls.map(({ toolCallId: id, toolName: name, input }) => {
    return { id, type: 'function', function: { name, arguments: JSON.stringify(input) } };
  });
  const thoughts = signature && { reasoning_content: textOf('reasoning'), signature };
  return [{ role, content: text, ...thoughts, ...(calls.length > 0 && { tool_calls }) }];
}

function unsupported(what: string): never {
  throw new UnsupportedFunctionalityError({ functionality: `${what} in a prompt` });
}
