const SEEDS = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];

/**
 * 16 bytes that stand for a text: the same text gives the same bytes, in every runtime. Good for ids that look like
 * ids; it keeps no secret.
 */
export function digest(text: string): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(SEEDS.length * 4));
  for (const [at, seed] of SEEDS.entries()) bytes.setUint32(at * 4, hash(text, seed));
  return new Uint8Array(bytes.buffer);
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** FNV-1a over the UTF-16 code units, then mixed so that near texts end far apart. */
function hash(text: string, seed: number): number {
  let state = seed;
  for (let at = 0; at < text.length; at++)
    state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x7feb352d);
  state = Math.imul(state ^ (state >>> 15), 0x846ca68b);
  return (state ^ (state >>> 16)) >>> 0;
}
