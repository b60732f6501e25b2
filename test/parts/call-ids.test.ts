import { describe, expect, test } from 'vitest';
import { createCallIds } from '../../src/parts/tool-calls';

describe('the ids of an answer', () => {
  test.each<[known: string[], server: (string | undefined)[], ids: string[]]>([
    // What is free stays.
    [[], ['a', 'b'], ['a', 'b']],
    [['a'], ['b'], ['b']],
    // field-reports-2.md H5.
    [['call_0'], ['call_0', 'call_1'], ['made', 'call_1']],
    [[], ['a', 'a'], ['a', 'made']],
    // A generator that repeats itself.
    [[], [undefined, undefined, undefined], ['made', 'made_2', 'made_3']],
    [
      ['made', 'made_2'],
      [undefined, 'made'],
      ['made_3', 'made_4'],
    ],
    [[], ['made', undefined], ['made', 'made_2']],
    [[], [undefined, 'made'], ['made', 'made_2']],
    // The model reads its own ids (field-reports.md B4).
    [['functions.f:0'], ['functions.f:0', 'functions.g:1'], ['functions.f:1', 'functions.g:1']],
    [['functions.f:0'], ['functions.f:0', 'functions.f:1'], ['functions.f:1', 'functions.f:2']],
    [['functions.g:3'], ['functions.f:0', 'functions.f:0'], ['functions.f:0', 'functions.f:4']],
  ])('with %j known, %j are %j', (known, server, ids) => {
    const callIds = createCallIds(() => 'made', known);
    expect(server.map(callIds.claim)).toEqual(ids);
  });

  test('a generator that makes nothing', () => {
    const { claim } = createCallIds(() => '');
    expect(new Set([claim(), claim(), claim('')]).size).toBe(3);
  });
});
