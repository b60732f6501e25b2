import { deepStrictEqual } from 'node:assert/strict';
import { convertBase64ToUint8Array, convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils';
import fc from 'fast-check';
import { toFileContent } from '../../src/chat/request/prompt/file-data';
import { toJsonBody, toJsonText } from '../../src/json/json-text';
import { law } from './law';
import { wellFormed } from './request/carried';

/** Lone surrogates, whole pairs, and what looks like the escape of one. */
const text = fc
  .array(
    fc.constantFrom('\\', 'u', 'ud800', 'd', '8', '"', '\n', '\ud800', '\udfff', '\ud83d\ude00'),
  )
  .map((pieces) => pieces.join(''));
const value = fc.oneof(
  text,
  fc.array(text),
  fc.dictionary(text, fc.array(text), { noNullPrototype: true }),
);

law(
  'JSON text is that of the value with each lone surrogate replaced',
  { values: value, runs: 1000 },
  async (any) => {
    const mended = wellFormed(any);
    deepStrictEqual(toJsonText(any), JSON.stringify(mended));
    deepStrictEqual(toJsonBody(any), { body: mended, text: JSON.stringify(mended) });
  },
);

const base64 = fc.oneof(
  fc.uint8Array().map(convertUint8ArrayToBase64),
  fc.array(fc.constantFrom(...'ABQgwxyz0189+/-_=\n ')).map((characters) => characters.join('')),
  fc
    .tuple(fc.constantFrom('', 'AAAA', 'iVBO'), fc.stringMatching(/^[A-Za-z0-9+/]{1,3}={0,2}$/))
    .map((pieces) => pieces.join('')),
);

law('base64 of an image is that of its bytes', { values: base64, runs: 2000 }, async (data) => {
  const decode = () => convertUint8ArrayToBase64(convertBase64ToUint8Array(`iVBORw0KGgoA${data}`));
  const sent = toFileContent(`iVBORw0KGgoA${data}`, 'image').imageUrl?.replace(/^.*,/, '');
  deepStrictEqual(sent, tryOr(undefined, decode) || undefined);
  const { text: decoded } = toFileContent(data, 'text/plain');
  const toText = () => new TextDecoder().decode(convertBase64ToUint8Array(data));
  if (!/^\/[/v]/.test(data)) deepStrictEqual(decoded, tryOr(undefined, toText));
});

function tryOr<T>(other: T, make: () => T): T {
  try {
    return make();
  } catch {
    return other;
  }
}
