import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { createTooLongError, MAX_CHARACTERS } from '../../src/http/limits';
import { type ErrorContext, toApiError, toTruncatedError } from '../../src/http/to-api-error';
import { parseJson } from '../../src/json/parse-json';
import type { Chunk } from '../../src/parts/chunk';
import { createChunkReader } from '../../src/parts/chunk-reader';
import type { PartsReader } from '../../src/parts/parts-reader';
import type { ReaderSettings } from '../../src/parts/reader-settings';
import type { Line } from './wire';

/** What the words for the end of an answer are called where chunks are read. */
const FINISH = { ended: 'stop', called: 'tool_calls', limit: 'length', refused: 'refusal' };

/** Text of the body, in any pieces -> lines -> chunks -> stream parts. */
export function createLineReader(settings: ReaderSettings, error: ErrorContext): PartsReader {
  let parts: LanguageModelV2StreamPart[] = [];
  /** The line that has not ended. */
  let rest = '';
  const chunks = createChunkReader(settings, (part) => {
    if (part.type === 'error' && !chunks.hasAnswered()) reader.initialError ??= part.error as Error;
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
    close(toTruncatedError(error, { cause }));
    return parts;
  }

  function close(cut?: unknown): void {
    if (reader.hasEnded) return;
    reader.hasEnded = true;
    chunks.end(cut);
  }

  function readLine(text: string): void {
    if (reader.hasEnded || text.trim() === '') return;
    const line = parseJson(text) as Line | undefined;
    if (line === undefined || 'error' in line) chunks.fail(toApiError(text, error));
    else chunks.push(toChunk(line));
    if (line && ('error' in line || 'done' in line)) close();
  }
}

function toChunk(line: Exclude<Line, { error: object }>): Chunk {
  if ('say' in line) return { text: line.say };
  if ('call' in line)
    return { toolCalls: [{ id: line.call, name: line.tool, arguments: line.add ?? '' }] };
  if ('think' in line) {
    const { think: text, seal } = line;
    return { reasoning: [seal ? { text, metadata: { seal } } : { text }] };
  }
  const { in: input, out: output } = line.tokens ?? {};
  const usage = { prompt_tokens: input ?? null, completion_tokens: output ?? null };
  return { finishReason: FINISH[line.done], ...(line.tokens && { usage }) };
}
