import { describe, expect, test } from 'vitest';
import { createHttpClient } from '../../src/cli/http-client';
import { chooseProbeModels } from '../../src/cli/probes/choose-models';
import { PROMPT_TOKENS, type Verdict } from '../../src/cli/probes/probe';
import { costOf, runProbes } from '../../src/cli/probes/run-probes';
import { PROBES } from '../../src/cli/probes/table';
import {
  createLocalHeroku,
  errorResponse,
  firewallResponse,
  type LocalHeroku,
  type LocalHerokuOptions,
  MODELS,
  type ScriptedAnswer,
} from '../../src/local';
import { toModelList } from '../../src/models/to-model-list';
import { createFakeTerminal } from './fake-terminal';

/** What stands between a probe and the local Heroku. */
type Gateway = (request: Request, local: LocalHeroku) => Promise<Response> | Response;
type World = LocalHerokuOptions | Gateway;

const MAIN = 'claude-4-5-sonnet';

async function factsOf(ids: readonly string[], world: World, main = MAIN) {
  const isGateway = typeof world === 'function';
  const local = createLocalHeroku(isGateway ? {} : world);
  const fetch: typeof globalThis.fetch = async (input, init) =>
    isGateway ? world(new Request(input, init), local) : local.fetch(input as URL, init);
  const { terminal } = createFakeTerminal({ fetch });
  const client = createHttpClient({
    url: 'https://us.inference.heroku.com',
    key: local.key,
    terminal,
  });
  const list = await local.fetch('https://us.inference.heroku.com/available-models');
  const models = chooseProbeModels(main, toModelList(await list.json()) ?? [], Date.now());
  const probes = ids
    .map((id) => PROBES.find((probe) => probe.id === id))
    .filter((probe) => !!probe);
  const evidence = await runProbes(probes, {
    client,
    models,
    redact: (text) => text,
    interrupted: terminal.interrupted,
  });
  return { facts: evidence.map(({ fact }) => fact), evidence, probes, requests: local.requests };
}

/** Accepts whatever comes, and says hello. */
const accepting: Gateway = () =>
  Response.json({ choices: [{ index: 0, message: { role: 'assistant', content: 'Hello.' } }] });

const acceptingEmbeddings: Gateway = () =>
  Response.json({ data: [{ index: 0, embedding: [0.5] }] });

/** Refuses whatever passes the rules, in these words. */
const refusing = (message: string): LocalHerokuOptions => ({
  answer: () => errorResponse({ code: 400, message, type: 'invalid_request' }),
});

/** Refuses an assistant message with `refusal`. */
const refusingReplays: Gateway = async (request, local) => {
  const text = await request.clone().text();
  const message = 'unrecognized request argument supplied: messages[1].refusal';
  return text.includes('"refusal"')
    ? errorResponse({ code: 400, message, type: 'invalid_request' })
    : local.handle(request);
};

const answering = (answer: ScriptedAnswer): LocalHerokuOptions => ({ answer: () => answer });

/** Changes the text of each answer. */
const rewriting =
  (rewrite: (text: string) => string): Gateway =>
  async (request, local) => {
    const { status, headers, body } = await local.handle(request);
    return new Response(rewrite(await new Response(body).text()), { status, headers });
  };

const withHeader =
  (name: string): Gateway =>
  async (request, local) => {
    const response = await local.handle(request);
    response.headers.set(name, 'x');
    return response;
  };

const WHOLE_CALL =
  'data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"get_weather","arguments":"{}"}}]}}]}\n\n';

const stop = (family: string): Row[] => [
  [`stop-${family}`, 'confirmed', {}],
  [`stop-${family}`, 'refuted', refusing('This model does not support the stop field')],
];

const noStop = (family: string): Row[] => [
  [`stop-${family}`, 'confirmed', refusing('This model does not support stopSequences')],
  [`stop-${family}`, 'refuted', accepting],
];

