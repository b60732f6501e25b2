import {
  InvalidResponseDataError,
  type LanguageModelV2FinishReason,
  type LanguageModelV2ResponseMetadata,
  type LanguageModelV2StreamPart,
  type LanguageModelV2Usage,
  type SharedV2ProviderMetadata,
} from '@ai-sdk/provider';
import { parseJson } from '../parse-json';
import type { Chunk, ChunkUsage, ReasoningFragment, ToolCallFragment } from '../wire/chunk';
import { Blocks } from './blocks';
import { createJsonOutput, type ExpectedJson, type JsonOutput } from './json-output';
import { toFinishReason } from './to-facts';
import { createToolCalls, type ToolCall, type ToolCalls } from './tool-calls';

type Parts = LanguageModelV2StreamPart[];

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
 * Chunks -> stream parts. Made once for each answer; synchronous; returns the parts that each step causes. The parts are
 * well formed whatever comes: each block and tool input that starts ends once, and `finish` is last.
 */
export class ChunkReader {
  readonly #blocks: Blocks;
  readonly #toolCalls: ToolCalls;
  readonly #json: JsonOutput | undefined;
  #metadata: LanguageModelV2ResponseMetadata = {};
  #rawFinishReason: string | undefined;
  #usage: ChunkUsage | undefined;
  #hasText = false;
  #hasFailed = false;

  readonly #settings: ReaderSettings;

  constructor(settings: ReaderSettings) {
    this.#settings = settings;
    this.#blocks = new Blocks(settings.name);
    this.#toolCalls = createToolCalls(settings.generateId);
    this.#json = settings.json && createJsonOutput(settings.json);
  }

  /** Whether the server has said why it stopped: from then on nothing is missing. */
  get isComplete(): boolean {
    return this.#rawFinishReason !== undefined;
  }

  /** The order of the parts within one chunk: metadata, reasoning, text, tool calls. They are added to `parts`. */
  push(chunk: Chunk, parts: Parts = []): Parts {
    this.#readMetadata(chunk, parts);
    if (chunk.reasoning !== undefined) this.#readReasoning(chunk.reasoning, parts);
    if (chunk.text !== undefined) this.#readText(chunk.text, parts);
    if (chunk.toolCalls !== undefined) this.#readToolCalls(chunk.toolCalls, parts);
    this.#rawFinishReason = chunk.finishReason ?? this.#rawFinishReason;
    this.#usage = chunk.usage ?? this.#usage;
    return parts;
  }

  /** An error is sticky: no tool call follows it and the answer finishes with `error`. What arrives is still delivered. */
  fail(error: unknown): Parts {
    this.#hasFailed = true;
    return [{ type: 'error', error }];
  }

  /** The end of an answer that the server has ended. */
  finish(): Parts {
    const parts: Parts = [];
    this.#endText(parts);
    this.#blocks.close(parts);
    const calls = this.#endToolCalls(parts);
    parts.push(this.#toFinish(calls > 0));
    return parts;
  }

  /**
   * The end of an answer that was cut off: what is out is the beginning of what the whole would have been. The error says
   * so, unless one before it has told why.
   */
  cut(error: unknown): Parts {
    const parts: Parts = [];
    this.#blocks.close(parts);
    for (const call of this.#announcedCalls()) parts.push({ type: 'tool-input-end', id: call.id });
    if (!this.#hasFailed) parts.push(...this.fail(error));
    parts.push(this.#toFinish(false));
    return parts;
  }

  /** Each of id, model and time is that of the first chunk which has it. */
  #readMetadata({ id, modelId, created }: Chunk, parts: Parts): void {
    const known = this.#metadata;
    if ((known.id || !id) && (known.modelId || !modelId) && (known.timestamp || !created)) return;
    this.#metadata = {
      id: known.id ?? id,
      modelId: known.modelId ?? modelId,
      timestamp: known.timestamp ?? (created === undefined ? undefined : new Date(created * 1000)),
    };
    parts.push({ type: 'response-metadata', ...this.#metadata });
  }

  #readReasoning({ text, replay }: ReasoningFragment, parts: Parts): void {
    if (text !== '') this.#blocks.write('reasoning', text, parts);
    if (replay !== undefined) this.#blocks.sign(replay);
  }

  #readText(text: string, parts: Parts): void {
    this.#writeText(this.#json === undefined ? text : this.#json.pushText(text), parts);
  }

  #writeText(text: string, parts: Parts): void {
    if (text === '') return;
    this.#hasText = true;
    this.#blocks.write('text', text, parts);
  }

  #endText(parts: Parts): void {
    if (this.#json !== undefined) this.#writeText(this.#json.end(this.#isWhole()), parts);
  }

  #readToolCalls(fragments: ToolCallFragment[], parts: Parts): void {
    for (const fragment of fragments) {
      const call = this.#toolCalls.push(fragment);
      if (call === undefined) continue;
      if (this.#json?.isCall(call)) {
        this.#writeText(this.#json.pushCall(call), parts);
      } else {
        this.#blocks.close(parts);
        if (!call.isAnnounced) this.#announce(call, parts);
        this.#writeToolInput(call, parts);
      }
    }
  }

