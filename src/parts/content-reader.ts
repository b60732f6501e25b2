import { parseJson } from '../json/parse-json';
import { createBlocks, type Emit } from './blocks';
import { type CallReader, createCallReader, type EndOfAnswer } from './call-reader';
import type { Chunk, ChunkContent, SourceFragment, ToolCallFragment } from './chunk';
import { createTextOutput } from './json-output/text-output';
import type { ReaderSettings } from './reader-settings';
import type { ToolCall } from './tool-call';

export type ContentReader = ReturnType<typeof createContentReader>;

const NO_CALLS: readonly ToolCall[] = [];

/**
 * The content of chunks -> parts: text and reasoning in blocks, sources, calls.
 * @param response what is known of the response, asked when reasoning starts.
 */
export function createContentReader(
  settings: ReaderSettings,
  emit: Emit,
  response: { id?: string },
) {
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
