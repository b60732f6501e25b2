import { basename } from 'node:path';
import { type AST, parseRegExpLiteral, visitRegExpAST } from '@eslint-community/regexpp';
import { describe, expect, test } from 'vitest';
import { compile, countSteps } from './count-steps';
import { deriveInputs, grow } from './derive-inputs';
import { EXPRESSIONS, NEVER_RUN } from './expressions';
import { findExpressions } from './find-expressions';

/*
 * Every regular expression of src takes time in proportion to the text: the steps of a backtracking search are counted
 * (count-steps.ts), on texts of twice the length. The texts are those of the expression's row in expressions.ts and those
 * that its own loops suggest (derive-inputs.ts). Where no loop is without a bound, the work at each place has a bound too,
 * so that no row is needed.
 */

/** Longer than what the bounds of loops let grow. */
const LENGTH = 600;
/** At most so many times the steps for twice the text. A square takes four times as many. */
const MOST = 2.5;

const OPENINGS = ['<think>', '◁think▷', '[THINK]', '<|channel|>analysis<|message|>'];

/** Builds the expressions that are built on demand. Loaded here, so that those of the modules are seen as well. */
async function provoke(): Promise<void> {
  const { createThinkingTags } = await import('../../../src/parts/json-output/thinking-tags');
  for (const opening of OPENINGS) createThinkingTags().push(`${opening}a`);
  const { createRedactOf } = await import('../../../src/http/redact');
  createRedactOf(['inf-0123456789'])('\\inf-0123456789');
}

const found = await findExpressions(provoke);
/** Without the folder, since files move. */
const nameOf = ({ file, text }: { file: string; text: string }) =>
  `${basename(file)} ${text.replace(/\s+/g, ' ')}`;

describe('the table', () => {
  test('has a row for each expression with a loop that has no bound', () => {
    const unbounded = found.filter(({ expressions }) => expressions.some(hasUnboundedLoop));
    expect(Object.keys(EXPRESSIONS).sort()).toEqual([...new Set(unbounded.map(nameOf))].sort());
  });

  test('names those that are never built here', () => {
    const unbuilt = found.filter(({ expressions }) => expressions.length === 0);
    expect(Object.keys(NEVER_RUN).sort()).toEqual([...new Set(unbuilt.map(nameOf))].sort());
  });
});

test.each(
  found.flatMap((it) => it.expressions.map((expression) => [nameOf(it), expression] as const)),
)('%s', (name, expression) => {
  const program = compile(expression);
  const rows = (EXPRESSIONS[name] ?? []).map((row) =>
    typeof row === 'string' ? { piece: row } : row,
  );
  for (const input of [...rows, ...deriveInputs(expression)]) {
    const once = countSteps(program, grow(input, LENGTH));
    const twice = countSteps(program, grow(input, 2 * LENGTH));
    expect(twice / once, `growth with ${JSON.stringify(input)}`).toBeLessThan(MOST);
  }
});

test.each([
  ['blanks before an end', /\s+$/, ' '],
  ['two loops in a row', /^\d+\d+$/, '0'],
  ['a gap behind a word', /wait\b[^.]* again/, 'wait '],
  ['a loop in a loop', /^(?:a+b?)+$/, 'aab'],
  ['a repetition', /^(.+?)\1+$/, 'a'],
])('the count finds %s', (_what, expression, piece) => {
  const program = compile(expression);
  const [once, twice] = [8, 16].map((length) => countSteps(program, `${piece.repeat(length)}!`));
  expect(Number(twice) / Number(once)).toBeGreaterThan(MOST);
});

function hasUnboundedLoop(expression: RegExp): boolean {
  let isFound = false;
  visitRegExpAST(parseRegExpLiteral(expression), {
    onQuantifierEnter({ max }: AST.Quantifier) {
      isFound ||= max === Number.POSITIVE_INFINITY;
    },
  });
  return isFound;
}