  #announce(call: ToolCall, parts: Parts): void {
    call.isAnnounced = true;
    parts.push({ type: 'tool-input-start', id: call.id, toolName: this.#toToolName(call) });
  }

  #writeToolInput(call: ToolCall, parts: Parts): void {
    const delta = call.arguments.take();
    if (delta !== '') parts.push({ type: 'tool-input-delta', id: call.id, delta });
  }

  /** A call is complete only now. Broken JSON goes out too, for the AI SDK to repair, but not what a limit cut short. */
  #endToolCalls(parts: Parts): number {
    if (this.#toolCalls.waiting) parts.push(...this.fail(namelessCall()));
    let count = 0;
    for (const call of this.#announcedCalls()) {
      call.arguments.end(this.#isWhole());
      this.#writeToolInput(call, parts);
      parts.push({ type: 'tool-input-end', id: call.id });
      if (!this.#mayRun(call)) continue;
      count++;
      parts.push({
        type: 'tool-call',
        toolCallId: call.id,
        toolName: this.#toToolName(call),
        input: call.arguments.text,
      });
    }
    return count;
  }

  #announcedCalls(): ToolCall[] {
    return this.#toolCalls.all.filter((call) => call.isAnnounced);
  }

  #toToolName({ name = '' }: ToolCall): string {
    return this.#settings.toolAliases.get(name) ?? name;
  }

  #mayRun(call: ToolCall): boolean {
    return !this.#hasFailed && (this.#isWhole() || parseJson(call.arguments.text) !== undefined);
  }

  /** Whether the model has said all it wanted to say. */
  #isWhole(): boolean {
    const reason = this.#toReason();
    return reason !== 'length' && reason !== 'content-filter';
  }

  #toReason(): LanguageModelV2FinishReason | undefined {
    return this.#rawFinishReason === undefined ? undefined : toFinishReason(this.#rawFinishReason);
  }

  #toFinish(hasCalls: boolean): LanguageModelV2StreamPart {
    return {
      type: 'finish',
      finishReason: this.#hasFailed ? 'error' : this.#decideReason(hasCalls),
      usage: this.#usage?.tokens ?? NO_USAGE,
      providerMetadata: this.#toProviderMetadata(),
    };
  }

  /** AI SDK runs tools only on `tool-calls` or `stop` (language-model-v2.md A2), so the calls that came decide. */
  #decideReason(hasCalls: boolean): LanguageModelV2FinishReason {
    const reason = this.#toReason();
    switch (reason) {
      case 'stop':
      case 'tool-calls':
        return hasCalls ? 'tool-calls' : 'stop';
      case undefined:
        if (hasCalls) return 'tool-calls';
        return this.#hasText ? 'stop' : 'unknown';
      default:
        return reason;
    }
  }

  /** The server's own words, which AI SDK 6 and 7 lose on the way (language-model-v2.md C). */
  #toProviderMetadata(): SharedV2ProviderMetadata {
    return {
      [this.#settings.name]: {
        ...(this.#rawFinishReason !== undefined && { rawFinishReason: this.#rawFinishReason }),
        ...(this.#usage !== undefined && { usage: this.#usage.raw }),
      },
    };
  }
}

const NO_USAGE: LanguageModelV2Usage = {
  inputTokens: undefined,
  outputTokens: undefined,
  totalTokens: undefined,
};

function namelessCall(): InvalidResponseDataError {
  return new InvalidResponseDataError({
    data: undefined,
    message: 'Heroku sent a tool call without a name.',
  });
}
