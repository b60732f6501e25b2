import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';

type Part = LanguageModelV2StreamPart;
type Delta = Extract<Part, { type: 'text-delta' | 'tool-input-delta' }>;

/**
 * Adds a part to those of one read. The AI SDK parses the whole of JSON output, and of a tool's input, again for each delta,
 * so the deltas of one read come out as one; those of a text for people stay as the server sent them.
 */
export function appendPart(parts: Part[], part: Part, isJsonOutput: boolean): void {
  const last = parts.at(-1);
  const goesOn =
    last !== undefined &&
    isDeltaOfJson(part, isJsonOutput) &&
    isDeltaOfJson(last, isJsonOutput) &&
    part.type === last.type &&
    part.id === last.id;
  if (goesOn) last.delta += part.delta;
  else parts.push(part);
}

function isDeltaOfJson(part: Part, isJsonOutput: boolean): part is Delta {
  return part.type === 'tool-input-delta' || (isJsonOutput && part.type === 'text-delta');
}
