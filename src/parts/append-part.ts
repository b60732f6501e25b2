import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';

type Part = LanguageModelV2StreamPart;
type Delta = Extract<Part, { type: 'text-delta' | 'tool-input-delta' }>;

/** Of what has come out of a block. A smaller share makes more and shorter deltas. */
const SHARE = 1 / 16;

/**
 * Adds parts to those of one read. The AI SDK parses JSON output, and on a page a tool's input, from its beginning for each
 * delta. So within a read a delta of JSON goes on with the last one of its block while that is shorter than a sixteenth of
 * the block so far: the first ones stay as they were sent, and the deltas of a read grow with the block, which keeps
 * what is parsed proportional to the text. No delta waits for the next read. A text for people stays as it was sent.
 */
export function createAppendPart(isJsonOutput: boolean) {
  /** What has come out of each block of JSON, in characters, by its id. */
  const lengths = new Map<string, number>();

  function isDeltaOfJson(part: Part): part is Delta {
    return part.type === 'tool-input-delta' || (isJsonOutput && part.type === 'text-delta');
  }

  return function appendPart(parts: Part[], part: Part): void {
    if (!isDeltaOfJson(part)) {
      parts.push(part);
      return;
    }
    const length = lengths.get(part.id) ?? 0;
    lengths.set(part.id, length + part.delta.length);
    const last = parts.at(-1);
    const goesOn =
      last !== undefined &&
      isDeltaOfJson(last) &&
      last.type === part.type &&
      last.id === part.id &&
      last.delta.length < length * SHARE;
    if (goesOn) last.delta += part.delta;
    else parts.push(part);
  };
}
