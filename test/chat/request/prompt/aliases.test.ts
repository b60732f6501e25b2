import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAliases } from '../../../../src/chat/request/prompt/aliases';

const ACCEPTED = /^[\w-]{1,64}$/;

describe('createAliases', () => {
  const alias = (name: string, ...names: string[]) => createAliases(new Set(names), ACCEPTED)(name);

  test.each([
    ['mcp/run', [], 'mcp_run'],
    ['mcp/run', ['mcp_run'], 'mcp_run_2'],
    ['mcp/run', ['mcp_run', 'mcp_run_2'], 'mcp_run_3'],
    ['get weather', ['getweather'], 'get_weather'],
    ['json', [], 'json'],
    ['json', ['json', 'a'], 'json_2'],
    ['a'.repeat(80), [], 'a'.repeat(50)],
    ['a'.repeat(80), ['a'.repeat(50)], `${'a'.repeat(50)}_2`],
  ])('%j beside %j becomes %j', (name, names, expected) => {
    expect(alias(name, ...names)).toBe(expected);
  });

  test.each(['', '💡', '日本語', '../..'])('%j gets an accepted alias', (name) => {
    expect(alias(name)).toMatch(ACCEPTED);
  });

  test('no alias is given twice', () => {
    const toAlias = createAliases(new Set(['b']), ACCEPTED);
    expect(['a', 'a', 'b', 'b'].map(toAlias)).toEqual(['a', 'a_2', 'b_2', 'b_3']);
  });

  test('what is taken later counts', () => {
    const taken = new Set<string>();
    const toAlias = createAliases(taken, ACCEPTED);
    taken.add('a');
    expect(toAlias('a')).toBe('a_2');
  });

  test('hundreds of names that look alike get aliases of their own', () => {
    const names = Array.from({ length: 300 }, (_, count) => 'x'.repeat(70 + count));
    const aliases = names.map(createAliases(new Set(names), ACCEPTED));
    for (const name of aliases) expect(name).toMatch(ACCEPTED);
    expect(new Set(aliases).size).toBe(300);
  });

  test('an alias has the lowest number that is free, whatever came before', () => {
    // Names whose aliases are those of others, or others themselves.
    const name = fc.constantFrom(
      'a',
      'a.',
      'a:',
      'a_2',
      'a.2',
      'a_3',
      'a_2_2',
      'functions.x:0',
      '.',
      'x_',
    );
    const all = fc.array(name, { maxLength: 40 });
    fc.assert(
      fc.property(all, all, (names, asked) => {
        const aliases = asked.map(createAliases(new Set(names), ACCEPTED));
        expect(aliases).toEqual(asked.map(createAliasesByCounting(names, ACCEPTED)));
        expect(new Set(aliases).size).toBe(asked.length);
      }),
    );
  });
});

/** The same, counting from the start for each name. */
function createAliasesByCounting(names: string[], accepted: RegExp): (name: string) => string {
  const taken = new Set(names);
  return (name) => {
    const clean = name.replace(/\W/g, '_').slice(0, 50);
    const base = accepted.test(clean) ? clean : `x${clean}`;
    let alias = base;
    for (let count = 2; taken.has(alias); count++) alias = `${base}_${count}`;
    taken.add(alias);
    return alias;
  };
}
