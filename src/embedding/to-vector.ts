import { toArray } from '../json/values';

/** No component of an embedding is as large: bytes that are not little-endian float32 soon are. */
const LARGEST = 1e6;

/**
 * The numbers of one embedding: an array of them, or, of the type float, float32 in little-endian bytes as base64
 * (heroku-surface.md §1; the byte order is unverified: embedding-base64). Undefined for anything else.
 * @param type `embedding_type` of the request.
 */
export function toVector(embedding: unknown, type: unknown = 'float'): number[] | undefined {
  const isBase64 = typeof embedding === 'string' && type === 'float';
  const numbers = isBase64 ? decodeFloats(embedding) : toArray(embedding);
  return numbers?.length && numbers.every(Number.isFinite) ? (numbers as number[]) : undefined;
}

function decodeFloats(base64: string): number[] | undefined {
  const bytes = decodeBytes(base64);
  if (bytes === undefined || bytes.length % 4 !== 0) return undefined;
  const view = new DataView(bytes.buffer);
  const floats = Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(at * 4, true));
  return floats.every((float) => Math.abs(float) < LARGEST) ? floats : undefined;
}

function decodeBytes(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
