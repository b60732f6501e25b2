import { describe, expect, test } from 'vitest';
import { FORBIDDEN_CHARACTERS, isAccepted, toAlias } from '../../src/request/aliases';

describe('isAccepted', () => {
  test.each([
    ['get_weather', true],
    ['get-weather-2', true],
    ['_', true],
    ['a'.repeat(64), true],
    ['a'.repeat(65), false],
    ['', false],
    ['get weather', false],
    ['mcp/run', false],
    ['a.b', false],
    ['größe', false],
    ['a\n', false],
  ])('%j: %s', (name, accepted) => {
    expect(isAccepted(name, FORBIDDEN_CHARACTERS)).toBe(accepted);
    expect(isAccepted(name, FORBIDDEN_CHARACTERS)).toBe(accepted);
  });
});

describe('toAlias', () => {
  const alias = (name: string, ...taken: string[]) =>
    toAlias(name, new Set(taken), FORBIDDEN_CHARACTERS);

  test.each([
    ['mcp/run', [], 'mcp_run'],
    ['mcp/run', ['mcp_run'], 'mcp_run_2'],
    ['mcp/run', ['mcp_run', 'mcp_run_2'], 'mcp_run_3'],
    ['get weather', ['getweather'], 'get_weather'],
    ['a'.repeat(80), [], 'a'.repeat(64)],
    ['a'.repeat(80), ['a'.repeat(64)], `${'a'.repeat(62)}_2`],
  ])('%j beside %j becomes %j', (name, taken, expected) => {
    expect(alias(name, ...taken)).toBe(expected);
  });

  test.each(['', '💡', '日本語', '../..'])('%j gets an accepted alias', (name) => {
    expect(isAccepted(alias(name), FORBIDDEN_CHARACTERS)).toBe(true);
  });

  test('hundreds of names that look alike get aliases of their own', () => {
    const taken = new Set<string>();
    for (let count = 0; count < 300; count++) {
      const next = toAlias('x'.repeat(70), taken, FORBIDDEN_CHARACTERS);
      expect(isAccepted(next, FORBIDDEN_CHARACTERS)).toBe(true);
      expect(taken.has(next)).toBe(false);
      taken.add(next);
    }
  });
});
