import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/consumers/root';

const guide = readFileSync(join(ROOT, 'docs/write-a-provider.md'), 'utf8');

/** What the guide has its readers copy from a clone. */
const copied = [...guide.matchAll(/^ *cp -r (.+) \S+$/gm)].flatMap(([, from = '']) =>
  [...from.matchAll(/"\$HEROKU\/([^"]+)"/g)].map(([, path = '']) => path),
);

test('what the guide copies imports nothing else of this repository', () => {
  expect(copied).toContain('examples/minimal-provider');
  expect(copied).toContain('src/parts');
  const files = copied.flatMap((path) =>
    statSync(join(ROOT, path)).isDirectory()
      ? readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.ts'))
          .map((name) => join(path, name))
      : [path],
  );
  const missing = files.flatMap((file) => {
    const source = readFileSync(join(ROOT, file), 'utf8');
    const imports = [...source.matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) =>
      toFile(normalize(join(dirname(file), path))),
    );
    return imports.filter((path) => !files.includes(path)).map((path) => `${file}: ${path}`);
  });
  expect(missing).toEqual([]);
});

const toFile = (path: string) => (existsSync(join(ROOT, `${path}.ts`)) ? `${path}.ts` : path);

test('the minimal provider is judged here as the guide judges it', () => {
  const subject = readFileSync(join(ROOT, 'test/conformance/minimal-subject.ts'), 'utf8');
  const [, text = ''] = subject.split('\nexport ');
  expect(text).toContain('const MINIMAL');
  expect(guide).toContain(text);
});

test('it is read in one sitting', () => {
  expect(guide.split(/\s+/).length).toBeLessThanOrEqual(2500);
});

test('the files that it names are there', () => {
  const names = [...guide.matchAll(/`([\w/-]+\.ts)`/g)].map(([, name = '']) => name);
  const places = [
    'src',
    'src/http',
    'src/parts',
    'examples/minimal-provider',
    'examples/other-provider',
    '',
  ];
  const lost = names.filter(
    (name) =>
      !/^(judge|talk)\.ts$/.test(name) &&
      !places.some((place) => existsSync(join(ROOT, place, name))),
  );
  expect(names.length).toBeGreaterThan(15);
  expect(lost).toEqual([]);
});
