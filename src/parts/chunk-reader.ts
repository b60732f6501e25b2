import {
  InvalidResponseDataError,
  type JSONObject,
  type JSONValue,
  type LanguageModelV2FinishReason,
  type LanguageModelV2ResponseMetadata,
  type LanguageModelV2StreamPart,
} from '@ai-sdk/provider';
import { parseJson } from '../json/parse-json';
import { createBlocks, type Emit } from './blocks';
import { createCallIds } from './call-ids';
import type {
  Chunk,
  ChunkContent,
  ReasoningFragment,
  SourceFragment,
  ToolCallFragment,
} from './chunk';
import { isCutShort, mergeUsage, toFinishReason, toUsage } from './finish-and-usage';
import { createJsonOutput, type ExpectedJson } from './json-output/json-output';
import { createThinkingTags, type Segment } from './json-output/thinking-tags';
import { createOfferedTools } from './odd/offered-tools';
import { createToolCalls, type ToolCall } from './tool-calls';

/** What a reader must know of the request that it reads the answer to. */
export type ReaderSettings = {
  /** Key of the provider metadata. */
  name: string;
  generateId: () => string;
  /** The ids of the prompt's calls, as the caller and as the request has them: no new call gets one of them. */
  callIds?: Iterable<string>;
  json?: ExpectedJson;
  /** The caller sees nothing of the answer before its end. */
  isHeld?: boolean;
  /** The names of the request's tools on the wire. */
  toolNames?: readonly string[];
  /** Tool name on the wire -> the caller's, where they differ. */
  toolAliases?: ReadonlyMap<string, string>;
  /** Whether thoughts in tags at the start of a text become reasoning. JSON output always reads them. */
  thinkingTags?: boolean;
  /** The limit of output tokens that was sent. */
  outputLimit?: number | undefined;
  /** No tool of the caller may be called: calls become `rawFinish.bannedToolCalls`. */
  bansCalls?: boolean;
};

/** A call that came although the tool choice was `none`. */
type BannedCall = { toolCallId: string; toolName: string; input: string };

