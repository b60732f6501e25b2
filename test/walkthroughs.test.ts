import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../scripts/consumers/root';
import { runCommand } from '../scripts/consumers/run-command';

const contributing = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');

/** The text is put behind the first match; what is put there is in CONTRIBUTING. */
type Edit = { file: string; behind: string | RegExp; text: string };

type Walkthrough = { tests: string; red: Edit[]; green: Edit[] };

const OPTIONS = 'src/chat/heroku-chat-options.ts';

const WALKTHROUGHS: Record<string, Walkthrough> = {
  'Add a body field': {
    tests: 'test/chat/request/to-request.test.ts',
    red: [
      {
        file: 'test/chat/request/to-request.test.ts',
        behind: /$/,
        text: block('Add a body field', 0),
      },
    ],
    green: [
      { file: 'src/chat/wire/request.ts', behind: 'ChatRequestBody = {', text: 'user?: string;' },
      {
        file: OPTIONS,
        behind: 'HerokuChatProviderOptions = {',
        text: block('Add a body field', 1),
      },
      { file: OPTIONS, behind: /z\s*\.object\(\{/, text: 'user: z.string(),' },
      {
        file: 'src/chat/request/to-request.ts',
        behind: 'const fields: ChatRequestBody = {',
        text: 'user: options.user,',
      },
    ],
  },
  'Read one more spelling of an answer': {
    tests: 'test/chat/response/to-chunk.test.ts',
    red: [
      {
        file: 'test/chat/response/to-chunk.test.ts',
        behind: /.*'reasoning_content'.*\n/,
        text: "['thoughts', { thoughts: 'Hm' }, { text: 'Hm' }],",
      },
    ],
    green: [
      {
        file: 'src/chat/response/odd/amendments.ts',
        behind: "keyIn('message', 'reasoning_content', toThoughts),",
        text: block('Read one more spelling of an answer', 0),
      },
    ],
  },
  'Teach it a model': {
    tests: 'test/models/to-model-profile.test.ts',
    red: [
      {
        file: 'test/models/to-model-profile.test.ts',
        behind: /const IDS.* = \[/,
        text: "['mistral-large-3', 'Mistral'],",
      },
      {
        file: 'test/models/to-model-profile.test.ts',
        behind: /'what a model takes', \(\) => \{\s*test\.each<.*>\(\[/,
        text: "['mistral-large-3', { stopSequences: false }],",
      },
    ],
    green: [
      {
        file: 'src/models/families.ts',
        behind: /family: 'MiniMax'.*\n/,
        text: block('Teach it a model', 0),
      },
    ],
  },
};

/** The nth block of TypeScript under a heading. */
function block(heading: string, nth: number): string {
  const [, section = ''] = contributing.split(`\n## ${heading}\n`);
  const [, text = ''] = [...section.matchAll(/```ts\n([\s\S]*?)```/g)][nth] ?? [];
  return text.replaceAll(/^ {3}/gm, '');
}

describe('the walkthroughs of CONTRIBUTING, in a copy', () => {
  let folder: string;

  beforeAll(() => {
    mkdirSync(join(ROOT, '.tmp'), { recursive: true });
    folder = mkdtempSync(join(ROOT, '.tmp', 'walkthrough-'));
    for (const name of ['src', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts']) {
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const apply = ({ file, behind, text }: Edit) => {
    if (!text.includes('\n')) expect(contributing).toContain(`\`${text}\``);
    const before = readFileSync(join(folder, file), 'utf8');
    const after = before.replace(behind, (found) => `${found}\n${text}`);
    expect(text).not.toBe('');
    expect(after).not.toBe(before);
    writeFileSync(join(folder, file), after);
  };
  const runTests = async (file: string) =>
    (await runCommand('node', ['node_modules/vitest/vitest.mjs', 'run', file], { cwd: folder }))
      .code;

  test.each(Object.entries(WALKTHROUGHS))(
    '%s: red, then green',
    async (_name, { tests, red, green }) => {
      red.forEach(apply);
      expect(await runTests(tests)).toBe(1);
      green.forEach(apply);
      expect(await runTests(tests)).toBe(0);
    },
    240_000,
  );
});
