import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateText as generateTextV7 } from 'ai-v7';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { createHeroku } from '../src';
import { MAX_CHARACTERS } from '../src/http/limits';
import { createLocalHeroku } from '../src/local';
import { recordsOf } from './support/recorded';
import { runScript } from './support/run-file';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const readme = await readFile(join(ROOT, 'README.md'), 'utf8');

/** The pages that users read: README and docs/; docs/sources holds the facts. */
const pages = new Map([['README.md', readme]]);
for (const file of await readdir(join(ROOT, 'docs'))) {
  if (!file.endsWith('.md')) continue;
  pages.set(`docs/${file}`, await readFile(join(ROOT, 'docs', file), 'utf8'));
}
const allPages = [...pages.values()].join('\n');

type Block = { language: string; text: string; example: string | undefined };

const blocks: Block[] = [
  ...allPages.matchAll(/(?:<!-- (examples\/\S+) -->\n)?```(\w+)\n([\s\S]*?)```/g),
].map(([, example, language = '', text = '']) => ({ language, text, example }));

const blocksIn = (language: string) => blocks.filter((block) => block.language === language);

/** What a diff makes of the code that it is applied to. */
const afterDiff = (diff: string) =>
  diff
    .split('\n')
    .filter((line) => !line.startsWith('-'))
    .map((line) => line.slice(1))
    .join('\n');

/** With the AI SDK to which the entry belongs that the code imports. */
function withMajor(code: string): string {
  const [, version] = /'ai-sdk-provider-heroku\/v(\d)'/.exec(code) ?? [];
  return version ? code.replaceAll(" from 'ai'", ` from 'ai-v${Number(version) + 3}'`) : code;
}

const sources = [
  ...blocksIn('ts').map(({ text }) => withMajor(text)),
  ...blocksIn('diff').map(({ text }) => afterDiff(text)),
];

/** The text under a heading of a page. */
function section(heading: string, page = 'README.md'): string {
  const [, text] = pages.get(page)?.split(`\n## ${heading}\n`) ?? [];
  if (text === undefined) throw new Error(`${page} has no section "${heading}"`);
  return text.split('\n## ')[0] ?? '';
}

/** The first cells of the rows of a section's table, without code marks. */
const firstCells = (heading: string) =>
  [...section(heading).matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);

it('README has at most 1,300 words', () => {
  expect(readme.trim().split(/\s+/).length).toBeLessThanOrEqual(1300);
});

describe('code', () => {
  let folder: string;
  let files: string[];
  let program: ts.Program;

  beforeAll(async () => {
    await mkdir(join(ROOT, '.tmp'), { recursive: true });
    folder = await mkdtemp(join(ROOT, '.tmp', 'readme-'));
    files = sources.map((_, index) => join(folder, `block-${index}.ts`));
    await Promise.all(files.map((file, index) => writeFile(file, sources[index] ?? '')));
    program = programOf(files);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is found', () => {
    expect(blocksIn('ts').length).toBeGreaterThan(1);
    expect(blocksIn('diff')).toHaveLength(1);
  });

  it('compiles', () => {
    // What they import is checked by `npm run typecheck`.
    const errors = files
      .flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)))
      .map(({ file, messageText }) => {
        const message = ts.flattenDiagnosticMessageText(messageText, '\n');
        return `${file?.fileName}: ${message}`;
      });
    expect(errors).toEqual([]);
  });

  it.each(sources.map((_, index) => index))('of block %i runs', async (index) => {
    const { url, key, close } = await createLocalHeroku().listen();
    const environment = { INFERENCE_URL: url, INFERENCE_KEY: key };
    const { code, stderr } = await runScript(['scripts/run.mjs', files[index] ?? ''], environment);
    await close();
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it.each(blocks.flatMap(({ example, text }) => (example ? [[example, text]] : [])))(
    'is that of %s',
    async (example, text) => {
      expect(text).toBe(await readFile(join(ROOT, example), 'utf8'));
    },
  );

  it.each([
    ['Settings', 'HerokuProviderSettings'],
    ['Provider options', 'HerokuChatProviderOptions'],
  ])('table "%s" lists %s', (heading, typeName) => {
    const source = program.getSourceFile(join(ROOT, 'src/index.ts'));
    const checker = program.getTypeChecker();
    const module = source && checker.getSymbolAtLocation(source);
    const exported = module && checker.getExportsOfModule(module);
    const symbol = exported?.find(({ name }) => name === typeName);
    if (symbol === undefined) throw new Error(`src/index.ts does not export ${typeName}`);
    const type = checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(symbol));
    const names = type.getProperties().map(({ name }) => name);
    expect(firstCells(heading).sort()).toEqual(names.sort());
  });
});

