import { digest } from './digest';
import { wordsOf } from './words';

/**
 * A vector of length 1 that stands for the words of a text: texts that share words are near each other. The same text
 * always gives the same one.
 */
export function vectorOf(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of ['', ...wordsOf(text)]) {
    const bytes = new DataView(digest(word).buffer);
    const at = bytes.getUint32(0) % dimensions;
    const weight = word === '' ? 0.1 : word.length;
    vector[at] = (vector[at] ?? 0) + (bytes.getUint8(4) % 2 === 0 ? weight : -weight);
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => (length === 0 ? 0 : Math.fround(value / length)));
}
