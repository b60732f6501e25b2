import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SRC = join(ROOT, 'src');
const contributing = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');

/** The picture in a section of CONTRIBUTING. */
function pictureOf(heading: string): string {
  const [, section = ''] = contributing.split(`\n## ${heading}\n`);
  return /```mermaid\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
}

/** The boxes and arrows of a flowchart in lines such as `a & b --> c --> d`. */
function readHouse(picture: string) {
  const boxes = new Set<string>();
  const arrows = new Map<string, Set<string>>();
  for (const line of picture.split('\n').slice(1)) {
    const groups = line.split('-->').map((group) => group.split('&').map((name) => name.trim()));
    for (const name of groups.flat().filter(Boolean)) boxes.add(name);
    groups.slice(1).forEach((targets, index) => {
      for (const from of groups[index] ?? []) {
        const known = arrows.get(from) ?? new Set();
        for (const target of targets) known.add(target);
        arrows.set(from, known);
      }
    });
  }
  return { boxes, arrows };
}

/** The rooms that a room of src imports. The entries, which stand above `provider`, and version.ts are in no room. */
function readImports(): Map<string, Set<string>> {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' });
  const imports = new Map<string, Set<string>>();
  for (const file of files.filter((name) => name.endsWith('.ts') && name.includes('/'))) {
    const room = file.split('/')[0] ?? '';
    const targets = imports.get(room) ?? new Set();
    imports.set(room, targets);
    const text = readFileSync(join(SRC, file), 'utf8');
    for (const [, path = ''] of text.matchAll(/from '(\.[^']+)'/g)) {
      const [target, ...rest] = relative(SRC, join(SRC, dirname(file), path)).split('/');
      if (target && target !== room && rest.length > 0) targets.add(target);
    }
  }
  return imports;
}

const house = readHouse(pictureOf('Map of src'));
const imports = readImports();

test('the house has a box for each room of src, and no other', () => {
  expect([...house.boxes].sort()).toEqual([...imports.keys()].sort());
});

test('an arrow of the house is an import', () => {
  const arrows = [...house.arrows].flatMap(([from, targets]) =>
    [...targets].map((target) => ({ from, target })),
  );
  expect(arrows.length).toBeGreaterThan(10);
  expect(arrows.filter(({ from, target }) => !imports.get(from)?.has(target))).toEqual([]);
});

test('arrows lead from each room to what it imports', () => {
  const reach = (from: string): string[] => [
    from,
    ...[...(house.arrows.get(from) ?? [])].flatMap(reach),
  ];
  const missed = [...imports].flatMap(([from, targets]) =>
    [...targets].filter((target) => !reach(from).includes(target)).map((to) => `${from} -> ${to}`),
  );
  expect(missed).toEqual([]);
});

test('the files that a request passes are there', () => {
  const paths = pictureOf('How a request travels').match(/[\w/-]+\.ts\b/g) ?? [];
  expect(paths.length).toBeGreaterThan(6);
  expect(paths.filter((path) => !existsSync(join(SRC, path)))).toEqual([]);
});

test('README and docs/speed.md show the ratios, for light and dark pages', () => {
  const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
  expect(read('README.md')).toMatch(/!\[[^\]]+\]\(docs\/speed\.svg\)/);
  expect(read('docs/speed.md')).toMatch(/!\[[^\]]+\]\(speed\.svg\)/);
  expect(read('docs/speed.svg')).toContain('@media (prefers-color-scheme: dark)');
});
