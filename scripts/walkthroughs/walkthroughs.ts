import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../consumers/root';

const contributing = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');

/** The text is put behind the first match; what is put there is in CONTRIBUTING. */
export type Edit = { file: string; behind: string | RegExp; text: string };

/** In the order in which it is done. The tests are red after the first edits, and green after the second. */
export type Walkthrough = {
  /** Runs the tests, as CONTRIBUTING prints it. */
  command: string;
  red: Edit[];
  green: Edit[];
  /** What readers and the other checks of `npm test` want. */
  rest: Edit[];
  /** The line in CHANGELOG. */
  change: string;
};

const OPTIONS = 'src/chat/heroku-chat-options.ts';

/** By their headings. */
export const WALKTHROUGHS: Record<string, Walkthrough> = {
  'Add a body field': {
    command: 'npx vitest run test/chat/request/to-request.test.ts',
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
    rest: [
      {
        file: 'README.md',
        behind: /.*`extraBody`.*/,
        text: block('Add a body field', 0, 'md'),
      },
    ],
    change: '`providerOptions.heroku.user`: an id of your end user.',
  },
  'Read one more spelling of an answer': {
    command: 'npx vitest run test/chat/response/to-chunk.test.ts',
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
    rest: [],
    change: 'Thoughts in `delta.thoughts` are read.',
  },
  'Teach it a model': {
    command: 'npx vitest run test/models/to-model-profile.test.ts',
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
    rest: [
      { file: 'src/models/model-ids.ts', behind: 'CHAT_MODEL_IDS = [', text: "'mistral-large-3'," },
    ],
    change: 'The model `mistral-large-3`.',
  },
};

/** The nth block of a language under a heading. */
function block(heading: string, nth: number, language = 'ts'): string {
  const [, section = ''] = contributing.split(`\n## ${heading}\n`);
  const [text = ''] = section.split('\n## ');
  const blocks = [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))];
  return (blocks[nth]?.[1] ?? '').replaceAll(/^ {3}/gm, '');
}

/** Throws if the place is not found, or if CONTRIBUTING does not say the text. */
export function apply({ file, behind, text }: Edit, folder: string): void {
  if (text === '' || (!text.includes('\n') && !contributing.includes(`\`${text}\``))) {
    throw new Error(`CONTRIBUTING.md does not say what to add to ${file}: ${text}`);
  }
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(behind, (found) => `${found}\n${text}`);
  if (after === before) throw new Error(`${file} has no place for ${text}`);
  writeFileSync(path, after);
}
