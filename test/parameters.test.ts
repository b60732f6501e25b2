import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** Calls of functions that are not ours: `DataView` and `includes` take a boolean by its position. */
const NOT_OURS = new Set(['getFloat32', 'includes']);

/** The condition of a finding comes first, as that of `assert` does. */
const ASSERTIONS = ['cli/probes/probe.ts isSo: boolean'];

const isBoolean = ({ kind }: ts.Node) =>
  kind === ts.SyntaxKind.TrueKeyword || kind === ts.SyntaxKind.FalseKeyword;

/** A parameter that is declared as a boolean, or that is one by its default. */
function isBooleanParameter(node: ts.Node): boolean {
  if (!ts.isParameter(node)) return false;
  const isDeclared = node.type?.kind === ts.SyntaxKind.BooleanKeyword;
  return isDeclared || (node.initializer !== undefined && isBoolean(node.initializer));
}

/** A call to which `true` or `false` is passed by its position. */
function isBooleanCall(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
  const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : '';
  return !NOT_OURS.has(name) && node.arguments?.some(isBoolean) === true;
}

/** Where a text takes or passes booleans by their position. */
function findPositionalBooleans(name: string, text: string): string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isBooleanParameter(node) || isBooleanCall(node)) {
      found.push(`${name} ${node.getText(file).slice(0, 60)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

test('src takes and passes no boolean by its position: options have names', () => {
  const src = fileURLToPath(new URL('../src/', import.meta.url));
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' });
  const found = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => findPositionalBooleans(file, readFileSync(src + file, 'utf8')));
  expect(found).toEqual(ASSERTIONS);
});

test.each([
  ['function post(body: string, isHeld: boolean) {}', 1],
  ['const post = (isHeld = false) => isHeld;', 1],
  ['type Post = { post(isHeld?: boolean): void };', 1],
  ['post(body, true); new Post(false); post(body, isHeld)', 2],
  ['post(body, { isHeld: true }); function post({ isHeld = true }: { isHeld: boolean }) {}', 0],
])('%s', (text, count) => {
  expect(findPositionalBooleans('text.ts', text)).toHaveLength(count);
});
