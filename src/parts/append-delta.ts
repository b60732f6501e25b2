import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';

type Part = LanguageModelV2StreamPart;

/** A delta of JSON: of a tool's input, or of JSON output. */
export type DeltaOfJson = Extract<Part, { type: 'text-delta' | 'tool-input-delta' }>;

/** The largest share of a block that a delta may be before the next one starts. A smaller share makes more and shorter deltas. */
const MERGE_FRACTION = 1 / 16;

/**
 * Adds a delta of JSON to the parts of one read. The AI SDK parses JSON output, and on a page a tool's input, from its
 * beginning for each delta. So within a read a delta is joined to the last one of its block while that is shorter than a
 * sixteenth of the block so far: the first ones stay as they were sent, and the deltas of a read grow with the block, which
 * keeps what is parsed proportional to the text. No delta waits for the next read. A text for people stays as it was sent.
 */
export function createAppendDelta() {
  /** The length of each block so far, in characters, by its id. */
  const lengths = new Map<string, number>();

  return function appendDelta(parts: Part[], part: DeltaOfJson): void {
    const length = lengths.get(part.id) ?? 0;
    lengths.set(part.id, length + part.delta.length);
    const last = parts.at(-1);
    const goesOn =
      last?.type === part.type &&
      last.id === part.id &&
      last.delta.length < length * MERGE_FRACTION;
    if (goesOn) last.delta += part.delta;
    else parts.push(part);
  };
}
