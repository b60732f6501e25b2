import { expect, test } from 'vitest';
import { mergeHeaders } from '../src/merge-headers';

test.each([
  ['later ones win', [{ a: '1', b: '1' }, { a: '2' }], { a: '2', b: '1' }],
  ['whatever their case', [{ 'X-App': '1' }, { 'x-app': '2' }], { 'x-app': '2' }],
  ['within one source too', [{ 'x-app': '1', 'X-App': '2' }], { 'x-app': '2' }],
  [
    'an undefined one stays, to say that none is to be sent',
    [{ a: '1' }, { A: undefined }],
    { a: undefined },
  ],
  ['it can be set again', [{ a: undefined }, { a: '1' }], { a: '1' }],
  ['an empty value is a value', [{ a: '1' }, { a: '' }], { a: '' }],
  ['absent sources', [undefined, { a: '1' }, undefined], { a: '1' }],
  ['no source', [], {}],
])('%s', (_, sources, expected) => {
  const merged = mergeHeaders(...sources.map((source) => source && Object.freeze(source)));
  expect(merged).toEqual(expected);
  expect(Object.keys(merged)).toEqual(Object.keys(expected));
});
