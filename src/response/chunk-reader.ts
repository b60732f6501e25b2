import { InvalidResponseDataError, type LanguageModelV2ResponseMetadata } from '@ai-sdk/provider';
import { parseJson } from '../parse-json';
import type { Chunk, ChunkUsage, ToolCallFragment } from '../wire/chunk';
import { createBlocks, type Emit } from './blocks';
import { createJsonOutput, type ExpectedJson } from './json-output';
import { toFinishReason } from './to-facts';
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

/**
 * Chunks -> stream parts. Made once for each answer; synchronous; emits the parts that each step causes. The parts are
 * well formed whatever comes: each block and tool input that starts ends once, and `finish` is last.
 */
export function createChunkReader(settings: ReaderSettings, emit: Emit) {
  const blocks = createBlocks(settings.name, emit);
  const toolCalls = createToolCalls(settings.generateId);
  const json = settings.json && createJsonOutput(settings.json);
  /** The calls that the caller knows of, by the names that the caller knows. */
  const announced = new Map<ToolCall, string>();
  const metadata: LanguageModelV2ResponseMetadata = {};
  let rawFinishReason: string | undefined;
  let usage: ChunkUsage | undefined;
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
    if (text === '') return;
    hasText = true;
    blocks.write('text', text);
  }

  function readToolCall(fragment: ToolCallFragment): void {
    const call = toolCalls.push(fragment);
    if (call === undefined) return;
    if (json?.isCall(call)) return writeText(json.pushCall(call));
    blocks.close();
    if (!announced.has(call)) announce(call);
    writeToolInput(call);
  }

  function announce(call: ToolCall): void {
    const { id, name = '' } = call;
    const toolName = settings.toolAliases.get(name) ?? name;
    announced.set(call, toolName);
    emit({ type: 'tool-input-start', id, toolName });
  }

  function writeToolInput({ id, arguments: input }: ToolCall): void {
    const delta = input.take();
    if (delta !== '') emit({ type: 'tool-input-delta', id, delta });
  }

  /** Whether the model has said all it wanted to say. */
  function isWhole(): boolean {
    const reason = toFinishReason(rawFinishReason);
    return reason !== 'length' && reason !== 'content-filter';
  }

  /** An error is sticky: no tool call follows it and the answer finishes with `error`. What arrives is still delivered. */
  function fail(error: unknown): void {
    hasFailed = true;
    emit({ type: 'error', error });
  }

  /** Broken JSON goes out too, for the AI SDK to repair, but not what a limit cut short. */
  function mayRun({ arguments: { text } }: ToolCall): boolean {
    return !hasFailed && (isWhole() || parseJson(text) !== undefined);
  }

  /** A call is complete only now. Gives whether there is one to be run. */
  function endToolCalls(isCut: boolean): boolean {
    if (!isCut && toolCalls.waiting) fail(namelessCall());
    let hasCalls = false;
    for (const call of toolCalls.all) {
      const toolName = announced.get(call);
      if (toolName === undefined) continue;
      const { id, arguments: input } = call;
      if (!isCut) {
        input.end(isWhole());
        writeToolInput(call);
      }
      emit({ type: 'tool-input-end', id });
      if (isCut || !mayRun(call)) continue;
      hasCalls = true;
      emit({ type: 'tool-call', toolCallId: id, toolName, input: input.text });
    }
    return hasCalls;
  }

  function finish(hasCalls: boolean): void {
    // What ends properly without a word has stopped, if anything came.
    const reason = rawFinishReason ?? (hasText || hasCalls ? 'stop' : undefined);
    emit({
      type: 'finish',
      finishReason: hasFailed ? 'error' : toFinishReason(reason, hasCalls),
      usage: usage?.tokens ?? NO_USAGE,
      // The server's own words, which AI SDK 6 and 7 lose on the way (language-model-v2.md C).
      providerMetadata: {
        [settings.name]: {
          ...(rawFinishReason && { rawFinishReason }),
          ...(usage && { usage: usage.raw }),
        },
      },
    });
  }

  return {
    /** Whether the server has said why it stopped: from then on nothing is missing. */
    get isComplete(): boolean {
      return rawFinishReason !== undefined;
    },

    /** The order of the parts within one chunk: metadata, reasoning, text, tool calls. */
    push(chunk: Chunk): void {
      readMetadata(chunk);
      if (chunk.reasoning) blocks.write('reasoning', chunk.reasoning);
      if (chunk.replay) blocks.sign(chunk.replay);
      if (chunk.text) writeText(json ? json.pushText(chunk.text) : chunk.text);
      chunk.toolCalls?.forEach(readToolCall);
      rawFinishReason = chunk.finishReason ?? rawFinishReason;
      usage = chunk.usage ?? usage;
    },

    fail,

    /**
     * The end of the answer, as the server has ended it or as it was cut off by an error. Of one that was cut off, what is
     * out is the beginning of what the whole would have been; the error says so, unless one before it has told why.
     */
    end(cut?: unknown): void {
      const isCut = cut !== undefined;
      if (!isCut && json) writeText(json.end(isWhole()));
      blocks.close();
      const hasCalls = endToolCalls(isCut);
      if (isCut && !hasFailed) fail(cut);
      finish(hasCalls);
    },
  };
}

const NO_USAGE = { inputTokens: undefined, outputTokens: undefined, totalTokens: undefined };

function namelessCall(): InvalidResponseDataError {
  return new InvalidResponseDataError({
    data: undefined,
    message: 'Heroku sent a tool call without a name.',
  });
}