/** What the server says of an answer as a whole, unmapped. */
export type RawFinish = {
  rawFinishReason?: string;
  usage?: JSONObject;
  serviceTier?: string;
  /** Of all tokens, in their order. */
  logprobs?: JSONValue[];
  bannedToolCalls?: BannedCall[];
  /** The body fields that are absent or otherwise because of a refusal, of this call or an earlier one. */
  learned?: string[];
};

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
  const blocks = createBlocks(settings.name, emit, metadata);
  const callIds = createCallIds(settings.generateId, settings.callIds);
  const toolCalls = createToolCalls(callIds, createOfferedTools(settings.toolNames));
  const json = settings.json && createJsonOutput(settings.json, settings.isHeld);
  const tags = !json && settings.thinkingTags ? createThinkingTags() : undefined;
  /** Also in the metadata: of a v2 model, AI SDK 6 and 7 drop it elsewhere (language-model-v2.md C). */
  const rawFinish: RawFinish = {};
  /** The kinds of content that deltas have brought. */
  const inDeltas: { [Kind in keyof ChunkContent]?: boolean } = {};
  const sources = new Set<string>();
  let hasText = false;
  /** All of them, where JSON is expected. */
  let thoughts = '';
  let hasFailed = false;
  /** Known at the end. */
  let isLimited = false;

  /** Each of id, model and time is that of the first chunk which has it. */
  function readMetadata({ id, modelId, created }: Chunk): void {
    const known = metadata;
    if ((known.id || !id) && (known.modelId || !modelId) && (known.timestamp || !created)) return;
    known.id ??= id;
    known.modelId ??= modelId;
    known.timestamp ??= created === undefined ? undefined : new Date(created * 1000);
    emit({ type: 'response-metadata', ...known });
  }

  function readContent({ reasoning, text, sources, toolCalls }: ChunkContent): void {
    if (json && (reasoning || sources || toolCalls)) writeSegments(json.release());
    if (reasoning) writeReasoning(reasoning);
    if (text) readText(text);
    sources?.forEach(readSource);
    toolCalls?.forEach(readToolCall);
  }

  /** A whole message counts only for what no delta has brought. */
  function readMessage({ reasoning, text, sources, toolCalls }: ChunkContent): void {
    readContent({
      reasoning: inDeltas.reasoning ? undefined : reasoning,
      text: inDeltas.text ? undefined : text,
      sources,
      toolCalls: inDeltas.toolCalls ? undefined : toolCalls,
    });
  }

  function noteDeltas({ reasoning, text, toolCalls }: ChunkContent): void {
    if (text) inDeltas.text = true;
    if (reasoning) inDeltas.reasoning = true;
    inDeltas.toolCalls ||= toolCalls?.some(isFilled);
  }

  function readText(text: string): void {
    if (json) writeSegments(json.pushText(text));
    else if (tags) writeSegments(tags.push(text));
    else writeText(text);
  }

  function writeSegments(segments: Segment[]): void {
    for (const { kind, text } of segments) {
      if (kind === 'text') writeText(text);
      else writeReasoning([{ text }]);
    }
  }

  function writeReasoning(fragments: ReasoningFragment[]): void {
    if (json) for (const { text = '' } of fragments) thoughts += text;
    blocks.writeReasoning(fragments);
  }

  function writeText(text: string): void {
    hasText = true;
    blocks.writeText(text);
  }

  function readSource({ url, title }: SourceFragment): void {
    if (sources.has(url)) return;
    sources.add(url);
    emit({ type: 'source', sourceType: 'url', id: settings.generateId(), url, title });
  }

  function readToolCall(fragment: ToolCallFragment): void {
    for (const call of toolCalls.push(fragment)) {
      if (json?.isCall(call)) writeSegments(json.pushCall(call));
      else if (!settings.bansCalls) writeToolInput(call, call.arguments.take());
    }
  }

  function writeToolInput(call: ToolCall, delta: string): void {
    blocks.close();
    if (call.toolName === undefined) {
      const { name = '' } = call;
      call.toolName = settings.toolAliases?.get(name) ?? name;
      emit({ type: 'tool-input-start', id: call.id, toolName: call.toolName });
    }
    if (delta !== '') emit({ type: 'tool-input-delta', id: call.id, delta });
  }

  /** Whether the answer ended on its own, so that nothing is missing. */
  function isComplete(): boolean {
    return !isCutShort(finishReason());
  }

  /** The server's, but where the limit has cut a call that the server says is whole (field-reports-2.md H6). */
  function finishReason(): string | undefined {
    return isLimited ? 'length' : rawFinish.rawFinishReason;
  }

  /** Whether a call is not closed, and all the tokens are spent that the request allows. */
  function isCutByLimit(): boolean {
    const { outputLimit } = settings;
    const { outputTokens } = toUsage(rawFinish.usage);
    if (!outputLimit || !outputTokens || outputTokens < outputLimit) return false;
    if (!isComplete() || toFinishReason(rawFinish.rawFinishReason) === 'error') return false;
    return toolCalls.all.some(isHalf);
  }

  /** Of the JSON output only the first object counts. */
  function isHalf(call: ToolCall): boolean {
    const { isComplete, text } = call.arguments;
    return !isComplete && !(json?.isCall(call) && parseJson(text) !== undefined);
  }

  /** An error is sticky: no tool call follows it and the answer finishes with `error`. What arrives is still delivered. */
  function fail(error: unknown): void {
    hasFailed = true;
    emit({ type: 'error', error });
  }

  /** A call is complete only now. Gives whether there is one to be run. */
  function endToolCalls(isTruncated: boolean): boolean {
    if (!isTruncated && toolCalls.all.some(({ name }) => !name)) {
      fail(
        new InvalidResponseDataError({
          data: undefined,
          message: 'Heroku sent a tool call without a name.',
        }),
      );
    }
    let hasCalls = false;
    for (const call of toolCalls.all) if (endToolCall(call, isTruncated)) hasCalls = true;
    return hasCalls;
  }

  function endToolCall(call: ToolCall, isTruncated: boolean): boolean {
    if (!call.name || json?.isCall(call)) return false;
    toolCalls.complete(call);
    if (settings.bansCalls) {
      leaveOut(call);
      return false;
    }
    if (!isTruncated) writeToolInput(call, call.arguments.end(isComplete()));
    if (call.toolName === undefined) return false;
    emit({ type: 'tool-input-end', id: call.id });
    const { id, toolName, arguments: input } = call;
    if (isTruncated || hasFailed || !isUsable(input.text)) return false;
    emit({ type: 'tool-call', toolCallId: id, toolName, input: input.text });
    return true;
  }

  /** A banned call is not handed out, or the AI SDK would run it. It is told in the metadata of `finish`. */
  function leaveOut({ id, name = '', arguments: input }: ToolCall): void {
    input.end(isComplete());
    const toolName = settings.toolAliases?.get(name) ?? name;
    rawFinish.bannedToolCalls ??= [];
    rawFinish.bannedToolCalls.push({ toolCallId: id, toolName, input: input.text });
  }

  /** A call that is left out has ended the answer for a reason that no other finish reason says. */
  function toReason(reason: string | undefined, hasCalls: boolean): LanguageModelV2FinishReason {
    if (hasFailed) return 'error';
    const mapped = toFinishReason(reason, hasCalls);
    return rawFinish.bannedToolCalls && /^(?:stop|tool-calls|unknown)$/.test(mapped)
      ? 'other'
      : mapped;
  }

  /**
   * Broken JSON goes out too, for the AI SDK to repair, but not what a limit may have cut short, nor what ended in a way
   * that nobody knows.
   */
  function isUsable(input: string): boolean {
    const raw = finishReason();
    const reason = toFinishReason(raw);
    if (reason === 'error') return false;
    const hasEnded = raw === undefined || reason === 'stop';
    return hasEnded || parseJson(input) !== undefined;
  }

  return {
    /** As far as it is known. */
    rawFinish,

    /** The order of the parts within one chunk: metadata, reasoning, text, sources, tool calls. */
    push(chunk: Chunk): void {
      readMetadata(chunk);
      noteDeltas(chunk);
      readContent(chunk);
      if (chunk.message) readMessage(chunk.message);
      const { finishReason, usage } = chunk;
      if (finishReason && !isCutShort(rawFinish.rawFinishReason)) {
        rawFinish.rawFinishReason = finishReason;
      }
      if (usage) rawFinish.usage = mergeUsage(rawFinish.usage, usage);
      if (chunk.serviceTier) rawFinish.serviceTier = chunk.serviceTier;
      if (chunk.logprobs) {
        rawFinish.logprobs ??= [];
        for (const token of chunk.logprobs) rawFinish.logprobs.push(token);
      }
    },

    fail,

    /** Whether anything of an answer has come, so that the same request may not simply be sent again. */
    hasAnswered: () => hasAnswered,

    /** Whether the finish reason has come, so that nothing is missing but perhaps the usage. */
    isFinished: () => rawFinish.rawFinishReason !== undefined,

    /** Whether a tool call has begun whose end has not come, and nothing says that the answer has ended. */
    isUnfinished(): boolean {
      return (
        rawFinish.rawFinishReason === undefined &&
        toolCalls.all.some(({ arguments: input }) => !input.isComplete)
      );
    },

    /**
     * The end of the answer, as the server has ended it or as it was cut off by an error. Of one that was cut off, what is
     * out is the beginning of what the whole would have been; the error says so, unless one before it has told why.
     * Once the server has given a finish reason, nothing is missing.
     */
    end(truncation?: unknown): void {
      const isTruncated = truncation !== undefined && rawFinish.rawFinishReason === undefined;
      if (!isTruncated) {
        isLimited = isCutByLimit();
        if (json) writeSegments(json.end(isComplete()));
        const hasThoughtsAlone = !hasText && toolCalls.all.length === 0 && isComplete();
        if (json && hasThoughtsAlone) writeSegments(json.fromThoughts(thoughts));
        if (tags) writeSegments(tags.end());
      }
      blocks.close(isTruncated);
      if (json?.isContradicted && !hasFailed) fail(toContradictionError());
      const hasCalls = endToolCalls(isTruncated);
      if (isTruncated && !hasFailed) fail(truncation);
      // Without a finish reason, what ends properly has stopped, if anything came.
      const reason = finishReason() ?? (hasText || hasCalls ? 'stop' : undefined);
      emit({
        type: 'finish',
        finishReason: toReason(reason, hasCalls),
        usage: toUsage(rawFinish.usage),
        providerMetadata: { [settings.name]: rawFinish },
      });
    },
  };
}

/** Metadata come with an empty first delta; an error, and the finish behind it, may stand for the answer. */
export function isAnswer({ type }: LanguageModelV2StreamPart): boolean {
  return type !== 'response-metadata' && type !== 'error' && type !== 'finish';
}

function isFilled({ id, name, arguments: text }: ToolCallFragment): boolean {
  return Boolean(id || name || text);
}

function toContradictionError(): InvalidResponseDataError {
  return new InvalidResponseDataError({
    data: undefined,
    message:
      'The JSON that was streamed turned out to be part of the reasoning: a closing tag and more JSON followed it. ' +
      'generateText and generateObject read such an answer whole.',
  });
}
