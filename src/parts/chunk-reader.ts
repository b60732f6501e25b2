import type {
  LanguageModelV2FinishReason,
  LanguageModelV2ResponseMetadata,
  LanguageModelV2StreamPart,
} from '@ai-sdk/provider';
import { parseJson } from '../json/parse-json';
import { createBlocks, type Emit } from './blocks';
import { type CallReader, createCallReader, type EndOfAnswer } from './call-reader';
import type { Chunk, ChunkContent, SourceFragment, ToolCallFragment } from './chunk';
import { addToFinish, isCutShort, type RawFinish, toFinishReason, toUsage } from './finish';
import { createTextOutput } from './json-output/text-output';
import { isCutByLimit, toContradictionError, toNamelessCallError } from './odd/odd-ends';
import type { ReaderSettings } from './reader-settings';
import type { ToolCall } from './tool-call';

export type ChunkReader = ReturnType<typeof createChunkReader>;

/**
 * Chunks -> stream parts. Made once for each answer; synchronous; emits the parts that each step causes. The parts are
 * well formed whatever comes: each block and tool input that starts ends once, and `finish` is last.
 */
export function createChunkReader(settings: ReaderSettings, emitPart: Emit) {
  let hasAnswered = false;
  const emit: Emit = (part) => {
    hasAnswered ||= isAnswer(part);
    emitPart(part);
  };
  const metadata: LanguageModelV2ResponseMetadata = {};
  const content = createContentReader(settings, emit, metadata);
  /** Goes into the metadata of `finish` too: AI SDK 6 and 7 drop it elsewhere in what a v2 model gives (language-model-v2.md C). */
  const rawFinish: RawFinish = {};
  let hasFailed = false;

  /** The id, the model and the time are each taken from the first chunk that has one. */
  function readMetadata({ id, modelId, created }: Chunk): void {
    const known = metadata;
    if ((known.id || !id) && (known.modelId || !modelId) && (known.timestamp || !created)) return;
    known.id ??= id;
    known.modelId ??= modelId;
    known.timestamp ??= created === undefined ? undefined : new Date(created * 1000);
    emit({ type: 'response-metadata', ...known });
  }

  /** An error is sticky: no tool call follows it and the answer finishes with `error`. What arrives is still delivered. */
  function fail(error: unknown): void {
    hasFailed = true;
    emit({ type: 'error', error });
  }

  /** An error that matters only if nothing has failed before. */
  function failFirst(error: unknown): void {
    if (!hasFailed) fail(error);
  }

  /**
   * The end of the answer, as the server has ended it or as it was cut off by an error. After a cut the parts already sent
   * are a prefix of the full answer; the error says so, unless one before it has told why. Once the server has given a
   * finish reason, nothing is missing.
   */
  function end(truncation?: unknown): void {
    const isTruncated = truncation !== undefined && rawFinish.rawFinishReason === undefined;
    const isCut = content.hasHalfCall() && isCutByLimit(rawFinish, settings.outputLimit);
    const rawReason = isCut ? 'length' : rawFinish.rawFinishReason;
    content.close({ isTruncated, isComplete: !isCutShort(rawReason) });
    if (content.isContradicted()) failFirst(toContradictionError());
    if (!isTruncated && content.hasNamelessCall()) fail(toNamelessCallError());
    const hasCalls = content.endCalls({ isTruncated, hasFailed, rawReason, rawFinish });
    if (isTruncated) failFirst(truncation);
    const finishReason = hasFailed
      ? 'error'
      : toReason({ rawReason, hasCalls, content, rawFinish });
    const providerMetadata = { [settings.name]: rawFinish };
    emit({ type: 'finish', finishReason, usage: toUsage(rawFinish.usage), providerMetadata });
  }

  return {
    /** What is known of the finish so far. */
    rawFinish,
    /** The order of the parts within one chunk: metadata, reasoning, text, sources, tool calls. */
    push(chunk: Chunk): void {
      readMetadata(chunk);
      content.read(chunk);
      addToFinish(rawFinish, chunk);
    },
    fail,
    /** Whether anything of an answer has come, so that the same request may not simply be sent again. */
    hasAnswered: (): boolean => hasAnswered,
    /** Whether the finish reason has come, so that nothing is missing but perhaps the usage. */
    isFinished: (): boolean => rawFinish.rawFinishReason !== undefined,
    /** Whether a tool call has begun whose end has not come, and nothing says that the answer has ended. */
    isUnfinished: (): boolean => rawFinish.rawFinishReason === undefined && content.hasOpenCall(),
    end,
  };
}

/** Whether a part belongs to an answer: metadata come with an empty first delta, and an error with its finish may come in place of an answer. */
export function isAnswer({ type }: LanguageModelV2StreamPart): boolean {
  return type !== 'response-metadata' && type !== 'error' && type !== 'finish';
}

