import fc, { type Arbitrary } from 'fast-check';

/** What reads like the framing around it, or like the marks that readers look for. */
const TREACHEROUS = [
  '\n\ndata: [DONE]\n\n',
  'event: error\n',
  '[DONE]',
  '{}',
  '{"error":"no"}',
  '```json\n',
  '\\"',
  '\u2028',
  '\ufeff',
  '\0',
  '\r\n',
  ' ',
  '<html>',
];

/** UTF-16 units of any kind, lone surrogates too: JSON carries them escaped. */
const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));

/** Text that is not empty. */
export const text: Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.string({ minLength: 1, maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit, minLength: 1, maxLength: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom(...TREACHEROUS) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...TREACHEROUS), fc.string({ maxLength: 4 })), {
        minLength: 1,
        maxLength: 5,
      })
      .map((pieces) => pieces.join('') || '.'),
  },
);

/** Lengths to cut by, used over and over: the first is the simplest, all in one. */
export const lengths: Arbitrary<number[]> = fc.oneof(
  fc.constant<number[]>([Number.MAX_SAFE_INTEGER]),
  fc.constant<number[]>([1]),
  fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
);

/** The same for bytes, where single ones are not the matter: reading byte by byte takes ten times as long. */
export const readSizes: Arbitrary<number[]> = fc.oneof(
  fc.constant<number[]>([Number.MAX_SAFE_INTEGER]),
  fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 6 }),
);

/** A text in pieces of these lengths; nothing of an empty one. */
export function piecesOf(whole: string, by: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < whole.length; ) {
    const end = at + (by[pieces.length % by.length] ?? 1);
    pieces.push(whole.slice(at, end));
    at = end;
  }
  return pieces;
}

/** Bytes in pieces of these lengths. */
export function chunksOf(whole: Uint8Array, by: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < whole.length; ) {
    const end = at + (by[chunks.length % by.length] ?? 1);
    chunks.push(whole.subarray(at, end));
    at = end;
  }
  return chunks;
}
