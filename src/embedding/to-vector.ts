import { toArray } from '../json/values';

/** No component of an embedding is this large; bytes that are not little-endian float32 soon give one that is. */
const MAX_COMPONENT = 1e6;

/**
 * The numbers of one embedding: an array of them, or, of the type float, float32 in little-endian bytes as base64
 * (heroku-surface.md §1; the byte order is unverified: embedding-base64). Undefined for anything else.
 * @param type `embedding_type` of the request.
 */
export function toVector(embedding: unknown, type: unknown = 'float'): number[] | undefined {
  if (typeof embedding === 'string' && type === 'float') return decodeFloats(embedding);
  const numbers = toArray(embedding);
  return numbers?.length && numbers.every(Number.isFinite) ? (numbers as number[]) : undefined;
}

/** One loop over the bytes and one over the numbers: an array method for each step takes more than ten times as long. */
function decodeFloats(base64: string): number[] | undefined {
  const text = decode(base64);
  if (text === undefined || text === '' || text.length % 4 !== 0) return undefined;
  const view = new DataView(new ArrayBuffer(text.length));
  for (let at = 0; at < text.length; at++) view.setUint8(at, text.charCodeAt(at));
  const floats: number[] = [];
  for (let at = 0; at < text.length; at += 4) {
    const float = view.getFloat32(at, true);
    // The comparison is also false for NaN.
    if (!(Math.abs(float) < MAX_COMPONENT)) return undefined;
    floats.push(float);
  }
  return floats;
}

/** A text with one character for each byte. */
function decode(base64: string): string | undefined {
  try {
    return atob(base64);
  } catch {
    return undefined;
  }
}
