import type {
  LanguageModelV2CallOptions,
  LanguageModelV2FunctionTool,
  LanguageModelV2Message,
  LanguageModelV2ToolCallPart,
  LanguageModelV2ToolResultOutput,
  LanguageModelV2ToolResultPart,
} from '@ai-sdk/provider';

type Message<Role> = Extract<LanguageModelV2Message, { role: Role }>;
type Part<Role extends 'user' | 'assistant'> = Message<Role>['content'][number];

/** AI SDK 6 and 7 hand over parts that the v2 types do not know (language-model-v2.md C). */
export type LoosePart = { type: string; [key: string]: unknown };

type AnyPart = string | LoosePart | LanguageModelV2ToolCallPart | LanguageModelV2ToolResultPart;

export const system = (content: string): LanguageModelV2Message => ({ role: 'system', content });

export const user = (...parts: AnyPart[]): LanguageModelV2Message => ({
  role: 'user',
  content: parts.map(toPart) as Part<'user'>[],
});

export const assistant = (...parts: AnyPart[]): Message<'assistant'> => ({
  role: 'assistant',
  content: parts.map(toPart) as Part<'assistant'>[],
});

export const tool = (
  ...content: (LoosePart | LanguageModelV2ToolResultPart)[]
): LanguageModelV2Message => ({
  role: 'tool',
  content: content as LanguageModelV2ToolResultPart[],
});

export const call = (
  toolCallId: string,
  input: unknown = {},
  toolName = 'look',
): LanguageModelV2ToolCallPart => ({ type: 'tool-call', toolCallId, toolName, input });

export const result = (
  toolCallId: string,
  output: string | LoosePart = 'done',
  toolName = 'look',
): LanguageModelV2ToolResultPart => ({
  type: 'tool-result',
  toolCallId,
  toolName,
  output: (typeof output === 'string'
    ? { type: 'text', value: output }
    : output) as LanguageModelV2ToolResultOutput,
});

export const reasoning = (text: string, replay?: Record<string, string>, name = 'heroku') => ({
  type: 'reasoning' as const,
  text,
  ...(replay && { providerOptions: { [name]: replay } }),
});

export const file = (mediaType: string, data: unknown, more: object = {}): LoosePart => ({
  type: 'file',
  mediaType,
  data,
  ...more,
});

const CITY_SCHEMA = { type: 'object', properties: { city: { type: 'string' } } };

export const functionTool = (
  name: string,
  inputSchema: unknown = CITY_SCHEMA,
): LanguageModelV2FunctionTool => ({
  type: 'function',
  name,
  inputSchema: inputSchema as LanguageModelV2FunctionTool['inputSchema'],
});

/** A tool that the provider runs, in the spelling of AI SDK 5 (`provider-defined`) or 6 (`provider`). */
export const providerTool = (name: string, type = 'provider-defined') =>
  ({ type, id: `acme.${name}`, name, args: {} }) as unknown as NonNullable<
    LanguageModelV2CallOptions['tools']
  >[number];

function toPart(part: AnyPart): unknown {
  return typeof part === 'string' ? { type: 'text', text: part } : part;
}
