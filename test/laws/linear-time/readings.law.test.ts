import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, expect, test } from 'vitest';
import { bodyOf, TEST_PROMPT } from '../../support/scripted-model';
import { createBlockCounter, NATIVE } from './count-blocks';
import { READINGS, type Reading } from './readings';

/*
 * What reads text from outside takes time in proportion to it: whole calls, whose work is counted (count-blocks.ts) on inputs of
 * twice the size. What the count says of a call is that of all readers on its way.
 */

const counter = await createBlockCounter();
afterAll(() => counter.stop());
const { createHeroku } = await import('../../../src');
const { nearestName } = await import('../../../src/json/nearest-name');
const { parseJson } = await import('../../../src/json/parse-json');

const SIZES = [500, 1000, 2000, 4000, 8000];
/** At most so many times the steps for twice the size. A square takes four times as many. */
const MOST = 2.3;
/** How much of a body comes at once, in characters. */
const PIECE = 300;
/** In steps: less than this is no growth. */
const LEAST = 1000;

type Model = ReturnType<ReturnType<typeof createHeroku>>;

/** Files of src, with the growth that a reading has shown of them. */
const readFiles = new Set<string>();

async function run(
  { toBody, status = 200, options, call, modelId = 'claude-4-5-sonnet' }: Reading,
  size: number,
): Promise<void> {
  const text = toBody(size);
  const pieces = Array.from({ length: Math.ceil(text.length / PIECE) }, (_, nth) =>
    text.slice(nth * PIECE, (nth + 1) * PIECE),
  );
  const contentType =
    call === 'doGenerate' || status !== 200 ? 'application/json' : 'text/event-stream';
  const fetch = async () =>
    new Response(bodyOf(pieces), { status, headers: { 'content-type': contentType } });
  const heroku = createHeroku({ apiKey: 'inf-test-key-123', baseURL: 'http://heroku.test', fetch });
  const model = call === 'agent' ? heroku.agent(modelId) : heroku(modelId);
  await runCall(model as Model, call, { prompt: TEST_PROMPT, ...options?.(size) }).catch(() => {});
}

async function runCall(
  model: Model,
  call: Reading['call'],
  options: Parameters<Model['doStream']>[0],
): Promise<void> {
  if (call === 'doGenerate') return void (await model.doGenerate(options));
  const { stream } = await model.doStream(options);
  for (const reader = stream.getReader(); !(await reader.read()).done; );
}

test.each(READINGS.map((reading) => [reading.name, reading] as const))(
  '%s',
  async (_name, reading) => {
    const counts: Map<string, number>[] = [];
    for (const size of SIZES) {
      counts.push(await counter.stepsOf(() => run(reading, size)));
      // A square grows so at all sizes: what grows so only once is counted otherwise by V8.
      if (counts.length > 2 && squaresIn(counts).length === 0) break;
    }
    expect(squaresIn(counts)).toEqual([]);
    const [first = new Map<string, number>(), , third] = counts;
    for (const [file, steps] of third ?? [])
      if (steps > 2 * (first.get(file) ?? 0)) readFiles.add(file);
  },
);

/** The files whose steps have grown too much at the last doubling, and how. */
function squaresIn(counts: readonly Map<string, number>[]): string[] {
  const [before, after] = counts.slice(-2);
  return [...(after ?? [])].flatMap(([file, steps]) => {
    const less = before?.get(file) ?? 0;
    return steps > LEAST && steps > MOST * less ? [`${file}: ${less} to ${steps} steps`] : [];
  });
}

test.each([
  [
    'loops of ours',
    'json/nearest-name.ts',
    (size: number) => nearestName('a'.repeat(size), ['b'.repeat(size)]),
  ],
  [
    'a text that is read again with each piece',
    NATIVE,
    (size: number) => {
      let text = '';
      for (let nth = 0; nth < size; nth++) {
        text += '{';
        parseJson(text);
      }
    },
  ],
])('the count finds a square: %s', async (_what, file, run) => {
  const [once, twice] = [
    await counter.stepsOf(() => run(500)),
    await counter.stepsOf(() => run(1000)),
  ];
  expect((twice.get(file) ?? 0) / (once.get(file) ?? 0)).toBeGreaterThan(MOST);
});

/** Files with loops that read no text from outside, or little of it. */
const OTHERS = {
  'chat/refusals/lessons.ts': 'the fields of one refusal',
  'chat/response/odd/silent-fields.ts': 'the fields of one event of at most 10,000 characters',
  'http/connection-error.ts': 'a chain of causes, which has a bound',
  'http/fetch-within-origin.ts': 'redirects, of which there are few',
  'http/headers.ts': 'the headers of the caller',
  'json/nearest-name.ts':
    'two names, of at most ten characters more or less: the square is shown above',
};

/** Rooms of files that read text from outside. */
const ROOMS = [
  'json',
  'parts',
  'parts/json-output',
  'parts/odd',
  'chat/response',
  'chat/response/odd',
  'chat/request/schema',
  'chat/refusals',
  'agents/response',
  'http',
];

const SRC = fileURLToPath(new URL('../../../src/', import.meta.url));

const files = ROOMS.flatMap((room) =>
  readdirSync(SRC + room)
    .filter((file) => file.endsWith('.ts') && hasLoop(`${SRC}${room}/${file}`))
    .map((file) => `${room}/${file}`),
);

test('each file of the rooms with a loop is read through by a reading', () => {
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((file) => !readFiles.has(file)).sort()).toEqual(Object.keys(OTHERS));
});

/** Whether a file has a loop, or a function that calls itself. */
function hasLoop(file: string): boolean {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const names: string[] = [];
  let isFound = false;
  const visit = (node: ts.Node): void => {
    const name = ts.isFunctionDeclaration(node) ? node.name?.text : undefined;
    if (ts.isIterationStatement(node, false)) isFound = true;
    if (ts.isCallExpression(node) && names.includes(node.expression.getText())) isFound = true;
    if (name) names.push(name);
    ts.forEachChild(node, visit);
    if (name) names.pop();
  };
  visit(source);
  return isFound;
}
