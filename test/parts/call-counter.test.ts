import { describe, expect, test } from 'vitest';
import { createCallCounter } from '../../src/parts/call-counter';

describe('the next id in the form of Kimi K2', () => {
  test.each<[known: string[], id: string, next: string | undefined]>([
    [['functions.look:0'], 'functions.look:0', 'functions.look:1'],
    [['functions.look:0', 'functions.find:4'], 'functions.look:0', 'functions.look:5'],
    [['functions.find:1'], 'functions.a.b:0', 'functions.a.b:2'],
    [['call_7', 'other:9'], 'functions.look:0', 'functions.look:0'],
    [[], 'call_0', undefined],
    [[], 'look:0', undefined],
    [[], 'functions.look:', undefined],
    [[], 'functions.look:1x', undefined],
  ])('behind %j %j becomes %j', (known, id, next) => {
    expect(createCallCounter(known).toNext(id)).toBe(next);
  });

  test('counts on, and past what it is told of', () => {
    const { toNext, note } = createCallCounter([]);
    expect([toNext('functions.a:0'), toNext('functions.b:0')]).toEqual([
      'functions.a:0',
      'functions.b:1',
    ]);
    note('functions.c:7');
    expect(toNext('functions.a:0')).toBe('functions.a:8');
  });
});