/** The blocks as a consumer of the package compiles them. */
function programOf(files: string[]): ts.Program {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  // Each block stands alone, so its imports may go unused by what it leaves out.
  options.noUnusedLocals = false;
  options.paths = {
    'ai-sdk-provider-heroku': [join(ROOT, 'src/index.ts')],
    'ai-sdk-provider-heroku/*': [join(ROOT, 'src/*.ts'), join(ROOT, 'src/*/index.ts')],
  };
  return ts.createProgram([...files, join(ROOT, 'src/index.ts')], options);
}

describe('claims about package.json', () => {
  const dependencies = section('Dependencies and limits');

  it.each(Object.entries(packageJson.dependencies))('run-time dependency %s %s', (name, range) => {
    expect(dependencies).toContain(`\`${name}\` ^${range.match(/\d+/)?.[0]}`);
  });

  it('no other run-time dependency', () => {
    const named = [...dependencies.matchAll(/`([@\w/-]+)` \^/g)].map(([, name]) => name);
    const { dependencies: own, peerDependencies: peers } = packageJson;
    expect(named.sort()).toEqual([...Object.keys(own), ...Object.keys(peers)].sort());
  });

  it('the peer', () => {
    expect(packageJson.peerDependencies).toEqual({ zod: '^3.25.76 || ^4.1.8' });
    expect(dependencies).toContain('`zod` ^3.25.76 or ^4.1.8');
  });

  it('Node', () => {
    expect(packageJson.engines.node).toBe('>=20');
    expect(readme).toContain('Node 20 or later');
  });

  it('ESM and CommonJS', () => {
    expect(dependencies).toContain('ESM and CommonJS');
    expect(Object.keys(packageJson.exports['.'])).toEqual(['import', 'require']);
  });

  it('the versions of the AI SDK are those that are tested', () => {
    const { devDependencies } = packageJson;
    const tested = Object.entries(devDependencies)
      .filter(([name]) => /^ai(-v\d+)?$/.test(name))
      .map(([, range]) => range.match(/\^(\d+)/)?.[1]);
    const listed = [...section('AI SDK versions', 'docs/versions.md').matchAll(/^\| (\d+) /gm)].map(
      ([, major]) => major,
    );
    expect(listed.sort()).toEqual(tested.sort());
  });

  it('the commands', () => {
    const commands = [...readme.matchAll(/npm (?:run )?(demo|test[\w:]*)/g)].map(
      ([, name]) => name,
    );
    expect(commands).toContain('demo');
    expect(commands).toContain('test');
    for (const name of commands) expect(packageJson.scripts).toHaveProperty([name ?? '']);
  });

  it('the license and the package name', () => {
    expect(readme).toContain(`# ${packageJson.name}\n`);
    expect(readme).toContain(`${packageJson.license}.`);
  });

  it('CHANGELOG begins with the version', async () => {
    const changelog = await readFile(join(ROOT, 'CHANGELOG.md'), 'utf8');
    const headings = [...changelog.matchAll(/^## ([^\s,]+)/gm)].map(([, name]) => name);
    expect(headings.filter((name) => name !== 'Unreleased')[0]).toBe(packageJson.version);
  });
});

describe('claims about src', () => {
  it('the limit of what is held', () => {
    expect(readme).toContain(`${MAX_CHARACTERS / 1024 / 1024} Mi characters`);
  });

  it('the reasoning levels of AI SDK 7', async () => {
    const server = createLocalHeroku();
    const model = createHeroku({
      baseURL: 'http://heroku.test',
      apiKey: server.key,
      fetch: server.fetch,
    })('claude-4-5-sonnet');
    const sent: Record<string, string[]> = {};
    const levels = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max', 'none', 'provider-default'];
    for (const reasoning of levels) {
      await generateTextV7({ model, prompt: 'Hello', reasoning: reasoning as 'low' });
      const effort = recordsOf(server).at(-1)?.body.reasoning_effort ?? 'nothing';
      sent[effort] = [...(sent[effort] ?? []), `\`${reasoning}\``];
    }
    const list = (names: string[] = []) => new Intl.ListFormat('en-GB').format(names);
    const said = (pages.get('docs/requests.md') ?? '').replaceAll(/\s+/g, ' ');
    expect(said).toContain(
      `${list(sent.low)} are sent as \`low\`, ${list(sent.medium)} as \`medium\`, ${list(sent.high)} as \`high\``,
    );
    expect(said).toContain(`${list(sent.nothing)} ask for nothing`);
  });
});

describe('links', async () => {
  const anchorsOf = (page: string) =>
    [...page.matchAll(/^#{1,4} (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    );

  const others = ['CHANGELOG.md', 'CONTRIBUTING.md', 'RELEASING.md', 'SECURITY.md'].map(
    async (path) => [path, await readFile(join(ROOT, path), 'utf8')] as const,
  );
  const links = [...pages, ...(await Promise.all(others))].flatMap(([path, text]) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^https?:/.test(target))
      .map((target) => ({ path, target })),
  );

  it.each(links)('$target of $path is there', async ({ path, target }) => {
    const [file = '', anchor] = target.split('#');
    const linked = file ? join(ROOT, path, '..', file) : join(ROOT, path);
    await expect(access(linked)).resolves.toBeUndefined();
    if (anchor) expect(anchorsOf(await readFile(linked, 'utf8'))).toContain(anchor);
  });
});

it('docs/README.md has a row for each page, and there are at most fourteen', async () => {
  const index = await readFile(join(ROOT, 'docs/README.md'), 'utf8');
  const rows = [...index.matchAll(/^\| \[[\w-]+\]\(([\w-]+\.md)\) \|/gm)].map(([, page]) => page);
  const files = await readdir(join(ROOT, 'docs'));
  expect(rows.sort()).toEqual(files.filter((name) => /\.mdx?$/.test(name) && name !== 'README.md'));
  expect(rows.length).toBeLessThanOrEqual(14);
});

describe('CONTRIBUTING', async () => {
  const contributing = await readFile(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const [, map = ''] = contributing.split('## Map of src');
  const [rooms = ''] = map.split('\n## ');

  it('maps every room of src', async () => {
    const entries = await readdir(join(ROOT, 'src'), { recursive: true, withFileTypes: true });
    const folders = entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => relative(join(ROOT, 'src'), join(entry.parentPath, entry.name)));
    const mapped = [...rooms.matchAll(/\*\*`([\w/-]+)\/`\*\*/g)].map(([, name]) => name);
    expect(mapped.sort()).toEqual(folders.sort());
  });

  it('maps no file that is not there', async () => {
    const files = await readdir(join(ROOT, 'src'), { recursive: true });
    const names = new Set(files.map((file) => basename(file)));
    const mapped = [...rooms.matchAll(/`([\w-]+\.ts)`/g)].map(([, name = '']) => name);
    expect(mapped.filter((name) => !names.has(name))).toEqual([]);
  });

  it.each([
    ...new Set(
      [...contributing.matchAll(/`((?:src|test|scripts|examples|fixtures)(?:\/[\w./-]+)?)`/g)].map(
        ([, path = '']) => path,
      ),
    ),
  ])('%s is there', async (path) => {
    await expect(access(join(ROOT, path))).resolves.toBeUndefined();
  });
});
