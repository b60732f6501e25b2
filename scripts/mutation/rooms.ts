/**
 * A room of src, and the tests that are to find its mutants: those beside it, those of whole exchanges, and the laws of
 * requests, which try the same cases each day, as their seed is fixed. Neither tests of growth nor the laws of streams are
 * among them: each mutant that they do not find would take a quarter of a minute and more.
 */
export type Room = { folder: string /** Globs of files. */; tests: string[] };

const REQUEST = [
  'test/chat/request/**/!(*-growth).test.ts',
  'test/chat/*.test.ts',
  'test/chat/refusals/*.test.ts',
  'test/laws/request.regressions.test.ts',
  'test/laws/{request,shortcuts,call-ids}.law.test.ts',
  'test/specification/provider-options.test.ts',
];
const STREAM = [
  'test/parts/**/*.test.ts',
  'test/chat/response/**/*.test.ts',
  'test/chat/*.test.ts',
  'test/laws/stream.regressions.test.ts',
  'test/fixtures.test.ts',
];

/** The innermost room comes first. */
export const ROOMS: readonly Room[] = [
  { folder: 'src/chat/refusals', tests: ['test/chat/refusals/*.test.ts', 'test/chat/*.test.ts'] },
  {
    folder: 'src/chat/request/schema',
    tests: ['test/chat/request/schema/!(*-growth).test.ts', 'test/laws/schema.law.test.ts'],
  },
  { folder: 'src/chat/request', tests: REQUEST },
  { folder: 'src/chat/response', tests: STREAM },
  { folder: 'src/parts', tests: STREAM },
  { folder: 'src/chat', tests: ['test/chat/**/*.test.ts', 'test/fixtures.test.ts'] },
];

export function roomOf(file: string): Room {
  const room = ROOMS.find(({ folder }) => file.startsWith(`${folder}/`));
  if (room === undefined) throw new Error(`${file} is in no room of scripts/mutation/rooms.ts`);
  return room;
}

/** Where the tests of a file are, if it has some of its own. */
export const testOf = (file: string): string =>
  file.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');
