import {
  InvalidResponseDataError,
  type JSONObject,
  type LanguageModelV2ResponseMetadata,
} from '@ai-sdk/provider';
import { parseJson } from '../../json/parse-json';
import type { Chunk, ToolCallFragment } from '../wire/chunk';
import { createBlocks, type Emit } from './blocks';
import { toFinishReason, toUsage } from './finish-and-usage';
import { createJsonOutput, type ExpectedJson } from './json-output';
import { createToolCalls, type ToolCall } from './tool-calls';

/** What a reader must know of the request that it reads the answer to. */
export type ReaderSettings = {
  /** Key of the provider metadata. */
  name: string;
  generateId: () => string;
  json?: ExpectedJson;
  /** Tool name on the wire -> the caller's, where they differ. */
  toolAliases: ReadonlyMap<string, string>;
};

/** What the server says of the end of an answer, unmapped. */
export type RawFinish = { rawFinishReason?: string; usage?: JSONObject };

/**
 * Chunks -> stream parts. Made once for each answer; synchronous; emits the parts that each step causes. The parts are
 * well formed whatever comes: each block and tool input that starts ends once, and `finish` is last.
 */
export function createChunkReader(settings: ReaderSettings, emit: Emit) {
  const blocks = createBlocks(settings.name, emit);
  const toolCalls = createToolCalls(settings.generateId);
  const json = settings.json && createJsonOutput(settings.json);
  const metadata: LanguageModelV2ResponseMetadata = {};
  /** Also in the metadata: of a v2 model, AI SDK 6 and 7 drop it elsewhere (language-model-v2.md C). */
  const rawFinish: RawFinish = {};
  let hasText = false;
  let hasFailed = false;

  /** Each of id, model and time is that of the first chunk which has it. */
  function readMetadata({ id, modelId, created }: Chunk): void {
    const known = metadata;
    if ((known.id || !id) && (known.modelId || !modelId) && (known.timestamp || !created)) return;
    known.id ??= id;
    known.modelId ??= modelId;
    known.timestamp ??= created === undefined ? undefined : new Date(created * 1000);
    emit({ type: 'response-metadata', ...known });
  }

  function writeText(text: string): void {
    if (!text) return;
    hasText = true;
    blocks.write('text', text);
  }

  function readToolCall(fragment: ToolCallFragment): void {
    const call = toolCalls.push(fragment);
    if (call === undefined) return;
    if (json?.isCall(call)) return writeText(json.pushCall(call));
    blocks.close();
    if (call.toolName === undefined) {
      const { id, name = '' } = call;
      call.toolName = settings.toolAliases.get(name) ?? name;
      emit({ type: 'tool-input-start', id, toolName: call.toolName });
    }
    writeToolInput(call);
  }

  function writeToolInput({ id, arguments: input }: ToolCall): void {
    const delta = input.take();
    if (delta !== '') emit({ type: 'tool-input-delta', id, delta });
  }

  /** Whether the model has rawFinish all it wanted to say. */
  function isComplete(): boolean {
    const reason = toFinishReason(rawFinish.rawFinishReason);
    return reason !== 'length' && reason !== 'content-filter';
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
    for (const call of toolCalls.all) {
      const { id, toolName, arguments: input } = call;
      if (toolName === undefined) continue;
      if (!isTruncated) {
        input.end(isComplete());
        writeToolInput(call);
      }
      emit({ type: 'tool-input-end', id });
      // Broken JSON goes out too, for the AI SDK to repair, but not what a limit cut short.
      const isUsable = isComplete() || parseJson(input.text) !== undefined;
      if (isTruncated || hasFailed || !isUsable) continue;
      hasCalls = true;
      emit({ type: 'tool-call', toolCallId: id, toolName, input: input.text });
    }
    return hasCalls;
  }

  return {
    /** As far as it is known. */
    rawFinish,

    /** The order of the parts within one chunk: metadata, reasoning, text, tool calls. */
    push(chunk: Chunk): void {
      readMetadata(chunk);
      if (chunk.reasoning) blocks.write('reasoning', chunk.reasoning);
      if (chunk.reasoningMetadata) blocks.addReasoningMetadata(chunk.reasoningMetadata);
      if (chunk.text) writeText(json ? json.pushText(chunk.text) : chunk.text);
      chunk.toolCalls?.forEach(readToolCall);
      if (chunk.finishReason) rawFinish.rawFinishReason = chunk.finishReason;
      if (chunk.usage) rawFinish.usage = chunk.usage;
    },

    fail,

    /**
     * The end of the answer, as the server has ended it or as it was cut off by an error. Of one that was cut off, what is
     * out is the beginning of what the whole would have been; the error says so, unless one before it has told why.
     * Once the server has rawFinish why it stopped, nothing is missing.
     */
    end(truncation?: unknown): void {
      const isTruncated = truncation !== undefined && rawFinish.rawFinishReason === undefined;
      if (!isTruncated && json) writeText(json.end(isComplete()));
      blocks.close();
      const hasCalls = endToolCalls(isTruncated);
      if (isTruncated && !hasFailed) fail(truncation);
      // What ends properly without a word has stopped, if anything came.
      const reason = rawFinish.rawFinishReason ?? (hasText || hasCalls ? 'stop' : undefined);
      emit({
        type: 'finish',
        finishReason: hasFailed ? 'error' : toFinishReason(reason, hasCalls),
        usage: toUsage(rawFinish.usage),
        providerMetadata: { [settings.name]: rawFinish },
      });
    },
  };
}