const hidden = (family: string): Row[] => [
  [`reasoning-${family}`, 'confirmed', {}],
  [`reasoning-${family}`, 'refuted', answering({ text: '<think>A thought.</think> Hello.' })],
  [`reasoning-${family}`, 'refuted', answering({ reasoning: { thinking: 'So' }, text: 'Hello.' })],
];

type Row = [id: string, verdict: Verdict, world: World, main?: string];

const ROWS: Row[] = [
  ['stream-options', 'confirmed', { streamOptions: true }],
  ['stream-options', 'refuted', { streamOptions: false }],
  ['usage-unasked', 'confirmed', { usage: 'always' }],
  ['usage-unasked', 'refuted', { usage: 'asked' }],
  ['usage-frame', 'confirmed', {}],
  [
    'usage-frame',
    'refuted',
    rewriting((text) =>
      text.replace(
        '"finish_reason":"stop"}]',
        '"finish_reason":"stop"}],"usage":{"prompt_tokens":1}',
      ),
    ),
  ],
  ['usage-frame', 'unclear', { usage: 'asked' }],
  ['framing', 'confirmed', { framing: 'tight' }],
  ['framing', 'refuted', { framing: 'spaced' }],
  ['framing', 'refuted', { framing: 'plain' }],
  ['stream-end', 'confirmed', { framing: 'tight' }],
  ['stream-end', 'refuted', { framing: 'spaced' }],
  ['choice-index', 'confirmed', { toolFrames: 'regular' }],
  ['choice-index', 'refuted', { toolFrames: 'odd' }],
  ['tool-frames', 'confirmed', { toolFrames: 'regular' }],
  ['tool-frames', 'refuted', { toolFrames: 'odd' }],
  ['tool-frames', 'unclear', { toolChoice: 'ignored', answer: () => ({ text: 'No.' }) }],
  ['arguments-split', 'confirmed', {}],
  ['arguments-split', 'refuted', () => new Response(WHOLE_CALL)],
  ['parallel-indexes', 'confirmed', { parallelIndexes: 'distinct' }],
  ['parallel-indexes', 'refuted', { parallelIndexes: 'equal' }],
  ['parallel-tool-calls', 'confirmed', {}],
  [
    'parallel-tool-calls',
    'refuted',
    answering({
      toolCalls: [
        { name: 'get_weather', arguments: {} },
        { name: 'get_time', arguments: {} },
      ],
    }),
  ],
  ['tool-choice-default', 'confirmed', { toolChoiceDefault: 'auto' }],
  ['tool-choice-default', 'refuted', { toolChoiceDefault: 'required' }],
  ['tool-choice-none', 'confirmed', {}],
  ['tool-choice-none', 'refuted', { toolChoice: 'ignored' }],
  ['tool-choice-none', 'refuted', { rules: { 'tool-choice-none': true } }],
  ['tool-choice-required', 'confirmed', {}],
  ['tool-choice-required', 'refuted', answering({ text: 'Hello.' })],
  ['tool-choice-required', 'refuted', { rules: { 'tool-choice-required': true } }],
  ['tool-choice-named', 'confirmed', {}],
  [
    'tool-choice-named',
    'refuted',
    answering({ toolCalls: [{ name: 'get_weather', arguments: {} }] }),
  ],
  ['tool-choice-named', 'refuted', { rules: { 'tool-choice-named': true } }],
  ['dollar-schema', 'confirmed', {}],
  ['dollar-schema', 'refuted', { rules: { 'tool-schema-dollar': false } }],
  ['dollar-schema-nested', 'confirmed', refusing('unrecognized request argument: $schema')],
  ['dollar-schema-nested', 'refuted', accepting],
  ['tuple-schema', 'confirmed', refusing('tools.0.custom.input_schema: JSON schema is invalid')],
  ['tuple-schema', 'refuted', accepting],
  ['prefix-items', 'confirmed', {}],
  ['prefix-items', 'refuted', refusing('tools.0.custom.input_schema: JSON schema is invalid')],
  ['root-any-of', 'confirmed', {}],
  ['root-any-of', 'refuted', { rules: { 'tool-schema-root-union': false } }],
  ['tool-strict', 'confirmed', {}],
  ['tool-strict', 'refuted', accepting],
  ['tool-names-dotted', 'confirmed', {}],
  ['tool-names-dotted', 'refuted', { rules: { 'tool-name': false } }],
  ['tools-for-history', 'confirmed', {}],
  ['tools-for-history', 'refuted', { rules: { 'tools-declared': false } }],
  ['empty-content', 'confirmed', {}],
  ['empty-content', 'refuted', accepting],
  [
    'blank-content',
    'confirmed',
    { rules: { 'content-blank': false, 'trailing-white-space': false } },
  ],
  ['blank-content', 'refuted', {}],
  ['long-call-ids', 'confirmed', {}],
  ['long-call-ids', 'refuted', { rules: { 'tool-call-id': false } }],
  ['dotted-call-ids', 'confirmed', {}],
  ['dotted-call-ids', 'refuted', { rules: { 'tool-call-id': false } }],
  ['unknown-field', 'confirmed', {}],
  ['unknown-field', 'refuted', { rules: { 'unknown-field': false } }],
  ['unknown-field', 'unclear', { key: 'inf-other', answer: () => firewallResponse() }, 'no-such'],
  ['unknown-nested-field', 'confirmed', {}],
  ['unknown-nested-field', 'refuted', accepting],
  ['message-as-it-came', 'confirmed', {}],
  ['message-as-it-came', 'refuted', refusingReplays],
  ['message-as-it-came', 'unclear', refusing('No such model')],
  ['ignored-field-types', 'confirmed', {}],
  ['ignored-field-types', 'refuted', accepting],
  ['lone-surrogate', 'confirmed', {}],
  ['lone-surrogate', 'refuted', { rules: { 'well-formed-text': false } }],
  ['refusal-wording', 'confirmed', {}],
  [
    'refusal-wording',
    'refuted',
    () => errorResponse({ code: 400, message: 'temperature or top_p', type: 'x' }),
  ],
  ['refusal-wording', 'unclear', accepting],
  ['embedding-types', 'confirmed', {}],
  ['embedding-types', 'refuted', acceptingEmbeddings],
  ['rerank-empty', 'confirmed', {}],
  ['rerank-empty', 'refuted', { rules: { 'rerank-empty': false } }],
  ['allow-ignored-params', 'confirmed', { allowIgnoredParams: true }],
  ['allow-ignored-params', 'refuted', { allowIgnoredParams: false }],
  ['allow-ignored-params-stream', 'confirmed', { allowIgnoredParams: true }],
  ['allow-ignored-params-stream', 'refuted', { allowIgnoredParams: false }],
  ['response-format', 'confirmed', { responseFormat: 'ignored' }],
  ['response-format', 'refuted', { responseFormat: 'honoured' }],
  ['response-format', 'refuted', { rules: { 'response-format': true } }],
  ['top-k', 'confirmed', {}],
  ['top-k', 'refuted', { rules: { 'top-k-claude': true } }],
  ['temperature', 'confirmed', {}],
  ['temperature', 'refuted', refusing('`temperature` is deprecated for this model.')],
  ['temperature-with-top-p', 'confirmed', {}],
  ['temperature-with-top-p', 'refuted', { rules: { 'temperature-and-top-p': false } }],
  ['temperature-above-1', 'confirmed', {}],
  ['temperature-above-1', 'refuted', { rules: { 'temperature-range': false } }],
  ['max-completion-tokens', 'confirmed', {}],
  [
    'max-completion-tokens',
    'refuted',
    refusing('unrecognized request argument supplied: max_completion_tokens'),
  ],
  ['reasoning-effort', 'confirmed', {}],
  [
    'reasoning-effort',
    'refuted',
    refusing('unrecognized request argument supplied: reasoning_effort'),
  ],
  ['developer-role', 'confirmed', {}],
  ['developer-role', 'refuted', refusing('messages[0].role: developer is not supported')],
  ['same-role-turns', 'confirmed', {}],
  [
    'same-role-turns',
    'refuted',
    { rules: { alternation: false, 'alternation-across-system': false } },
  ],
  ['prefill', 'confirmed', {}],
  ['prefill', 'refuted', {}, 'claude-4-6-sonnet'],
  ['image-data-url', 'confirmed', {}],
  ['image-data-url', 'refuted', refusing('images are not supported by this model')],
  ...['claude', 'nova', 'kimi', 'glm', 'minimax'].flatMap(stop),
  ...['gpt-oss', 'qwen', 'deepseek'].flatMap(noStop),
  ['stop-nova', 'unclear', { models: [MAIN] }],
  ['stop-nova', 'unclear', { keyModel: MAIN }],
  ['firewall', 'confirmed', { answer: firewallResponse }],
  ['firewall', 'refuted', {}],
  ['error-shape', 'confirmed', {}],
  ['error-shape', 'refuted', { errorShape: 'bare' }],
  ['error-shape', 'refuted', { errorShape: 'object' }],
  ['error-shape', 'refuted', { errorShape: 'text' }],
  ['error-status', 'confirmed', {}],
  ['error-status', 'refuted', { errorStatus: '200' }],
  ['error-status', 'unclear', accepting],
  ['cache-counters', 'confirmed', {}],
  [
    'cache-counters',
    'refuted',
    answering({ text: 'Hello.', usage: { prompt_tokens: 9, cache_read_input_tokens: 0 } }),
  ],
  ['cache-counters', 'unclear', answering({ text: 'Hello.', usage: null })],
  ['wrong-key', 'confirmed', {}],
  ['wrong-key', 'refuted', accepting],
  [
    'unknown-model',
    'confirmed',
    () => errorResponse({ code: 404, message: 'no model', type: 'x' }),
  ],
  ['unknown-model', 'refuted', {}],
  ['rate-headers', 'confirmed', { rateHeaders: true }],
  ['rate-headers', 'refuted', { rateHeaders: false }],
  ['request-id', 'confirmed', {}],
  ['request-id', 'refuted', withHeader('x-request-id')],
  ['usage-details', 'confirmed', {}],
  [
    'usage-details',
    'refuted',
    answering({
      text: 'Hello.',
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2, prompt_tokens_details: {} },
    }),
  ],
  ['models-without-key', 'confirmed', {}],
  [
    'models-without-key',
    'refuted',
    () => errorResponse({ code: 401, message: 'no key', type: 'x' }),
  ],
  ['v1-models', 'confirmed', {}],
  ['v1-models', 'refuted', () => Response.json({ data: [] })],
  ['reasoning-shape', 'confirmed', { reasoningShape: 'object' }],
  ['reasoning-shape', 'refuted', { reasoningShape: 'string' }],
  ['reasoning-shape', 'refuted', { reasoningShape: 'reasoning_content' }],
  ['reasoning-signature', 'confirmed', { reasoningSignature: 'whole' }],
  ['reasoning-signature', 'refuted', { reasoningSignature: 'streamed' }],
  ['reasoning-shape-stream', 'confirmed', { reasoningShape: 'object' }],
  ['reasoning-shape-stream', 'refuted', { reasoningShape: 'reasoning_content' }],
  ['reasoning-signature-stream', 'confirmed', { reasoningSignature: 'streamed' }],
  ['reasoning-signature-stream', 'refuted', { reasoningSignature: 'whole' }],
  ['reasoning-replay', 'confirmed', {}],
  ['reasoning-replay', 'refuted', { rules: { 'reasoning-replay': true } }],
  ['reasoning-replay', 'unclear', { reasoningSignature: 'never' }],
  ['reasoning-replay-needed', 'confirmed', {}],
  ['reasoning-replay-needed', 'refuted', { rules: { 'thinking-open-loop': false } }],
  [
    'reasoning-unsigned',
    'confirmed',
    refusing('messages.1.content.0: Invalid `signature` in `thinking` block'),
  ],
  ['reasoning-unsigned', 'refuted', accepting],
  ['redacted-thinking', 'confirmed', { redactedThinking: 'shown' }],
  ['redacted-thinking', 'refuted', { redactedThinking: 'hidden' }],
  ['redacted-thinking', 'unclear', answering({ reasoning: { thinking: 'So' }, text: 'Hello.' })],
  ['thinking-budget-minimum', 'confirmed', {}],
  ['thinking-budget-minimum', 'refuted', { rules: { 'thinking-budget': false } }],
  ['thinking-budget-below-max', 'confirmed', {}],
  ['thinking-budget-below-max', 'refuted', { rules: { 'thinking-max-tokens': false } }],
  ['thinking-temperature', 'confirmed', {}],
  ['thinking-temperature', 'refuted', { rules: { 'thinking-temperature': false } }],
  ['thinking-forced-tool', 'confirmed', {}],
  ['thinking-forced-tool', 'refuted', { rules: { 'thinking-tool-choice': false } }],
  ...['gpt-oss', 'kimi', 'qwen', 'deepseek', 'glm', 'minimax'].flatMap(hidden),
  ['embedding-float', 'confirmed', {}],
  ['embedding-float', 'refuted', { rules: { 'embedding-encoding-format': false } }],
  ['embedding-base64', 'confirmed', { embeddingBytes: 'little' }],
  ['embedding-base64', 'refuted', { embeddingBytes: 'big' }],
  ['embedding-key', 'confirmed', {}],
  ['embedding-key', 'refuted', () => Response.json({ data: [{ index: 0, embeddings: [1] }] })],
  ['embedding-key', 'unclear', () => Response.json({ data: [{ index: 0, vector: [1] }] })],
  ['embedding-order', 'confirmed', { embeddingOrder: 'given' }],
  ['embedding-order', 'refuted', { embeddingOrder: 'reversed' }],
  ['embedding-length', 'confirmed', { embeddingLength: 'bytes' }],
  ['embedding-length', 'refuted', { embeddingLength: 'characters' }],
  ['embedding-count', 'confirmed', {}],
  ['embedding-count', 'refuted', { rules: { 'embedding-count': false } }],
  ['embedding-empty', 'confirmed', {}],
  ['embedding-empty', 'refuted', { rules: { 'embedding-empty': false } }],
  ['embedding-dimensions', 'confirmed', {}],
  ['embedding-dimensions', 'refuted', acceptingEmbeddings],
  ['embedding-input-type', 'confirmed', {}],
  ['embedding-input-type', 'refuted', refusing('invalid value for input_type')],
  ['rerank-order', 'confirmed', { rerankOrder: 'best-first' }],
  ['rerank-order', 'refuted', { rerankOrder: 'given' }],
  ['rerank-top-n', 'confirmed', {}],
  ['rerank-top-n', 'refuted', { rules: { 'rerank-top-n': false } }],
  ['agents-endpoint', 'confirmed', {}],
  ['agents-endpoint', 'refuted', accepting],
  ['agents-endpoint', 'refuted', { framing: 'plain' }],
  ['agents-target-app', 'confirmed', {}],
  ['agents-target-app', 'refuted', { rules: { 'agent-target-app': false } }],
  ['agents-ttl', 'confirmed', {}],
  ['agents-ttl', 'refuted', { rules: { 'agent-runtime-params': false } }],
  ['agents-function-tools', 'confirmed', {}],
  ['agents-function-tools', 'refuted', accepting],
  ['agents-tool-choice', 'confirmed', {}],
  ['agents-tool-choice', 'refuted', { rules: { 'unknown-field': false } }],
  ['agents-slash-names', 'confirmed', {}],
  ['agents-slash-names', 'refuted', { rules: { 'agent-call-name': false } }],
  ['agents-history-without-tools', 'confirmed', {}],
  ['agents-history-without-tools', 'refuted', { rules: { 'tools-declared': false } }],
  [
    'agents-tool-failure',
    'confirmed',
    answering({
      inferences: [
        { toolCalls: [{ name: 'code_exec_python', arguments: {}, isError: true }] },
        { text: 'It failed.' },
      ],
    }),
  ],
  ['agents-tool-failure', 'refuted', {}],
  ['agents-tool-failure', 'refuted', refusing('No such app')],
  ['agents-tool-failure', 'refuted', () => new Response('data: {"object":"tool.error"}\n\n')],
  ['agents-tool-failure', 'unclear', answering({ text: 'I call no tool.' })],
  ['mcp-servers', 'confirmed', {}],
  ['mcp-servers', 'confirmed', { mcpServers: [] }],
  ['mcp-servers', 'refuted', { mcpServers: [{ name: 'a' }] }],
  ['mcp-servers', 'refuted', () => Response.json({ servers: [] })],
];

