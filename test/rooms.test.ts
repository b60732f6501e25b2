import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** The rooms of src, lowest first. A file imports from its own room and from lower ones. The entries of the package stand above `provider`. */
const ROOMS = [
  'json',
  'models',
  'http',
  'parts',
  'specification',
  'chat',
  'agents',
  'embedding',
  'reranking',
  'image',
  'provider',
  'local',
  'conformance',
  'cli',
];
/** A constant that all may read. */
const LOWEST = 'version.ts';

/** Imports of a higher room, each of which is to go. */
const KNOWN_CLIMBS: string[] = [];
/** Files that import each other, each pair of which is to go. */
const KNOWN_PAIRS: string[] = [];

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'));

/** The files of src that a file imports, types included, as `to` paths from src. */
function importsOf(file: string): string[] {
  const path = join(SRC, file);
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const add = (specifier: ts.Node | undefined) => {
    if (!specifier || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return;
    const target = relative(SRC, join(dirname(path), specifier.text)).replaceAll('\\', '/');
    const known = [`${target}.ts`, `${target}/index.ts`, target].find((at) => files.includes(at));
    if (known) found.push(known);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const imports = new Map(files.map((file) => [file, importsOf(file)]));
const roomOf = (file: string): string | undefined =>
  file.includes('/') ? file.split('/')[0] : undefined;
const heightOf = (file: string): number => {
  if (file === LOWEST) return -1;
  const room = roomOf(file);
  return room === undefined ? ROOMS.indexOf('provider') + 0.5 : ROOMS.indexOf(room);
};

test('every folder of src is a room', () => {
  const rooms = new Set(files.map(roomOf).filter((room) => room !== undefined));
  expect([...rooms].sort()).toEqual([...ROOMS].sort());
});

test('imports are found', () => {
  expect(imports.get('chat/request/to-request.ts')).toContain('chat/request/subject.ts');
  expect(imports.get('index.ts')?.length).toBeGreaterThan(3);
});

test('no file imports from a higher room', () => {
  const climbs = [...imports].flatMap(([file, targets]) =>
    targets
      .filter((target) => heightOf(target) > heightOf(file))
      .map((target) => `${file} -> ${target}`),
  );
  expect([...new Set(climbs)].sort()).toEqual(KNOWN_CLIMBS);
});

test('no two files import each other', () => {
  const pairs = [...imports].flatMap(([file, targets]) =>
    targets
      .filter((target) => file < target && imports.get(target)?.includes(file))
      .map((target) => `${file} <-> ${target}`),
  );
  expect([...new Set(pairs)].sort()).toEqual(KNOWN_PAIRS);
});

test.each([
  ['local', ['local']],
  ['conformance', ['conformance']],
  ['chat/wire', ['chat/wire']],
  // Whoever writes a provider for another API copies it with what it imports.
  ['parts', ['parts', 'json', 'http']],
])('%s imports nothing else than %j', (folder, allowed) => {
  const isIn = (file: string, other: string) => file.startsWith(`${other}/`);
  const others = [...imports].flatMap(([file, targets]) =>
    isIn(file, folder)
      ? targets
          .filter((target) => !allowed.some((other) => isIn(target, other)))
          .map((target) => `${file} -> ${target}`)
      : [],
  );
  expect(others.filter((other) => !KNOWN_CLIMBS.includes(other))).toEqual([]);
});
