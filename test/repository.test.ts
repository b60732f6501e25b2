import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

type LockEntry = { integrity?: string; link?: boolean; resolved?: string };

describe('the lockfile', () => {
  const { packages } = JSON.parse(readFileSync(`${ROOT}/package-lock.json`, 'utf8'));
  const entries = (Object.entries(packages) as [string, LockEntry][]).filter(
    ([path, { link }]) => path !== '' && !link,
  );

  test('has an integrity for every package, also for native builds of other systems', () => {
    expect(entries.length).toBeGreaterThan(300);
    const without = entries.filter(
      ([, { integrity }]) => !/^sha512-\S{80,}$/.test(integrity ?? ''),
    );
    expect(without.map(([path]) => path)).toEqual([]);
  });

  test('names no registry', () => {
    expect(entries.filter(([, { resolved }]) => resolved)).toEqual([]);
  });
});

/** Every text file of a folder, with its path. */
const textsIn = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(m?ts|tsx|[cm]?js|mdx?)$/.test(path) && !path.includes('node_modules'))
    .map((path) => ({
      path: `${folder}/${path}`,
      text: readFileSync(join(ROOT, folder, path), 'utf8'),
    }));

/** In Node 20 the signal of `AbortSignal.timeout` is collected while only `AbortSignal.any` refers to it, and never fires. */
describe('a timeout is not lost', () => {
  test('src joins no signals by AbortSignal.any: those of a caller may be timeouts', () => {
    const files = textsIn('src');
    expect(files.length).toBeGreaterThan(100);
    const joining = files.filter(({ text }) => /AbortSignal\.any\(/.test(text));
    expect(joining.map(({ path }) => path)).toEqual([]);
  });

  test('nothing that people read or run joins a timeout by it', () => {
    const files = ['test', 'scripts', 'examples', 'bench', 'docs'].flatMap(textsIn);
    // A field report quotes the fault.
    const written = files.filter(({ path }) => !path.includes('field-reports'));
    const joining = written.filter(({ text }) =>
      /AbortSignal\.any\((?:[^()]|\([^()]*\))*AbortSignal\.timeout/.test(text),
    );
    expect(joining.map(({ path }) => path)).toEqual([]);
  });
});