type Ended = {
  rawReason?: string;
  hasCalls: boolean;
  content: ContentReader;
  rawFinish: RawFinish;
};

/** The server's reason, unless a call that is left out or a refusal has ended the answer. */
function toReason({ rawReason, hasCalls, content, rawFinish }: Ended): LanguageModelV2FinishReason {
  // An answer that ends properly without a finish reason has stopped, if anything came.
  const ending = rawReason ?? (content.hasText() || hasCalls ? 'stop' : undefined);
  const reason = toFinishReason(ending, { hasCalls });
  const isPlainEnd = reason === 'stop' || reason === 'unknown';
  if (rawFinish.bannedToolCalls && (isPlainEnd || reason === 'tool-calls')) return 'other';
  return content.hasRefused() && isPlainEnd ? 'content-filter' : reason;
}

type ContentReader = ReturnType<typeof createContentReader>;

const NO_CALLS: readonly ToolCall[] = [];

/**
 * The content of chunks -> parts: text and reasoning in blocks, sources, calls.
 * @param response what is known of the response, asked when reasoning starts.
 */
function createContentReader(settings: ReaderSettings, emit: Emit, response: { id?: string }) {
  const writer = createContentWriter(settings, emit, response);
  /** Which kinds arrived as deltas. */
  const inDeltas: ChunkContentKinds = {};

  function readDelta(delta: ChunkContent): void {
    if (delta.text) inDeltas.text = true;
    if (delta.reasoning) inDeltas.reasoning = true;
    if (delta.refusal) inDeltas.refusal = true;
    if (delta.toolCalls?.some(saysSomething)) inDeltas.toolCalls = true;
    writer.write(delta);
  }

  /** A whole message counts only for what no delta has brought. */
  function readMessage(message: ChunkContent): void {
    writer.write({
      reasoning: inDeltas.reasoning ? undefined : message.reasoning,
      text: inDeltas.text ? undefined : message.text,
      refusal: inDeltas.refusal ? undefined : message.refusal,
      sources: message.sources,
      toolCalls: inDeltas.toolCalls ? undefined : message.toolCalls,
    });
  }

  function read(chunk: Chunk): void {
    if (chunk.pieces) chunk.pieces.forEach(readDelta);
    readDelta(chunk);
    if (!chunk.message) return;
    chunk.message.pieces?.forEach(readMessage);
    readMessage(chunk.message);
  }

  return Object.assign(writer, { read });
}

type ChunkContentKinds = { [Kind in keyof ChunkContent]?: boolean };

function createContentWriter(settings: ReaderSettings, emit: Emit, response: { id?: string }) {
  const blocks = createBlocks(settings.name, emit, response);
  const output =
    settings.json || settings.thinkingTags ? createTextOutput(settings, blocks) : undefined;
  const { writeText, writeReasoning } = output ?? blocks;
  let sources: Set<string> | undefined;
  let callReader: CallReader | undefined;
  let hasRefused = false;

  function writeSource({ url, title }: SourceFragment): void {
    sources ??= new Set();
    if (sources.has(url)) return;
    sources.add(url);
    emit({ type: 'source', sourceType: 'url', id: settings.generateId(), url, title });
  }

  function writeCall(fragment: ToolCallFragment): void {
    callReader ??= createCallReader(settings, { blocks, output, emit });
    callReader.push(fragment);
  }

  /** JSON output counts only up to the end of its first object. */
  function isHalf(call: ToolCall): boolean {
    const { isComplete, text } = call.arguments;
    return !isComplete() && !(output?.isCall(call) && parseJson(text()) !== undefined);
  }

  const calls = () => callReader?.all ?? NO_CALLS;
  return {
    write({ reasoning, text, refusal, sources, toolCalls }: ChunkContent): void {
      if (output && (reasoning || sources || toolCalls)) output.release();
      if (reasoning) writeReasoning(reasoning);
      if (text) writeText(text);
      if (refusal) writeText(refusal);
      hasRefused ||= Boolean(refusal);
      sources?.forEach(writeSource);
      toolCalls?.forEach(writeCall);
    },
    hasOpenCall: () => calls().some(({ arguments: input }) => !input.isComplete()),
    hasNamelessCall: () => calls().some(({ name }) => !name),
    hasHalfCall: () => calls().some(isHalf),
    hasText: blocks.hasText,
    hasRefused: () => hasRefused,
    isContradicted: () => output?.isContradicted() ?? false,
    close({ isTruncated, isComplete }: { isTruncated: boolean; isComplete: boolean }): void {
      if (!isTruncated) output?.end({ isComplete, hasCalls: calls().length > 0 });
      blocks.close({ isTruncated });
    },
    endCalls: (answer: EndOfAnswer) => callReader?.end(answer) ?? false,
  };
}

function saysSomething({ id, name, arguments: text }: ToolCallFragment): boolean {
  return Boolean(id || name || text);
}
