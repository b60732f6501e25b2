/**
 * The types of the specifications v3 and v4, as far as a chat model of this package takes and gives them. They are
 * structural: a second `@ai-sdk/provider` in the tree breaks pnpm and Yarn. `test/specification` holds them against the real ones.
 */
import type {
  JSONArray,
  JSONObject,
  LanguageModelV2,
  LanguageModelV2CallOptions,
  LanguageModelV2FunctionTool,
  LanguageModelV2StreamPart,
  SharedV2ProviderMetadata,
} from '@ai-sdk/provider';
import type { WarningV3 } from './warning';

type ProviderOptions = Record<string, Record<string, unknown>>;

/** A part of a message. What each type holds is read as it comes: it differs from version to version. */
type PromptPart = { type: string; providerOptions?: ProviderOptions };

type PromptMessage = { providerOptions?: ProviderOptions } & (
  | { role: 'system'; content: string }
  | { role: 'user' | 'assistant' | 'tool'; content: PromptPart[] }
);

type FunctionTool = Omit<LanguageModelV2FunctionTool, 'providerOptions'> & {
  providerOptions?: ProviderOptions;
};

/** A tool that the provider runs: left out with a warning. */
type ProviderTool = { type: 'provider'; id: `${string}.${string}`; name: string };

/** Call options of v3. */
export type CallOptionsV3 = Omit<
  LanguageModelV2CallOptions,
  'prompt' | 'tools' | 'providerOptions'
> & {
  prompt: PromptMessage[];
  tools?: Array<FunctionTool | ProviderTool>;
  providerOptions?: ProviderOptions;
};

/** Call options of v4. */
export type CallOptionsV4 = CallOptionsV3 & {
  /** How much the model is to think. What `providerOptions` says of it wins. */
  reasoning?: 'provider-default' | 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';
};

/** Why the answer ended, of v3 and v4. */
export type FinishReasonV3 = {
  unified: 'stop' | 'length' | 'content-filter' | 'tool-calls' | 'error' | 'other';
  /** The server's own word. */
  raw: string | undefined;
};

/** Usage of v3 and v4. What the server does not tell is undefined. */
export type UsageV3 = {
  inputTokens: {
    total: number | undefined;
    noCache: number | undefined;
    cacheRead: number | undefined;
    cacheWrite: number | undefined;
  };
  outputTokens: {
    total: number | undefined;
    text: number | undefined;
    reasoning: number | undefined;
  };
  /** The usage as the server wrote it. */
  raw?: JSONObject;
};

type Finish = {
  finishReason: FinishReasonV3;
  usage: UsageV3;
  providerMetadata?: SharedV2ProviderMetadata;
};

type ToolResult = {
  type: 'tool-result';
  toolCallId: string;
  toolName: string;
  result: string | number | boolean | JSONObject | JSONArray;
  isError?: boolean;
  providerMetadata?: SharedV2ProviderMetadata;
};

/** The parts whose form in v2 differs from that in v3 and v4. */
type Differing = { type: 'stream-start' | 'finish' | 'file' | 'tool-result' };

/** Stream parts of v3 and v4. */
export type StreamPartV3 =
  | Exclude<LanguageModelV2StreamPart, Differing>
  | ToolResult
  | { type: 'stream-start'; warnings: WarningV3[] }
  | ({ type: 'finish' } & Finish);

type GenerateResultV2 = Awaited<ReturnType<LanguageModelV2['doGenerate']>>;
type StreamResultV2 = Awaited<ReturnType<LanguageModelV2['doStream']>>;

type GenerateResultV3 = Finish &
  Pick<GenerateResultV2, 'request' | 'response'> & {
    content: Array<Exclude<GenerateResultV2['content'][number], Differing> | ToolResult>;
    warnings: WarningV3[];
  };

/** What `doStream` gives. */
export type StreamResult<Part> = Pick<StreamResultV2, 'request' | 'response'> & {
  stream: ReadableStream<Part>;
};

/** What a chat model of each version takes and gives. */
export type Specifications = {
  v2: {
    options: LanguageModelV2CallOptions;
    part: LanguageModelV2StreamPart;
    result: GenerateResultV2;
  };
  v3: {
    options: CallOptionsV3;
    part: StreamPartV3;
    result: GenerateResultV3;
  };
  v4: {
    options: CallOptionsV4;
    part: StreamPartV3;
    result: GenerateResultV3;
  };
};
