import type { APICallError, LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { createTooLongError, MAX_CHARACTERS } from '../../src/http/limits';
import { parseJson } from '../../src/json/parse-json';
import type { Chunk } from '../../src/parts/chunk';
import { createChunkReader } from '../../src/parts/chunk-reader';
import type { PartsReader } from '../../src/parts/parts-reader';
import type { ReaderSettings } from '../../src/parts/reader-settings';
import type { Fault, Line } from './wire';

/** What the words for the end of an answer are called where chunks are read. */
const FINISH = {
  ended: 'stop',
  called: 'tool_calls',
  limit: 'length',
  refused: 'refusal',
} as const;

type Errors = {
  /** A fault that the server tells. */
  toFault: (fault: Fault) => APICallError;
  /** An answer that was cut off, or lost for `cause`. */
  toCut: (cause?: unknown) => APICallError;
};

/** Text of the body, in any pieces -> lines -> chunks -> stream parts. */
export function createLineReader(
  settings: ReaderSettings,
  { toFault, toCut }: Errors,
): PartsReader {
  let parts: LanguageModelV2StreamPart[] = [];
  let firstError: Error | undefined;
  /** The line that has not ended. */
  let rest = '';
  /** What each block is. */
  const kinds = new Map<number, 'thinking' | 'text' | 'call'>();
  const chunks = createChunkReader(settings, (part) => {
    if (part.type === 'error') firstError ??= part.error as Error;
    parts.push(part);
  });
  const reader = {
    hasEnded: false,
    initialError: undefined as Error | undefined,
    hasAnswered: chunks.hasAnswered,
    isFinished: chunks.isFinished,
    json: undefined,
    rawFinish: chunks.rawFinish,
    feed,
    end,
    timeOut: (ms: number) => end(new Error(`nothing came for ${ms} ms`)),
  };
  return reader;

  function feed(text: string): LanguageModelV2StreamPart[] {
    parts = [];
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) readLine(line);
    if (rest.length > MAX_CHARACTERS) close(createTooLongError('a line'));
    return parts;
  }

  function end(cause?: unknown): LanguageModelV2StreamPart[] {
    parts = [];
    // The last line may lack its end. One that is broken off says nothing.
    if (parseJson(rest) !== undefined) readLine(rest);
    close(toCut(cause));
    return parts;
  }

  function close(cut?: unknown): void {
    if (reader.hasEnded) return;
    reader.hasEnded = true;
    chunks.end(cut);
    if (!chunks.hasAnswered()) reader.initialError ??= firstError;
  }

  function readLine(text: string): void {
    if (reader.hasEnded || text.trim() === '') return;
    const line = parseJson(text) as Line | undefined;
    if (line === undefined) {
      chunks.fail(toFault({ code: 502, words: `A line that is no JSON: ${text.slice(0, 200)}` }));
    } else if ('fault' in line) {
      const fault = toFault(line.fault);
      chunks.fail(fault);
      close();
    } else {
      chunks.push(toChunk(line));
      if ('done' in line) close();
    }
  }

  function toChunk(line: Exclude<Line, { fault: Fault }>): Chunk {
    if ('done' in line) {
      const { in: input, out: output } = line.tokens ?? {};
      const usage = { prompt_tokens: input ?? null, completion_tokens: output ?? null };
      return { finishReason: FINISH[line.done], ...(line.tokens && { usage }) };
    }
    const { at } = line;
    if ('block' in line) {
      kinds.set(at, line.block);
      if (line.block !== 'call') return {};
      return { toolCalls: [{ index: at, id: line.id, name: line.tool, arguments: '' }] };
    }
    const kind = kinds.get(at);
    if ('end' in line) return line.seal ? { reasoning: [{ metadata: { seal: line.seal } }] } : {};
    if (kind === 'call') return { toolCalls: [{ index: at, arguments: line.add }] };
    return kind === 'thinking' ? { reasoning: [{ text: line.add }] } : { text: line.add };
  }
}
