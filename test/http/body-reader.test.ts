import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toBodyReader } from '../../src/http/body-reader';

const BOM = '\ufeff';

/** Bytes of texts, and some that are no UTF-8. */
const bytes = fc
  .array(
    fc.oneof(
      fc.constantFrom('a', 'data: x\n\n', 'é', '日', '🎉', BOM).map((text) => Buffer.from(text)),
      fc.constantFrom(0x0a, 0x80, 0xbf, 0xc3, 0xe2, 0xef, 0xf0, 0xff).map((byte) => [byte]),
    ),
    { maxLength: 12 },
  )
  .map((texts) => Uint8Array.from(texts.flatMap((text) => [...text])));

async function textOf(pieces: Uint8Array[]): Promise<string> {
  const body = new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const reader = toBodyReader(new Response(body));
  let text = '';
  for (let isDone = false; !isDone; ) {
    const read = await reader.read();
    text += reader.decode(read);
    isDone = read.done;
  }
  return text;
}

/** The pieces between the places, of which some may be the same or behind the end. */
function cut(whole: Uint8Array, places: number[]): Uint8Array[] {
  const cuts = [0, ...places.toSorted((a, b) => a - b), whole.length];
  return cuts.slice(1).map((end, index) => whole.slice(cuts[index], end));
}

test('the text of a body is that of its bytes, however they are cut', async () => {
  const places = fc.array(fc.nat({ max: 30 }), { maxLength: 6 });
  const property = fc.asyncProperty(bytes, places, async (whole, at) => {
    expect(await textOf(cut(whole, at))).toBe(new TextDecoder().decode(whole));
  });
  await fc.assert(property, { numRuns: 3000, seed: 4 });
});

test.each([
  ['a byte order mark at the start is none of the text', [BOM, 'a'], 'a'],
  ['one behind the start is', ['a', `${BOM}b`], `a${BOM}b`],
  ['one behind a character of three bytes is', ['日', `${BOM}b`], `日${BOM}b`],
])('%s', async (_, pieces, text) => {
  expect(await textOf(pieces.map((piece) => Buffer.from(piece)))).toBe(text);
});

test('the bytes of a piece may have a sign', async () => {
  const pieces = cut(Buffer.from('aé日b'), [2, 4]).map((piece) => Int8Array.from(piece));
  expect(await textOf(pieces as unknown[] as Uint8Array[])).toBe('aé日b');
});

test.each([null, 0, 5, [97], {}])('a piece that is no bytes is an error (%j)', async (piece) => {
  await expect(textOf([piece as unknown as Uint8Array])).rejects.toThrow(
    'pieces that are neither bytes nor strings',
  );
});
