import { expect, test } from 'vitest';
import { toVector } from '../../src/embedding/to-vector';

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const floats = (...numbers: number[]) => base64(new Uint8Array(new Float32Array(numbers).buffer));
const bigEndian = (...numbers: number[]) => {
  const view = new DataView(new ArrayBuffer(numbers.length * 4));
  for (const [at, number] of numbers.entries()) view.setFloat32(at * 4, number, false);
  return base64(new Uint8Array(view.buffer));
};

test.each([
  ['numbers', [0.5, -1], undefined, [0.5, -1]],
  ['bytes', [1, -128], 'int8', [1, -128]],
  ['float32 as base64', floats(0.5, -0.25), undefined, [0.5, -0.25]],
  ['of the type float', floats(0.5), 'float', [0.5]],
])('%s', (_, embedding, type, expected) => {
  expect(toVector(embedding, type)).toEqual(expected);
});

test.each([
  ['nothing', undefined, undefined],
  ['null', null, undefined],
  ['no numbers', [], undefined],
  ['an empty string', '', undefined],
  ['strings', ['1'], undefined],
  ['null among numbers', [1, null], undefined],
  ['an object of types', { float: [1] }, undefined],
  ['base64 that is none', '????', undefined],
  ['bytes that are no whole floats', base64(new Uint8Array(6)), undefined],
  ['not a number', floats(Number.NaN), undefined],
  ['another byte order', bigEndian(0.0123, -0.0456, 0.0789), undefined],
  ['base64 of another type', floats(0.5), 'int8'],
])('%s is refused', (_, embedding, type) => {
  expect(toVector(embedding, type)).toBeUndefined();
});
