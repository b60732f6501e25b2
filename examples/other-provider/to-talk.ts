import type * as sdk from '@ai-sdk/provider';
import { convertToBase64 } from '@ai-sdk/provider-utils';
import type { Talk, Turn } from './wire';

const UNSUPPORTED = [
  'temperature',
  'topP',
  'topK',
  'frequencyPenalty',
  'presencePenalty',
  'seed',
  'stopSequences',
] as const;

/** Call options -> the body, and warnings about what the API cannot be told. */
export function toTalk(model: string, options: sdk.LanguageModelV2CallOptions) {
  const { prompt, toolChoice, responseFormat, maxOutputTokens: limit } = options;
  const warnings: sdk.LanguageModelV2CallWarning[] = UNSUPPORTED.filter(
    (setting) => options[setting] !== undefined,
  ).map((setting) => ({ type: 'unsupported-setting', setting }));
  const tools = (options.tools ?? []).flatMap((tool) => {
    if (tool.type !== 'function') warnings.push({ type: 'unsupported-tool', tool });
    const { name, description, inputSchema } = tool as sdk.LanguageModelV2FunctionTool;
    return tool.type === 'function' ? [{ name, about: description, takes: inputSchema }] : [];
  });
  const use = toolChoice?.type === 'tool' ? { only: toolChoice.toolName } : toolChoice?.type;
  const shape = responseFormat?.type === 'json' ? (responseFormat.schema ?? {}) : undefined;
  const turns = prompt.flatMap(toTurns);
  const body: Talk = { model, turns, shape, limit, ...(tools.length > 0 && { tools, use }) };
  return { body, warnings };
}

/** One turn for each part. Empty texts say nothing. */
function toTurns({ role: by, content }: sdk.LanguageModelV2Message): Turn[] {
  if (typeof content === 'string') return [{ by, say: content }];
  return content.flatMap((part): Turn[] => {
    if (part.type === 'text') return part.text.trim() === '' ? [] : [{ by, say: part.text }];
    if (part.type === 'file') {
      const image = part.data instanceof URL ? part.data.href : convertToBase64(part.data);
      return [{ by, image, kind: part.mediaType }];
    }
    if (part.type === 'reasoning') {
      const seal = part.providerOptions?.other?.seal;
      return typeof seal === 'string' ? [{ by, think: part.text, seal }] : [];
    }
    const { type, toolCallId: call, toolName: tool } = part;
    if (type === 'tool-result') return [{ by, call, output: toText(part.output) }];
    return [{ by, call, tool, input: part.input }];
  });
}

function toText({ type, value }: sdk.LanguageModelV2ToolResultPart['output']): string {
  if (type !== 'content') return typeof value === 'string' ? value : JSON.stringify(value);
  return value.map((item) => (item.type === 'text' ? item.text : '(not shown)')).join('\n');
}
