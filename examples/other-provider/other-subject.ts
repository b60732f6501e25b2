import type { JSONObject, ReadRequest, Script, Subject } from 'ai-sdk-provider-heroku/conformance';
import { createOther } from './other-model';
import type { Line, Talk } from './wire';

/** The provider as the judge takes it: a model, its server as a script plays it, its requests read back. */
export const OTHER: Subject = {
  model: ({ fetch }) => createOther({ apiKey: 'other-key-1234567890', fetch })('other-1'),
  toWire,
  readRequest: ({ body }) => readRequest(body as Talk),
  // Blank lines say nothing.
  heartbeat: '\n',
};

const DONE = {
  stop: 'ended',
  'tool-calls': 'called',
  length: 'limit',
  'content-filter': 'refused',
} as const;

function toWire({ says, finish, usage, error }: Script): Response {
  const lines = says.flatMap(toLines);
  const tokens = usage && { in: usage.input, out: usage.output };
  if (finish) lines.push({ done: DONE[finish], tokens });
  if (error) lines.push({ error: { code: error.status, message: error.message } });
  const isRefused = error?.at === 'status';
  const sent = isRefused ? lines.slice(-1) : lines;
  const text = sent.map((line) => `${JSON.stringify(line)}\n`).join('');
  return new Response(text, { headers: error?.headers, status: isRefused ? error.status : 200 });
}

function toLines(said: Script['says'][number]): Line[] {
  switch (said.type) {
    case 'reasoning': {
      const seal = said.replay && { seal: JSON.stringify(said.replay) };
      return [...said.deltas.map((think) => ({ think })), { think: '', ...seal }];
    }
    case 'call': {
      const { id: call, name: tool } = said;
      return [{ call, tool }, ...said.deltas.map((add) => ({ call, add }))];
    }
    default:
      return said.deltas.map((say) => ({ say }));
  }
}

function readRequest({ turns, tools = [], use }: Talk): ReadRequest {
  return {
    texts: turns.flatMap((turn) => ('say' in turn ? [turn.say] : [])),
    toolNames: tools.map(({ name }) => name),
    toolChoice: typeof use === 'object' ? { tool: use.only } : use,
    toolResults: turns.flatMap((turn) =>
      'output' in turn ? [{ id: turn.call, text: turn.output }] : [],
    ),
    replays: turns.flatMap((turn) => ('seal' in turn ? [JSON.parse(turn.seal) as JSONObject] : [])),
  };
}
