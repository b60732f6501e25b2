import type {
  ModelMessage,
  OutputInterface,
  StopCondition,
  StreamTextResult,
  UIMessageChunk,
} from 'ai';

type Ai = typeof import('ai');

export type Major = 5 | 6 | 7;

/** The AI SDK as the features use it: the names that all majors have, and one spelling for what they spell differently. */
type Endpoints = {
  /** AI SDK 5 has none. */
  rerank(options: object): Promise<{ ranking: { originalIndex: number; score: number }[] }>;
  generateImage: Ai['experimental_generateImage'];
};

export type Sdk = Endpoints &
  Pick<Ai, (typeof SHARED)[number]> &
  Differences & {
    major: Major;
    /** The stock middleware for language models, by name. */
    middleware: Record<string, (settings: object) => object>;
  };

const SHARED = [
  'APICallError',
  'Experimental_Agent',
  'NoObjectGeneratedError',
  'Output',
  'RetryError',
  'convertToModelMessages',
  'createProviderRegistry',
  'customProvider',
  'defaultSettingsMiddleware',
  'dynamicTool',
  'embed',
  'embedMany',
  'extractReasoningMiddleware',
  'generateObject',
  'generateText',
  'jsonSchema',
  'pruneMessages',
  'readUIMessageStream',
  'simulateStreamingMiddleware',
  'streamObject',
  'streamText',
  'tool',
  'validateUIMessages',
  'wrapLanguageModel',
] as const;

// biome-ignore lint/suspicious/noExplicitAny: a result over any tools
type AnyStream = StreamTextResult<any, any>;
type StreamParts = AnyStream['fullStream'];
type Answered = { response: PromiseLike<WithMessages> | WithMessages };
type WithMessages = { messages: ModelMessage[] };
type RawChunks = { includeRawChunks: true };

/** What a tool's `toModelOutput` gives for content with a file in it. */
type FileItem = { name: string; toItem: (base64: string, mediaType: string) => object };

/** What the browser is told of an error. */
type ToErrorText = (error: unknown) => string;

type Differences = {
  /** Value of `stopWhen`. */
  // biome-ignore lint/suspicious/noExplicitAny: a condition over any tools
  atMost(steps: number): StopCondition<any>;
  /** The setting that holds the system prompt. */
  system(text: string): { system: string };
  /** The setting of `generateText` and `streamText` that asks for structured output. */
  asking<O, P>(output: OutputInterface<O, P>): { experimental_output: OutputInterface<O, P> };
  outputOf<O>(result: { experimental_output: O }): O;
  partialOutputs<P>(result: { experimental_partialOutputStream: P }): P;
  /** The messages of all steps, to be put behind the prompt in the next call. */
  history(result: Answered): Promise<ModelMessage[]>;
  /** All parts of a text stream. */
  parts(result: AnyStream): StreamParts;
  /** The setting that lets raw chunks through. */
  rawChunks: RawChunks;
  /** The setting that keeps request bodies in the results. */
  requestBody: object;
  toUIStream(result: AnyStream, onError?: ToErrorText): ReadableStream<UIMessageChunk>;
  /** A tool's `toModelOutput` whose content is these items, made from its output. */
  modelOutput(toItems: (output: never) => object[]): never;
  /** The forms in which a tool result may hold an image. */
  images: FileItem[];
  /** What `finishReason` says of a reason that is no word of the AI SDK. */
  otherReason: string;
  details(usage: object): { reasoning?: number; cached?: number };
  /** Output kinds that AI SDK 5 has not. */
  moreOutputs: MoreOutputs;
};

type MoreOutputs = {
  array(options: { element: unknown }): OutputInterface<unknown[], unknown[]>;
  choice(options: { options: string[] }): OutputInterface<string, string>;
  json(): OutputInterface<unknown, unknown>;
};

type UsageDetails = {
  reasoningTokens?: number;
  cachedInputTokens?: number;
  outputTokenDetails?: { reasoningTokens?: number };
  inputTokenDetails?: { cacheReadTokens?: number };
};

const MEDIA: FileItem = {
  name: 'media',
  toItem: (data, mediaType) => ({ type: 'media', data, mediaType }),
};
const FILE_DATA: FileItem = {
  name: 'file-data',
  toItem: (data, mediaType) => ({ type: 'file-data', data, mediaType }),
};
const IMAGE_DATA: FileItem = {
  name: 'image-data',
  toItem: (data, mediaType) => ({ type: 'image-data', data, mediaType }),
};
const FILE: FileItem = {
  name: 'file',
  toItem: (data, mediaType) => ({ type: 'file', data: { type: 'data', data }, mediaType }),
};