describe('verdicts', () => {
  test.each(ROWS)('%s: %s', async (id, verdict, world, main) => {
    const { facts } = await factsOf([id], world, main);
    expect(facts).toEqual([
      { id, statement: expect.any(String), verdict, seen: expect.stringMatching(/./) },
    ]);
  });

  test.each(['confirmed', 'refuted'])('every probe can say %s', (verdict) => {
    const ids = ROWS.filter((row) => row[1] === verdict).map(([id]) => id);
    expect(PROBES.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual([]);
  });
});

test('ids are unique, and fit for links', () => {
  const ids = PROBES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z\d]+(-[a-z\d]+)*$/);
});

const ALL = PROBES.map(({ id }) => id);

test('no probe asks for more than it says before', async () => {
  const { evidence, requests, probes } = await factsOf(ALL, {});
  const { calls, tokens } = costOf(probes);
  for (const [index, { exchanges }] of evidence.entries()) {
    const asked = exchanges.map(({ body }) => body as Record<string, number> | undefined);
    const answers = asked.map((body) => body?.max_tokens ?? body?.max_completion_tokens ?? 0);
    expect(answers.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(probes[index]?.tokens ?? 0);
    const most = probes[index]?.promptTokens ?? PROMPT_TOKENS;
    for (const body of asked) expect(JSON.stringify(body ?? {}).length / 4).toBeLessThan(most);
  }
  expect(evidence).toHaveLength(ALL.length);
  expect(requests.length).toBeLessThanOrEqual(calls);
  expect(tokens).toBeLessThan(80_000);
});

test.each<[string, Gateway]>([
  ['no answer', () => Promise.reject(new TypeError('fetch failed'))],
  ['a server that is down', () => new Response('Bad gateway', { status: 502 })],
  ['a key that is let in nowhere', () => errorResponse({ code: 401, message: 'No', type: 'x' })],
  [
    'answers of no known form',
    () => new Response('{"choices":[{"message":5,"delta":[]}],"data":{}}'),
  ],
  ['an empty body', () => new Response('')],
  ['a page', () => new Response('<html></html>', { headers: { 'content-type': 'text/html' } })],
])('%s: no probe throws, and the rest go on', async (_, gateway) => {
  const { facts } = await factsOf(ALL, gateway);
  expect(facts).toHaveLength(ALL.length);
  for (const { seen } of facts) expect(seen).not.toBe('');
});

test.each<[string, Gateway]>([
  ['no answer', () => Promise.reject(new TypeError('fetch failed'))],
  ['a server that is down', () => new Response('Bad gateway', { status: 502 })],
  ['a limit', () => errorResponse({ code: 429, message: 'rate Limit', type: 'x' })],
])('%s settles nothing', async (_, gateway) => {
  const { facts } = await factsOf(ALL, gateway);
  const settled = facts.filter(({ verdict }) => verdict !== 'unclear').map(({ id }) => id);
  expect(settled).toEqual([]);
});

test('models of the local list serve every probe', async () => {
  const { facts } = await factsOf(ALL, { models: MODELS });
  expect(facts.filter(({ verdict }) => verdict === 'unclear')).toEqual([]);
});
