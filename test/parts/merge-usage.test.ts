import type { JSONObject } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { mergeUsage, sumUsage } from '../../src/parts/merge-usage';

test.each<[what: string, known: JSONObject | undefined, more: JSONObject, sum: JSONObject]>([
  ['nothing before', undefined, { total_tokens: 3 }, { total_tokens: 3 }],
  ['counters', { total_tokens: 3 }, { total_tokens: 4 }, { total_tokens: 7 }],
  ['a counter that is new', { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
  ['details', { d: { x: 1, y: 1 } }, { d: { x: 2 } }, { d: { x: 3, y: 1 } }],
  ['what is no number', { a: 'x', b: 1 }, { a: 2, b: 'y' }, { a: 2, b: 'y' }],
])('the usage of two inferences: %s', (_, known, more, sum) => {
  expect(sumUsage(known, more)).toEqual(sum);
});

test.each<[what: string, known: JSONObject, more: JSONObject, merged: JSONObject]>([
  ['a later counter', { a: 1 }, { a: 2 }, { a: 2 }],
  ['what is no counter', { a: 'x' }, { a: 'y' }, { a: 'y' }],
  ['a counter that was reset', { a: 1 }, { a: 0 }, { a: 1 }],
  ['a counter that details would replace', { a: 1 }, { a: { x: 2 } }, { a: 1 }],
  ['details in two frames', { d: { x: 1 } }, { d: { y: 2 } }, { d: { x: 1, y: 2 } }],
])('the usage of one inference in two frames: %s', (_, known, more, merged) => {
  expect(mergeUsage(known, more)).toEqual(merged);
});
