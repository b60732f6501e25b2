import type {
  JSONObject,
  ReadRequest,
  Script,
  Subject,
  WireRequest,
} from 'ai-sdk-provider-heroku/conformance';
import { createOther } from './other-model';
import type { Line, Talk } from './wire';

/** The provider as the judge takes it: a model, its server as a script plays it, its requests read back. */
export const OTHER: Subject = {
  model: ({ fetch }) => createOther({ apiKey: 'other-key-1234567890', fetch })('other-1'),
  toWire: (script) => toWire(script),
  readRequest,
  // Blank lines say nothing.
  heartbeat: '\n',
  dialects: {
    'calls in turn': { toWire: (script) => toWire(script, inTurn), about: 'answers' },
  },
};

const DONE = {
  stop: 'ended',
  'tool-calls': 'called',
  length: 'limit',
  'content-filter': 'refused',
} as const;

/** @param arrange puts the lines of the calls in an order. Default: one call after the other. */
function toWire(
  { says, finish, usage, error }: Script,
  arrange = (calls: Line[][]) => calls.flat(),
): Response {
  const fault = error && { fault: { code: error.status, words: error.message } };
  if (error?.at === 'status') {
    return new Response(JSON.stringify(fault), { status: error.status, headers: error.headers });
  }
  const lines: unknown[] = toBlocks(says, arrange);
  if (finish) {
    const tokens = usage && { in: usage.input, out: usage.output };
    lines.push({ done: DONE[finish], tokens });
  }
  if (fault) lines.push(fault);
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  return new Response(text, { headers: error?.headers });
}

/** The lines of all that is said, in its order. Calls that follow each other may be arranged. */
function toBlocks(says: Script['says'], arrange: (calls: Line[][]) => Line[]): Line[] {
  const lines: Line[] = [];
  let calls: Line[][] = [];
  says.forEach((said, at) => {
    if (said.type === 'call') calls.push(toLines(said, at));
    if (said.type === 'call' && says[at + 1]?.type === 'call') return;
    lines.push(...arrange(calls), ...(said.type === 'call' ? [] : toLines(said, at)));
    calls = [];
  });
  return lines;
}

/** The first line of each call, the second of each, and so on: a server that makes calls in parallel. */
function inTurn(calls: Line[][]): Line[] {
  const longest = Math.max(0, ...calls.map((lines) => lines.length));
  return Array.from({ length: longest }, (_, at) =>
    calls.flatMap((lines) => lines[at] ?? []),
  ).flat();
}

function toLines(said: Script['says'][number], at: number): Line[] {
  const added = said.deltas.map((add): Line => ({ at, add }));
  switch (said.type) {
    case 'reasoning': {
      const seal = said.replay && JSON.stringify(said.replay);
      return [{ at, block: 'thinking' }, ...added, { at, end: true, ...(seal && { seal }) }];
    }
    case 'call':
      return [{ at, block: 'call', id: said.id, tool: said.name }, ...added, { at, end: true }];
    default:
      return [{ at, block: 'text' }, ...added, { at, end: true }];
  }
}

function readRequest({ body }: WireRequest): ReadRequest {
  const { turns, tools = [], use } = body as Talk;
  return {
    texts: turns.flatMap((turn) => ('text' in turn ? [turn.text] : [])),
    toolNames: tools.map(({ name }) => name),
    toolChoice: toChoice(use),
    toolResults: turns.flatMap((turn) =>
      turn.by === 'tool' ? [{ id: turn.call, text: turn.output }] : [],
    ),
    replays: turns.flatMap((turn) => ('seal' in turn ? [JSON.parse(turn.seal) as JSONObject] : [])),
  };
}

function toChoice(use: Talk['use']): ReadRequest['toolChoice'] {
  if (typeof use === 'object') return { tool: use.only };
  const CHOICES = { auto: 'auto', never: 'none', must: 'required' } as const;
  return use && CHOICES[use];
}