/** All that differs between the majors. */
const DIFFERENCES: Record<Major, (ai: Ai) => Differences> = {
  5: (ai) => ({
    atMost: ai.stepCountIs,
    system: (system) => ({ system }),
    history,
    asking: (output) => ({ experimental_output: output }),
    outputOf: (result) => result.experimental_output,
    partialOutputs: (result) => result.experimental_partialOutputStream,
    parts: (result) => result.fullStream,
    rawChunks: { includeRawChunks: true },
    requestBody: {},
    toUIStream: (result, onError) => result.toUIMessageStream(onError && { onError }),
    modelOutput: (toItems) =>
      ((output: never) => ({ type: 'content', value: toItems(output) })) as never,
    images: [MEDIA],
    otherReason: 'unknown',
    details: flatDetails,
    moreOutputs: undefined as never,
  }),
  6: (ai) => ({
    ...sinceSix(ai),
    atMost: ai.stepCountIs,
    system: (system) => ({ system }),
    history,
    parts: (result) => result.fullStream,
    rawChunks: { includeRawChunks: true },
    requestBody: {},
    toUIStream: (result, onError) => result.toUIMessageStream(onError && { onError }),
    images: [MEDIA, FILE_DATA, IMAGE_DATA],
  }),
  7: (ai) => {
    const seven = ai as unknown as {
      isStepCount: Differences['atMost'];
      toUIMessageStream: (options: {
        stream: unknown;
        onError?: ToErrorText;
      }) => ReadableStream<UIMessageChunk>;
    };
    const parts = (result: AnyStream) => (result as unknown as { stream: StreamParts }).stream;
    return {
      ...sinceSix(ai),
      atMost: seven.isStepCount,
      system: (instructions) => ({ instructions }) as unknown as { system: string },
      // In AI SDK 7 `response.messages` are those of the final step alone.
      history: async (result) =>
        (result as unknown as { responseMessages: ModelMessage[] }).responseMessages,
      parts,
      requestBody: { include: { requestBody: true } },
      rawChunks: { include: { rawChunks: true } } as unknown as RawChunks,
      toUIStream: (result, onError) =>
        seven.toUIMessageStream({ stream: parts(result), ...(onError && { onError }) }),
      images: [FILE_DATA, IMAGE_DATA, FILE],
    };
  },
};

async function history({ response }: Answered): Promise<ModelMessage[]> {
  return (await response).messages;
}

function sinceSix(ai: Ai) {
  return {
    asking: (output) => ({ output }) as never,
    outputOf: (result) => (result as never as { output: never }).output,
    partialOutputs: (result) =>
      (result as never as { partialOutputStream: never }).partialOutputStream,
    modelOutput: (toItems) =>
      (({ output }: { output: never }) => ({ type: 'content', value: toItems(output) })) as never,
    otherReason: 'other',
    details: nestedDetails,
    moreOutputs: ai.Output as unknown as MoreOutputs,
  } satisfies Partial<Differences>;
}

function flatDetails({ reasoningTokens, cachedInputTokens }: UsageDetails) {
  return { reasoning: reasoningTokens, cached: cachedInputTokens };
}

function nestedDetails({ outputTokenDetails, inputTokenDetails }: UsageDetails) {
  return {
    reasoning: outputTokenDetails?.reasoningTokens,
    cached: inputTokenDetails?.cacheReadTokens,
  };
}

/** @param module the package `ai`, of the major that is named. */
export function toSdk(major: Major, module: object): Sdk {
  const ai = module as Ai;
  const { rerank, generateImage = ai.experimental_generateImage } = module as Endpoints;
  const shared = Object.fromEntries(SHARED.map((name) => [name, ai[name]]));
  return {
    ...(shared as Pick<Ai, (typeof SHARED)[number]>),
    ...DIFFERENCES[major](ai),
    rerank,
    generateImage,
    major,
    middleware: middlewareOf(module),
  };
}

function middlewareOf(module: object): Sdk['middleware'] {
  return Object.fromEntries(
    Object.entries(module).filter(
      ([name]) => name.endsWith('Middleware') && !name.includes('Embedding'),
    ),
  );
}
