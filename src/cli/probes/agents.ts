import { toArray, toObject } from '../../json/values';
import type { Exchange } from '../exchange';
import { show, user } from './parts';
import {
  type Ask,
  confirmed,
  type Finding,
  holds,
  isRefused,
  onAnswer,
  type Probe,
  refuted,
  unclear,
} from './probe';

/** One inference of few tokens; a tool that is called adds another. */
const ask = ({ post, models }: Ask, fields: object = {}): Promise<Exchange> =>
  post('/v1/agents/heroku', {
    model: models.main,
    max_tokens_per_inference_request: 64,
    messages: [user('Say hello.')],
    ...fields,
  });

/** A tool that reads pages, so that it needs no app and has no effect. */
const READER = { type: 'heroku_tool', name: 'html_to_markdown' };

const python = (runtime_params: object) => ({
  tools: [{ type: 'heroku_tool', name: 'code_exec_python', runtime_params }],
});

/** The name of no app: nothing can run in it. */
const NO_APP = 'no-such-app-00000000000000';

const historyWith = (name: string) => [
  user('Run it.'),
  {
    role: 'assistant',
    content: 'I run it.',
    tool_calls: [{ id: 'tooluse_1', type: 'function', function: { name, arguments: '{}' } }],
  },
  { role: 'tool', tool_call_id: 'tooluse_1', content: 'Done.' },
  { role: 'assistant', content: 'It is done.' },
  user('Say hello.'),
];

/** How the failure of a tool was told, if one was called. */
function toFailure({ chunks, ok, status, summary }: Exchange): Finding {
  const kinds = chunks.map((chunk) => String(chunk.object));
  if (kinds.includes('tool.error')) return refuted(`objects ${show(kinds)}`);
  const result = chunks.find(({ object }) => object === 'tool.completion');
  const content = result?.choices?.[0]?.message?.content;
  if (content !== undefined) return holds(/"isError":\s*true/.test(content), show(content));
  if (ok) return unclear(`no tool was called: objects ${show(kinds)}`);
  return [200, 400, 404, 422].includes(status) ? refuted(summary) : unclear(summary);
}

export const AGENTS: Probe[] = [
  {
    id: 'agents-endpoint',
    statement:
      'The agents endpoint takes a request without tools, and streams whole messages (`chat.completion`) until an event `done`.',
    source: 'heroku-api.md §5',
    calls: 1,
    tokens: 64,
    run: async (asking) =>
      onAnswer(await ask(asking), ({ chunks, events, text }) => {
        if (chunks.length === 0) return refuted(`no events: ${show(text, 60)}`);
        const isWhole = chunks.every(
          ({ object, choices }) => object === 'chat.completion' && choices?.[0]?.message,
        );
        const kinds = chunks.map(({ object }) => object);
        const last = events.at(-1)?.event;
        return holds(isWhole && last === 'done', `objects ${show(kinds)}, last event ${last}`);
      }),
  },
  {
    id: 'agents-target-app',
    statement: 'A tool that runs in an app is refused without `target_app_name`.',
    source: 'heroku-api.md §5',
    calls: 1,
    tokens: 64,
    run: async (asking) => isRefused(await ask(asking, python({})), /target_app_name/),
  },
  {
    id: 'agents-ttl',
    statement: '`ttl_seconds` above 120 is refused.',
    source: 'heroku-api.md §5',
    calls: 1,
    tokens: 64,
    run: async (asking) =>
      isRefused(await ask(asking, python({ target_app_name: NO_APP, ttl_seconds: 121 })), /ttl/),
  },
  {
    id: 'agents-function-tools',
    statement: 'Function tools, which the client would run, are refused.',
    source: 'heroku-api.md §5',
    calls: 1,
    tokens: 64,
    run: async (asking) => {
      const parameters = { type: 'object', properties: {} };
      const tools = [{ type: 'function', function: { name: 'get_time', parameters } }];
      return isRefused(await ask(asking, { tools }), /tool|type|function/);
    },
  },
  {
    id: 'agents-tool-choice',
    statement: '`tool_choice` is refused.',
    source: 'heroku-api.md §5',
    calls: 1,
    tokens: 64,
    run: async (asking) =>
      isRefused(await ask(asking, { tools: [READER], tool_choice: 'none' }), /tool_choice/),
  },
  {
    id: 'agents-slash-names',
    statement: 'A call in the history whose name has a slash, as MCP tools have it, is refused.',
    source: 'heroku-surface.md §5',
    calls: 1,
    tokens: 64,
    run: async (asking) => {
      const messages = historyWith('mcp-python/code_exec_python');
      return isRefused(await ask(asking, { tools: [READER], messages }), /name|pattern|toolUse/);
    },
  },
  {
    id: 'agents-history-without-tools',
    statement: 'Calls in the history of a request without tools are refused.',
    source: 'language-model-v2.md B',
    calls: 1,
    tokens: 64,
    run: async (asking) =>
      isRefused(await ask(asking, { messages: historyWith('html_to_markdown') }), /tool/i),
  },
  {
    id: 'agents-tool-failure',
    statement:
      'A tool that cannot run is told by a `tool.completion` whose result has `isError: true`, and not by `tool.error` or an error of the whole answer.',
    source: 'heroku-api.md §5',
    calls: 1,
    tokens: 256,
    run: async (asking) => {
      const messages = [user('Call the tool code_exec_python with the code "print(1)".')];
      const params = { target_app_name: NO_APP, max_calls: 1, ttl_seconds: 10 };
      return toFailure(await ask(asking, { messages, ...python(params) }));
    },
  },
  {
    id: 'mcp-servers',
    statement:
      '`GET /v1/mcp/servers` gives an array of servers with `namespace`, `server_status` and `primitives_status`.',
    source: 'heroku-surface.md §5',
    calls: 1,
    tokens: 0,
    run: async ({ get }) => {
      const answer = await get('/v1/mcp/servers', { withKey: true });
      if (!answer.ok)
        return answer.status === 404 ? refuted(answer.summary) : unclear(answer.summary);
      const list = toArray(answer.json);
      if (list === undefined)
        return refuted(show(answer.json ?? answer.text, 60) || 'an empty body');
      if (list.length === 0) return confirmed('an empty array');
      const keys = Object.keys(toObject(list[0]) ?? {});
      const known = ['namespace', 'server_status', 'primitives_status'];
      return holds(
        known.every((key) => keys.includes(key)),
        `keys ${show(keys)}`,
      );
    },
  },
];
