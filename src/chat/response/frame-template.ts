import { isServerError } from '../../http/server-error';
import { parseJson } from '../../json/parse-json';
import { toObject } from '../../json/values';
import type { Chunk } from '../../parts/chunk';
import { toChunk } from './to-chunk';

/** The JSON text around the one string in which the frames of a stream differ, and the chunk that they are but for it. */
type Template = { before: string; after: string; withDelta: (delta: string) => Chunk };

/** How often a frame may teach nothing, or differ from the last one, before frames are taken to be all different. */
const PATIENCE = 8;

/** In characters. A longer frame is nearly all delta, which is parsed as fast with what stands around it. */
const LONGEST = 10_000;

const PROBE = 'a text that no frame has';

/**
 * Most frames of a stream are alike but for one string: the delta. Once two frames have shown it, only that string is read.
 * What stands around it was parsed once with the delta and once with another text in its place, so a frame between the same
 * two ends says the same chunk with its own delta. Any other frame is left to the ordinary reader.
 */
export function createFrameTemplate() {
  let template: Template | undefined;
  let patience = PATIENCE;

  return {
    /** The chunk of a frame that is like the last ones, from its JSON text. */
    read(data: string): Chunk | undefined {
      if (template === undefined) return undefined;
      const { before, after, withDelta } = template;
      const end = data.length - after.length;
      // In V8, comparing slices takes a fraction of what `startsWith` and `endsWith` take.
      if (data.slice(0, before.length) !== before || data.slice(end) !== after) return undefined;
      const delta = parseLiteral(data.slice(before.length, end));
      if (!delta) return undefined;
      patience = PATIENCE;
      return withDelta(delta);
    },

    /** Takes a frame that `read` did not know, and the chunk that was made of it. */
    learn(data: string, chunk: Chunk): void {
      if (patience === 0 || data.length > LONGEST) return;
      patience--;
      template = toTemplate(data, chunk);
    },
  };
}

/** The value of a JSON string that stands alone. Most have nothing to unescape. */
function parseLiteral(literal: string): string | undefined {
  if (/^"[^"\\\p{Cc}]*"$/u.test(literal)) return literal.slice(1, -1);
  const value = parseJson(literal);
  return typeof value === 'string' ? value : undefined;
}

function toTemplate(data: string, chunk: Chunk): Template | undefined {
  const [call, ...otherCalls] = chunk.toolCalls ?? [];
  const [thought, ...otherThoughts] = chunk.reasoning ?? [];
  const delta = chunk.text ?? thought?.text ?? call?.arguments;
  if (!delta || otherCalls.length > 0 || otherThoughts.length > 0) return undefined;
  const withDelta = (text: string): Chunk => {
    if (chunk.text) return { ...chunk, text };
    if (thought) return { ...chunk, reasoning: [{ ...thought, text }] };
    return { ...chunk, toolCalls: call && [{ ...call, arguments: text }] };
  };

  const literal = JSON.stringify(delta);
  const at = data.lastIndexOf(literal);
  if (at < 0) return undefined;
  const before = data.slice(0, at);
  const after = data.slice(at + literal.length);
  const probed = toObject(parseJson(`${before}"${PROBE}"${after}`));
  if (probed === undefined || isServerError(probed)) return undefined;
  const isConfirmed = JSON.stringify(toChunk(probed)) === JSON.stringify(withDelta(PROBE));
  return isConfirmed ? { before, after, withDelta } : undefined;
}
