import type { LocalHeroku, LocalHerokuOptions } from '../../../src/local';
import { type Run, runCommand } from '../../consumers/run-command';

export const QUESTION = 'How much memory do standard dynos have?';

/** A local Heroku that can be told what to answer to the next requests, and the app that asks it. */
export type Lab = {
  heroku: LocalHeroku;
  /** What the local Heroku does before it answers; undefined: nothing. */
  before: { request?: LocalHerokuOptions['answer'] };
  /** Variables of the app: the local Heroku, and PGlite unless DATABASE_URL is set here. */
  variables: Record<string, string>;
  folder: string;
  binary: string;
};

export const app = ({ folder, binary, variables }: Lab, args: string[]): Promise<Run> =>
  runCommand(binary, ['main.ts', ...args], { cwd: folder, env: variables });

/** Indexes a folder. Returns the last line. */
export async function index(lab: Lab, documents: string): Promise<string | undefined> {
  const { stdout, stderr } = await app(lab, ['index', documents]);
  return summaryOf(stdout) ?? stderr;
}

export const summaryOf = (printed: string) => /^Chunks: .*$/m.exec(printed)?.[0];

/** The lines behind the answer that name a document alone. */
export const toSources = (printed: string) =>
  [...(printed.split('Question: ')[1] ?? '').matchAll(/^\[\d+\] .*$/gm)].map(([line]) => line);

/** How many texts were embedded for the store. */
export const embedded = (heroku: LocalHeroku) =>
  heroku.requests
    .map(({ body }) => body as { input_type?: string; input: string[] })
    .filter(({ input_type: type }) => type === 'search_document')
    .reduce((sum, { input }) => sum + input.length, 0);

/** Fails unless both are the same as JSON. */
export function same(seen: unknown, expected: unknown): void {
  if (JSON.stringify(seen) !== JSON.stringify(expected))
    throw new Error(`${JSON.stringify(seen)} instead of ${JSON.stringify(expected)}`);
}
