import type {
  LanguageModelV2CallOptions,
  LanguageModelV2CallWarning,
  LanguageModelV2Message,
  LanguageModelV2ToolResultPart,
} from '@ai-sdk/provider';
import { convertToBase64 } from '@ai-sdk/provider-utils';
import type { Talk, Turn } from './wire';

export type Request = { body: Talk; warnings: LanguageModelV2CallWarning[] };

/** Call options -> the body, and warnings about what the API cannot be told. */
export function toTalk(model: string, options: LanguageModelV2CallOptions): Request {
  const { prompt, tools = [], toolChoice, responseFormat, maxOutputTokens, temperature } = options;
  const warnings: LanguageModelV2CallWarning[] = [];
  const functions = tools.flatMap((tool) => {
    if (tool.type === 'function') return [tool];
    warnings.push({ type: 'unsupported-tool', tool });
    return [];
  });
  for (const setting of UNSUPPORTED) {
    if (options[setting] !== undefined) warnings.push({ type: 'unsupported-setting', setting });
  }
  return {
    warnings,
    body: {
      model,
      turns: prompt.flatMap((message) => toTurns(message)),
      ...(functions.length > 0 && {
        tools: functions.map(({ name, description, inputSchema }) => ({
          name,
          about: description,
          takes: inputSchema,
        })),
        use: toUse(toolChoice),
      }),
      ...(responseFormat?.type === 'json' && { shape: responseFormat.schema ?? {} }),
      limit: maxOutputTokens,
      heat: temperature,
    },
  };
}

const UNSUPPORTED = [
  'topP',
  'topK',
  'frequencyPenalty',
  'presencePenalty',
  'seed',
  'stopSequences',
] as const;

function toUse(choice: LanguageModelV2CallOptions['toolChoice']): Talk['use'] {
  if (choice?.type === 'tool') return { only: choice.toolName };
  const USES = { auto: 'auto', none: 'never', required: 'must' } as const;
  return USES[choice?.type ?? 'auto'];
}

/** One turn for each part; empty texts say nothing. */
function toTurns(message: LanguageModelV2Message): Turn[] {
  if (message.role === 'system') return toText('rule', message.content);
  if (message.role === 'tool') return message.content.map(toResult);
  const by = message.role === 'user' ? 'user' : 'model';
  return message.content.flatMap((part) => toPartTurns(by, part));
}

type Part = Exclude<LanguageModelV2Message['content'], string>[number];

function toPartTurns(by: 'user' | 'model', part: Part): Turn[] {
  switch (part.type) {
    case 'text':
      return toText(by, part.text);
    case 'reasoning': {
      const seal = part.providerOptions?.other?.seal;
      return typeof seal === 'string' ? [{ by: 'model', thinking: part.text, seal }] : [];
    }
    case 'tool-call':
      return [{ by: 'model', call: part.toolCallId, tool: part.toolName, input: part.input }];
    case 'tool-result':
      return [toResult(part)];
    case 'file': {
      const image = part.data instanceof URL ? part.data.href : convertToBase64(part.data);
      return [{ by: 'user', image, kind: part.mediaType }];
    }
  }
}

function toText(by: 'rule' | 'user' | 'model', text: string): Turn[] {
  return text.trim() === '' ? [] : [{ by, text }];
}

function toResult({ toolCallId, output }: LanguageModelV2ToolResultPart): Turn {
  return { by: 'tool', call: toolCallId, output: toOutput(output) };
}

function toOutput(output: LanguageModelV2ToolResultPart['output']): string {
  switch (output.type) {
    case 'text':
    case 'error-text':
      return output.value;
    case 'content':
      return output.value
        .map((item) => (item.type === 'text' ? item.text : `(${item.mediaType}, not shown)`))
        .join('\n');
    default:
      return JSON.stringify(output.value);
  }
}
