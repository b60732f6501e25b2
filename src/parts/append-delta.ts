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
  /** Each block so far, by its id. */
  const blocks = new Map<string, { length: number }>();
  let block = { length: 0 };
  let id: string | undefined;

  function toBlock(part: DeltaOfJson): typeof block {
    const known = blocks.get(part.id) ?? { length: 0 };
    blocks.set(part.id, known);
    return known;
  }

  return function appendDelta(parts: Part[], part: DeltaOfJson): void {
    if (part.id !== id) block = toBlock(part);
    id = part.id;
    const { length } = block;
    block.length += part.delta.length;
    const last = parts.at(-1);
    const goesOn =
      last?.type === part.type &&
      last.id === part.id &&
      last.delta.length < length * MERGE_FRACTION;
    if (goesOn) last.delta += part.delta;
    else parts.push(part);
  };
}
