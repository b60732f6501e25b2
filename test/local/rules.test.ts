import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLocalHeroku, MODELS, type ModelFacts } from '../../src/local';
import { checkRequest, ENDPOINT_RULES } from '../../src/local/rules';
import { signThinking } from '../../src/local/signature';
import { hello, post, URL_OF_CHAT, WEATHER_TOOL, weatherCall } from './requests';

const CHAT = ENDPOINT_RULES.chat;

type Body = Record<string, unknown> & { messages: Record<string, unknown>[] };

/** A finished tool loop, an answer, and a new question: it passes every rule. */
const base = (): Body => ({
  model: 'claude-4-5-sonnet',
  max_tokens: 1000,
  temperature: 0.5,
  tools: [structuredClone(WEATHER_TOOL)],
  tool_choice: 'auto',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: [{ type: 'text', text: 'Weather in Oslo and Rome?' }] },
    {
      role: 'assistant',
      content: 'I look.',
      tool_calls: [weatherCall('tooluse_1'), weatherCall('tooluse_2')],
    },
    { role: 'tool', tool_call_id: 'tooluse_1', content: 'Rain' },
    { role: 'tool', tool_call_id: 'tooluse_2', content: '{"sky":"clear"}' },
    { role: 'user', content: 'And?' },
    { role: 'assistant', content: 'Rain in Oslo, sun in Rome.' },
    { role: 'user', content: 'Thanks' },
  ],
});

/** An open tool loop on a thinking model whose first step is signed. */
const loop = (): Body => ({
  model: 'claude-4-5-sonnet',
  max_tokens: 4000,
  extended_thinking: { enabled: true, budget_tokens: 2000 },
  tools: [structuredClone(WEATHER_TOOL)],
  messages: [
    { role: 'user', content: 'Weather in Oslo?' },
    {
      role: 'assistant',
      content: 'I look.',
      reasoning: { thinking: 'Hm', signature: signThinking('Hm') },
      tool_calls: [weatherCall('tooluse_1')],
    },
    { role: 'tool', tool_call_id: 'tooluse_1', content: 'Rain' },
  ],
});

const set =
  (fields: Record<string, unknown>) =>
  (body: Body): Body =>
    Object.assign(body, fields);

const setMessage =
  (at: number, fields: Record<string, unknown>) =>
  (body: Body): Body => {
    Object.assign(body.messages[at] as object, fields);
    return body;
  };

const splice =
  (at: number, count: number, ...messages: object[]) =>
  (body: Body): Body => {
    body.messages.splice(at, count, ...(messages as Body['messages']));
    return body;
  };

const setFunction = (fields: Record<string, unknown>) =>
  set({ tools: [{ type: 'function', function: { ...WEATHER_TOOL.function, ...fields } }] });

const setParameters = (parameters: unknown) => setFunction({ parameters });

const image = (url: string) => [{ type: 'image_url', image_url: { url } }];

const think = (fields: object) => set({ extended_thinking: { enabled: true, ...fields } });

type Case = {
  rule: string;
  change: (body: Body) => unknown;
  message: RegExp | string;
  status?: number;
  from?: () => Body;
  facts?: ModelFacts;
};

const REQUIRED = (at: number) => `messages[${at}]: content is required`;
const FAILED = 'Failed to execute chat';
const BEDROCK = /^Failed to execute chat: ValidationException: /;
const UNRECOGNIZED = 'unrecognized request argument supplied: ';
const PARSING = 'error parsing JSON';

const CASES: Case[] = [
  { rule: 'body-object', change: () => [], message: PARSING },
  { rule: 'body-object', change: () => null, message: PARSING },
  { rule: 'well-formed-text', change: setMessage(7, { content: 'a\ud800' }), message: PARSING },
  { rule: 'well-formed-text', change: set({ metadata: { '\udc00': 1 } }), message: PARSING },
  {
    rule: 'stream-options',
    change: set({ stream_options: { foo: true } }),
    message: `${UNRECOGNIZED}stream_options.foo`,
  },
  {
    rule: 'unknown-field',
    change: set({ top_logprobs: 3 }),
    message: `${UNRECOGNIZED}top_logprobs`,
  },
  { rule: 'unknown-field', change: set({ thinking: {} }), message: `${UNRECOGNIZED}thinking` },
  { rule: 'field-types', change: set({ model: undefined }), message: 'model is required' },
  { rule: 'field-types', change: set({ model: 4 }), message: /model/ },
  { rule: 'field-types', change: set({ messages: undefined }), message: 'messages is required' },
  { rule: 'field-types', change: set({ messages: [] }), message: /messages/ },
  { rule: 'field-types', change: set({ max_tokens: 0 }), message: /max_tokens/ },
  { rule: 'field-types', change: set({ max_tokens: 1.5 }), message: /max_tokens/ },
  { rule: 'field-types', change: set({ max_tokens: null }), message: /max_tokens/ },
  { rule: 'field-types', change: set({ stop: 'END' }), message: /stop/ },
  { rule: 'field-types', change: set({ stop: [1] }), message: /stop/ },
  { rule: 'field-types', change: set({ stream: 'yes' }), message: /stream/ },
  { rule: 'field-types', change: set({ tools: [] }), message: /tools/ },
  { rule: 'field-types', change: set({ temperature: '1' }), message: /temperature/ },
  { rule: 'field-types', change: set({ parallel_tool_calls: 1 }), message: /parallel_tool_calls/ },
  { rule: 'field-types', change: set({ reasoning_effort: 'max' }), message: /reasoning_effort/ },
  { rule: 'field-types', change: set({ modalities: ['audio'] }), message: /modalities/ },
  { rule: 'field-types', change: set({ extended_thinking: true }), message: /extended_thinking/ },
  { rule: 'field-types', change: set({ seed: 'x' }), message: /seed/ },
  { rule: 'model-kind', change: set({ model: 'cohere-embed-v4' }), message: /chat completions/ },
  { rule: 'model-kind', change: set({ model: 'stable-image-ultra' }), message: /chat completions/ },
  { rule: 'role', change: setMessage(0, { role: 'function' }), message: /role/ },
  { rule: 'role', change: setMessage(0, { role: undefined }), message: /role/ },
  { rule: 'role', change: splice(0, 1, 'text' as never), message: /expected an object/ },
  {
    rule: 'message-keys',
    change: setMessage(7, { cache_control: {} }),
    message: `${UNRECOGNIZED}messages[7].cache_control`,
  },
  { rule: 'message-keys', change: setMessage(7, { tool_calls: [] }), message: /tool_calls/ },
  ...[
    [7, null],
    [3, null],
    [6, 'No.'],
  ].map(([at, refusal]) => ({
    rule: 'message-keys',
    change: setMessage(at as number, { refusal }),
    message: `${UNRECOGNIZED}messages[${at}].refusal`,
  })),
  { rule: 'message-keys', change: setMessage(7, { reasoning: {} }), message: /reasoning/ },
  { rule: 'message-types', change: setMessage(7, { name: 1 }), message: /name/ },
  {
    rule: 'message-types',
    change: setMessage(3, { tool_call_id: undefined }),
    message: /tool_call_id/,
  },
  { rule: 'message-types', change: setMessage(6, { tool_calls: [] }), message: /tool_calls/ },
  { rule: 'message-types', change: setMessage(6, { reasoning: 'Hm' }), message: /reasoning/ },
  { rule: 'content-required', change: setMessage(2, { content: null }), message: REQUIRED(2) },
  { rule: 'content-required', change: setMessage(2, { content: undefined }), message: REQUIRED(2) },
  { rule: 'content-required', change: setMessage(3, { content: '' }), message: REQUIRED(3) },
  { rule: 'content-required', change: setMessage(1, { content: [] }), message: REQUIRED(1) },
  { rule: 'content-type', change: setMessage(7, { content: 5 }), message: /must be a string/ },
  {
    rule: 'content-parts',
    change: setMessage(6, { content: [{ type: 'text', text: 'Sun' }] }),
    message: /must be a string/,
  },
  {
    rule: 'content-type',
    change: setMessage(3, { content: [{ type: 'text', text: 'Rain' }] }),
    message: /must be a string/,
  },
  {
    rule: 'content-type',
    change: setMessage(0, { content: image('https://a.example/b.png') }),
    message: /type/,
  },
  { rule: 'content-type', change: setMessage(7, { content: [{ type: 'file' }] }), message: /type/ },
  {
    rule: 'part-keys',
    change: setMessage(7, { content: [{ type: 'text', text: 'a', cache_control: {} }] }),
    message: `${UNRECOGNIZED}messages[7].content[0].cache_control`,
  },
  { rule: 'part-keys', change: setMessage(7, { content: [{ type: 'text' }] }), message: /text/ },
  {
    rule: 'part-keys',
    change: setMessage(7, { content: [{ type: 'image_url', image_url: 'https://a.example' }] }),
    message: /url/,
  },
  {
    rule: 'part-keys',
    change: setMessage(7, {
      content: [{ type: 'image_url', image_url: { url: 'https://a.example', detail: 'low' } }],
    }),
    message: /detail/,
  },
  { rule: 'content-blank', change: setMessage(7, { content: ' \n' }), message: /non-empty/ },
  {
    rule: 'content-blank',
    change: setMessage(7, { content: [{ type: 'text', text: '' }] }),
    message: REQUIRED(7),
  },
  {
    rule: 'content-blank',
    change: setMessage(7, { content: [{ type: 'text', text: ' ' }] }),
    message: /messages\.7: text content blocks must be non-empty/,
  },
  {
    rule: 'image-url',
    change: setMessage(7, { content: image('ftp://a.example/b.png') }),
    message: /image url/,
  },
  {
    rule: 'image-url',
    change: setMessage(7, { content: image('data:image/png;base64,[object Object]') }),
    message: /image url/,
  },
  {
    rule: 'image-url',
    change: setMessage(7, { content: image('https://a.example/[object Object]') }),
    message: /image url/,
  },
  {
    rule: 'image-url',
    change: setMessage(7, { content: image('data:image/*;base64,AAAA') }),
    message: /image url/,
  },
  {
    rule: 'image-url',
    change: setMessage(7, { content: image('data:image/png;base64,AAA') }),
    message: /image url/,
  },
  {
    rule: 'image-url',
    change: setMessage(7, { content: image('data:image/png;base64,') }),
    message: /image url/,
  },
  {
    rule: 'image-url',
    change: setMessage(7, { content: image('data:application/pdf;base64,AAAA') }),
    message: /image url/,
  },
  ...['[1,2]', '42', '-1', 'true', 'null', '"text"', ' [] '].map((content) => ({
    rule: 'tool-content-json',
    change: setMessage(3, { content }),
    message: FAILED,
    status: 500,
  })),
  {
    rule: 'tool-call-shape',
    change: setMessage(2, { tool_calls: ['x'] }),
    message: /tool_calls\[0\]/,
  },
  {
    rule: 'tool-call-shape',
    change: setMessage(2, { tool_calls: [{ ...weatherCall('tooluse_1'), index: 0 }] }),
    message: `${UNRECOGNIZED}messages[2].tool_calls[0].index`,
  },
  {
    rule: 'tool-call-shape',
    change: setMessage(2, { tool_calls: [{ ...weatherCall('tooluse_1'), id: 7 }] }),
    message: /id/,
  },
  {
    rule: 'tool-call-shape',
    change: setMessage(2, { tool_calls: [weatherCall('tooluse_1', { city: 'Oslo' } as never)] }),
    message: FAILED,
    status: 500,
  },
  ...['', '{', '[]', '"a"', 'null'].map((args) => ({
    rule: 'tool-call-arguments',
    change: setMessage(2, { tool_calls: [weatherCall('tooluse_1', args)] }),
    message: FAILED,
    status: 500,
  })),
  {
    rule: 'well-formed-arguments',
    change: setMessage(2, { tool_calls: [weatherCall('tooluse_1', '{"city":"\\ud800"}')] }),
    message: PARSING,
  },
  ...['', 'a b', 'x'.repeat(65), 'a.b'].map((id) => ({
    rule: 'tool-call-id',
    change: setMessage(2, { tool_calls: [weatherCall(id)] }),
    message: BEDROCK,
  })),
  { rule: 'tool-call-id', change: setMessage(3, { tool_call_id: 'a:b' }), message: BEDROCK },
  {
    rule: 'tool-call-id-twice',
    change: setMessage(2, { tool_calls: [weatherCall('tooluse_1'), weatherCall('tooluse_1')] }),
    message: /unique/,
  },
  {
    rule: 'tool-call-id-twice',
    change: setMessage(6, { tool_calls: [weatherCall('tooluse_1')] }),
    message: /unique/,
  },
  { rule: 'tools-declared', change: set({ tools: undefined }), message: /toolConfig/ },
  { rule: 'tool-results', change: splice(4, 1), message: /Expected toolResult .*tooluse_2/ },
  { rule: 'tool-results', change: splice(3, 2), message: /tooluse_1,tooluse_2/ },
  {
    rule: 'tool-results',
    change: setMessage(4, { tool_call_id: 'tooluse_1' }),
    message: /no toolUse/,
  },
  {
    rule: 'tool-results',
    change: setMessage(4, { tool_call_id: 'tooluse_9' }),
    message: /no toolUse/,
  },
  {
    rule: 'tool-results',
    change: splice(4, 0, { role: 'user', content: 'Hm' }),
    message: /Expected/,
  },
  {
    rule: 'tool-results',
    change: splice(4, 0, { role: 'system', content: 'Hm' }),
    message: /Expected/,
  },
  {
    rule: 'tool-results',
    change: splice(4, 0, { role: 'user', content: image('https://a.example/b.png') }),
    message: /Expected/,
  },
  {
    rule: 'tool-results',
    change: splice(6, 0, { role: 'tool', tool_call_id: 'tooluse_3', content: 'Snow' }),
    message: /no toolUse/,
  },
  {
    rule: 'tool-results',
    change: splice(8, 0, {
      role: 'assistant',
      content: 'I look.',
      tool_calls: [weatherCall('tooluse_3')],
    }),
    message: /tooluse_3/,
  },
  {
    rule: 'tools-unsupported',
    change: (body) => body,
    facts: { ...(MODELS['nova-lite'] as ModelFacts), tools: false },
    message: BEDROCK,
  },
  ...[true, false, null].map((strict) => ({
    rule: 'tool-strict',
    change: setFunction({ strict }),
    message: `${UNRECOGNIZED}tools[0].function.strict`,
  })),
  {
    rule: 'tool-keys',
    change: setFunction({ strict: 'yes' }),
    message: /strict must be a boolean/,
  },
  {
    rule: 'tool-keys',
    change: set({ tools: [{ ...WEATHER_TOOL, cache_control: {} }] }),
    message: `${UNRECOGNIZED}tools[0].cache_control`,
  },
  { rule: 'tool-keys', change: set({ tools: [{ type: 'provider' }] }), message: /type/ },
  { rule: 'tool-keys', change: setFunction({ name: undefined }), message: /name/ },
  { rule: 'tool-keys', change: setFunction({ description: 3 }), message: /description/ },
  { rule: 'tool-parameters', change: setParameters(undefined), message: /parameters is required/ },
  { rule: 'tool-root-type', change: setParameters({}), message: /must be: object/ },
  { rule: 'tool-root-type', change: setParameters({ type: 'array' }), message: /must be: object/ },
  {
    rule: 'tool-root-union-type',
    change: (body: Body) =>
      set({ model: 'nova-lite' })(setParameters({ anyOf: [{ type: 'object' }] })(body)),
    message: /must be: object/,
  },
  ...[
    { properties: { a: { $schema: 'x' } } },
    { properties: { a: { items: { anyOf: [{ $schema: 'x' }] } } } },
    { $defs: { a: { $schema: 'x' } } },
  ].map((schema) => ({
    rule: 'tool-schema-dollar',
    change: setParameters({ type: 'object', ...schema }),
    message: /^unrecognized request argument supplied: .*\.\$schema$/,
  })),
  {
    rule: 'tool-schema-2020-12',
    change: setParameters({
      type: 'object',
      properties: { a: { items: [{ type: 'string' }] } },
    }),
    message: /must match JSON Schema draft 2020-12/,
  },
  ...['description', '$defs', 'additionalProperties', 'title'].map((key) => ({
    rule: 'tool-schema-nova',
    change: (body: Body) =>
      set({ model: 'nova-lite' })(setParameters({ type: 'object', [key]: {} })(body)),
    message: new RegExp(`unsupported key .*${key.replace('$', '')}`),
  })),
  {
    rule: 'tool-description-blank',
    change: setFunction({ description: ' ' }),
    message: /greater than or equal to 1/,
  },
  ...['', 'a b', 'é', '$x', 'x'.repeat(65)].map((name) => ({
    rule: 'tool-property-names',
    change: setParameters({ type: 'object', properties: { [name]: {} } }),
    message: /Property keys should match pattern/,
  })),
  ...[{ temperature: 1 }, { top_p: 0.5 }, { top_k: 5 }].flatMap((sampling) =>
    ['claude-opus-4-7', 'claude-sonnet-5-5', 'claude-haiku-5-5', 'claude-fable-5', 'claude-x'].map(
      (model) => ({
        rule: 'sampling-newest',
        from: () => hello({ model, ...sampling }),
        change: (body: Body) => body,
        message: /is deprecated for this model/,
      }),
    ),
  ),
  {
    rule: 'thinking-budget-adaptive',
    from: () => hello({ model: 'claude-opus-4-7', max_tokens: 4000 }),
    change: set({ extended_thinking: { enabled: true, budget_tokens: 2000 } }),
    message: /is not supported for this model/,
  },
  {
    rule: 'effort-model',
    from: () => hello({ model: 'nova-lite' }),
    change: set({ reasoning_effort: 'low' }),
    message: /reasoning config value is invalid/,
  },
  ...[
    'claude-opus-5-5',
    'claude-fable-5-1',
    'claude-mythos',
    'claude-next',
    'kimi-k2-thinking',
  ].flatMap((model) =>
    ['required', { type: 'function', function: { name: 'get_weather' } }].map((tool_choice) => ({
      rule: 'tool-choice-forced',
      from: () => hello({ model, tool_choice, tools: [structuredClone(WEATHER_TOOL)] }),
      change: (body: Body) => body,
      message: /forces tool use/,
    })),
  ),
  ...['gpt-oss-120b', 'qwen3-235b', 'deepseek-v3-2'].map((model) => ({
    rule: 'stop-unsupported',
    from: () => hello({ model, stop: ['END'] }),
    change: (body: Body) => body,
    message: /doesn't support the stopSequences field/,
  })),
  ...['', ' \n'].map((sequence) => ({
    rule: 'stop-blank',
    change: set({ stop: ['END', sequence] }),
    message: /non-whitespace/,
  })),
  {
    rule: 'tool-schema-dollar',
    change: setParameters({ $schema: 'x', type: 'object' }),
    message: `${UNRECOGNIZED}tools[0].function.parameters.$schema`,
  },
  ...['', 'a b', 'a/b', 'x'.repeat(65)].map((name) => ({
    rule: 'tool-name',
    change: setFunction({ name }),
    message: BEDROCK,
  })),
  {
    rule: 'tool-name',
    change: setMessage(2, {
      tool_calls: [
        { id: 'tooluse_1', type: 'function', function: { name: 'get weather', arguments: '{}' } },
        weatherCall('tooluse_2'),
      ],
    }),
    message: BEDROCK,
  },
  { rule: 'tool-name', change: setMessage(3, { name: 'a b' }), message: BEDROCK },
  {
    rule: 'tool-name',
    change: set({ tool_choice: { type: 'function', function: { name: 'a b' } } }),
    message: BEDROCK,
  },
  {
    rule: 'tool-name-nova',
    change: (body) => setFunction({ name: 'get-weather' })(set({ model: 'nova-lite' })(body)),
    message: BEDROCK,
  },
  {
    rule: 'tool-name-twice',
    change: set({ tools: [WEATHER_TOOL, WEATHER_TOOL] }),
    message: /unique/,
  },
  { rule: 'tool-choice', change: set({ tool_choice: 'any' }), message: /tool_choice/ },
  {
    rule: 'tool-choice',
    change: set({ tool_choice: { type: 'tool', name: 'x' } }),
    message: /name/,
  },
  {
    rule: 'tool-choice',
    change: set({ tool_choice: { type: 'function', function: { name: 'other' } } }),
    message: /"other"/,
  },
  { rule: 'tool-choice', from: hello, change: set({ tool_choice: 'none' }), message: /when tools/ },
  { rule: 'first-message-user', change: splice(1, 5), message: /start with a user message/ },
  { rule: 'first-message-user', change: splice(1, 7), message: /start with a user message/ },
  {
    rule: 'alternation',
    change: splice(8, 0, { role: 'user', content: 'Hm' }),
    message: /alternate/,
  },
  {
    rule: 'alternation',
    change: splice(7, 0, { role: 'assistant', content: 'Hm' }),
    message: /alternate/,
  },
  {
    rule: 'alternation-across-system',
    change: splice(8, 0, { role: 'system', content: 'Hm' }, { role: 'user', content: 'Hm' }),
    message: /alternate/,
  },
  {
    rule: 'trailing-white-space',
    change: splice(8, 0, { role: 'assistant', content: 'You are ' }),
    message: /trailing whitespace/,
  },
  { rule: 'temperature-range', change: set({ temperature: 1.1 }), message: /between 0 and 1/ },
  { rule: 'temperature-range', change: set({ temperature: -0.1 }), message: /between 0 and 1/ },
  { rule: 'top-p-range', change: set({ top_p: 2 }), message: /between 0 and 1/ },
  { rule: 'temperature-and-top-p', change: set({ top_p: 0.9 }), message: /cannot both/ },
  {
    rule: 'top-k',
    change: (body) => set({ model: 'nova-lite', top_k: 5 })(body),
    message: `${UNRECOGNIZED}top_k`,
  },
  {
    rule: 'thinking-shape',
    from: loop,
    change: think({ effort: 1 }),
    message: /extended_thinking\.effort/,
  },
  { rule: 'thinking-shape', from: loop, change: think({ enabled: 'yes' }), message: /enabled/ },
  {
    rule: 'thinking-shape',
    from: loop,
    change: think({ budget_tokens: 1e10 + 0.5 }),
    message: /integer/,
  },
  {
    rule: 'thinking-shape',
    from: loop,
    change: think({ include_reasoning: 1 }),
    message: /include_reasoning/,
  },
  {
    rule: 'thinking-model',
    from: loop,
    change: set({ model: 'nova-lite' }),
    message: /not supported/,
  },
  {
    rule: 'thinking-model',
    from: loop,
    change: set({ model: 'claude-3-5-haiku' }),
    message: /not supported/,
  },
  { rule: 'thinking-budget', from: loop, change: think({ budget_tokens: 1023 }), message: /1024/ },
  {
    rule: 'thinking-temperature',
    from: loop,
    change: set({ temperature: 0.5 }),
    message: /temperature/,
  },
  {
    rule: 'thinking-temperature',
    change: set({ reasoning_effort: 'low' }),
    message: /temperature/,
  },
  { rule: 'thinking-top-p', from: loop, change: set({ top_p: 0.9 }), message: /top_p/ },
  { rule: 'thinking-top-k', from: loop, change: set({ top_k: 5 }), message: /top_k/ },
  {
    rule: 'thinking-tool-choice',
    from: loop,
    change: set({ tool_choice: 'required' }),
    message: /tool_choice/,
  },
  {
    rule: 'thinking-tool-choice',
    from: loop,
    change: set({ tool_choice: { type: 'function', function: { name: 'get_weather' } } }),
    message: /tool_choice/,
  },
  {
    rule: 'thinking-max-tokens',
    from: loop,
    change: set({ max_tokens: undefined }),
    message: /max_tokens/,
  },
  {
    rule: 'thinking-max-tokens',
    from: loop,
    change: set({ max_tokens: 2000 }),
    message: /max_tokens/,
  },
  {
    rule: 'thinking-open-loop',
    from: loop,
    change: setMessage(1, { reasoning: undefined }),
    message:
      /messages\.1\.content\.0\.type: Expected `thinking` or `redacted_thinking`, but found `text`/,
  },
  {
    rule: 'thinking-open-loop',
    from: loop,
    change: setMessage(1, { reasoning: { thinking: 'Hm', signature: '' } }),
    message: /Expected `thinking`/,
  },
  {
    rule: 'thinking-open-loop',
    from: loop,
    change: (body) =>
      splice(3, 0, {
        role: 'user',
        content: [
          { type: 'text', text: 'Image from tool get_weather:' },
          ...image('https://a.example/b.png'),
        ],
      })(setMessage(1, { reasoning: undefined })(body)),
    message: /Expected `thinking`/,
  },
  {
    rule: 'thinking-open-loop',
    from: loop,
    change: (body) =>
      set({ extended_thinking: undefined, reasoning_effort: 'low' })(
        setMessage(1, { reasoning: undefined })(body),
      ),
    message: /Expected `thinking`/,
  },
  {
    rule: 'reasoning-shape',
    from: loop,
    change: setMessage(1, { reasoning: { signature: 'abc' } }),
    message: /thinking must be a string/,
  },
  {
    rule: 'reasoning-unsigned',
    from: loop,
    change: splice(
      3,
      0,
      { role: 'assistant', content: 'Rain.', reasoning: { thinking: 'Hm' } },
      { role: 'user', content: 'Thanks' },
    ),
    message: /signature: Field required/,
  },
  {
    rule: 'reasoning-while-off',
    from: loop,
    change: set({ extended_thinking: undefined }),
    message: /while thinking is enabled/,
  },
  {
    rule: 'reasoning-signature',
    from: loop,
    change: setMessage(1, { reasoning: { thinking: 'Hm.', signature: signThinking('Hm') } }),
    message: /Invalid `signature`/,
  },
  ...(['none', 'required'] as const).map((word) => ({
    rule: `tool-choice-${word}`,
    change: set({ tool_choice: word }),
    message: 'invalid tool_choice',
  })),
  {
    rule: 'tool-choice-named',
    change: set({ tool_choice: { type: 'function', function: { name: 'get_weather' } } }),
    message: 'invalid tool_choice',
  },
  {
    rule: 'top-k-claude',
    change: set({ top_k: 5 }),
    message: `${UNRECOGNIZED}top_k`,
  },
  {
    rule: 'reasoning-replay',
    from: loop,
    change: (body: Body) => body,
    message: `${UNRECOGNIZED}messages[1].reasoning`,
  },
  {
    rule: 'response-format',
    change: set({ response_format: { type: 'json_object' } }),
    message: `${UNRECOGNIZED}response_format`,
  },
  ...['anyOf', 'oneOf', 'allOf'].map((key) => ({
    rule: 'tool-schema-root-union',
    change: setParameters({ [key]: [{ type: 'object' }] }),
    message: /top level/,
  })),
  ...['claude-4-6-sonnet', 'claude-sonnet-4-6', 'claude-opus-4-7'].map((model) => ({
    rule: 'prefill',
    change: (body: Body) =>
      splice(8, 0, { role: 'assistant', content: 'You are' })(
        set({ model, temperature: undefined })(body),
      ),
    message: /must end with a user message/,
  })),
];

/** The message in any of the recorded body shapes. */
function messageIn(body: unknown): unknown {
  const { error, message } = body as { error?: unknown; message?: unknown };
  if (message !== undefined) return message;
  return typeof error === 'string' ? messageIn(JSON.parse(error)) : messageIn(error);
}

const ALL_NAMES = CHAT.map(({ name }) => name);

type Place = { holder: Record<string, unknown>; key: string };

/** Every place in a JSON value that holds another. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

describe('rules', () => {
  it.each(CASES)(
    '$rule refuses (case %#)',
    ({ rule, change, message, status = 400, from = base, facts }) => {
      const changed = change(from());
      const body = JSON.parse(JSON.stringify(changed));
      const standard = CHAT.find(({ name }) => name === rule)?.standard;
      const refusal = checkRequest(body, facts, { rules: { [rule]: true } });
      expect(checkRequest(body, facts)?.rule === rule).toBe(standard !== 'off');
      if (standard !== 'always')
        expect(checkRequest(body, facts, { rules: { [rule]: false } })?.rule).not.toBe(rule);
      expect(refusal).toMatchObject({
        rule,
        status,
        message: typeof message === 'string' ? message : expect.stringMatching(message),
      });
      expect(messageIn(refusal?.body)).toBe(refusal?.message);
    },
  );

  it('are each shown refusing', () => {
    expect(new Set(CASES.map(({ rule }) => rule))).toEqual(new Set(CHAT.map(({ name }) => name)));
  });

  it('have names of their own, and a source', () => {
    expect(new Set(CHAT.map(({ name }) => name)).size).toBe(CHAT.length);
    for (const { source } of CHAT)
      expect(source).toMatch(
        /heroku-api\.md|heroku-surface\.md|field-reports\.md|language-model-v2\.md|design\.md|unverified/,
      );
  });

  it('check those that no provider can satisfy last', () => {
    expect(CHAT.slice(-3).map(({ name }) => name)).toEqual([
      'tool-schema-root-union',
      'tool-property-names',
      'prefill',
    ]);
  });

  const passes: [string, unknown][] = [
    [
      'call ids of Kimi with a dot and a colon',
      set({ model: 'kimi-k2-5' })(
        splice(
          4,
          1,
        )(
          setMessage(2, { tool_calls: [weatherCall('functions.get_weather:0')] })(
            setMessage(3, { tool_call_id: 'functions.get_weather:0' })(base()),
          ),
        ),
      ),
    ],
    [
      '`$schema` where it is a name or a value',
      setParameters({
        type: 'object',
        properties: { $x: { const: { $schema: 'x' }, default: { $schema: 'x' } } },
        required: ['$schema'],
      })(set({ model: 'glm-4-7' })(base())),
    ],
    ['sampling on Claude 4.6', hello({ model: 'claude-opus-4-6', temperature: 0.5 })],
    [
      'thinking without a budget',
      hello({ model: 'claude-opus-4-7', extended_thinking: { enabled: true } }),
    ],
    ['stop sequences on Kimi', hello({ model: 'kimi-k2-5', stop: ['END'] })],
    [
      'a tuple where nobody looks',
      setParameters({ type: 'object', properties: { a: { items: [{}] } } })(
        set({ model: 'glm-4-7' })(base()),
      ),
    ],
    [
      'a union at the root beside its type',
      setParameters({ type: 'object', anyOf: [{ type: 'object' }] })(
        set({ model: 'glm-4-7' })(base()),
      ),
    ],
    ['an assistant message as it came', setMessage(6, { refusal: null })(base())],
    ['the base request', base()],
    ['the signed tool loop', loop()],
    ['a single message', hello()],
    [
      'every field that is ignored',
      hello({ n: 1, seed: 4, response_format: {}, store: true, logit_bias: {} }),
    ],
    ['null for stop and extended_thinking', hello({ stop: null, extended_thinking: null })],
    ['thinking that is off', hello({ extended_thinking: { enabled: false }, temperature: 0 })],
    [
      'unknown fields under allow_ignored_params',
      hello({ allow_ignored_params: true, foo: 1, stream_options: {} }),
    ],
    ['top_k on Claude', hello({ top_k: 5 })],
    ['temperature with top_p on Nova', hello({ model: 'nova-lite', temperature: 1, top_p: 1 })],
    ['prefill before Claude 4.6', splice(8, 0, { role: 'assistant', content: 'You are' })(base())],
    [
      'a later step without thinking',
      splice(
        3,
        0,
        { role: 'assistant', content: 'More.', tool_calls: [weatherCall('tooluse_2')] },
        { role: 'tool', tool_call_id: 'tooluse_2', content: 'Sun' },
      )(
        splice(2, 0, { role: 'tool', tool_call_id: 'tooluse_1', content: 'Rain' })(
          splice(2, 1)(loop()),
        ),
      ),
    ],
    [
      'thinking after a finished unsigned loop',
      set({ temperature: 1, extended_thinking: { enabled: true } })(base()),
    ],
    ['redacted thinking', setMessage(1, { reasoning: { redacted_thinking: 'abc' } })(loop())],
    [
      'a signature of which nothing is known',
      setMessage(1, { reasoning: { thinking: 'Hm', signature: 'EqQBCg' } })(loop()),
    ],
    [
      'images by URL and data',
      setMessage(7, {
        content: [
          ...image('https://a.example/b.png?x=1'),
          ...image('data:image/png;base64,iVBORw0='),
        ],
      })(base()),
    ],
    [
      'prose in a tool result that begins like JSON',
      setMessage(3, { content: '12 degrees' })(base()),
    ],
  ];
  it.each(passes)('let pass: %s', (_, body) => {
    expect(checkRequest(JSON.parse(JSON.stringify(body)))).toBeUndefined();
  });

  it('judge whatever JSON stands in any place of a request', () => {
    const scrap = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom<unknown>('user', 'tool', 'text', 'a', 1, [], {}, null),
    );
    fc.assert(
      fc.property(fc.constantFrom(base, loop), fc.nat(), scrap, (from, at, value) => {
        const body = from();
        const places = placesIn(body);
        const place = places[at % places.length];
        if (place) place.holder[place.key] = structuredClone(value);
        expect(() => checkRequest(body)).not.toThrow();
        expect(() => checkRequest(body, undefined, { except: ALL_NAMES })).not.toThrow();
        const one = ALL_NAMES.slice(at % ALL_NAMES.length).slice(0, 1);
        expect(() => checkRequest(body, undefined, { except: one })).not.toThrow();
      }),
      { seed: 3, numRuns: 3000 },
    );
  });

  it('can be excepted by name', () => {
    const body = set({ model: 'claude-opus-4-6' })(
      splice(8, 0, { role: 'assistant', content: 'You' })(base()),
    );
    expect(checkRequest(body)?.rule).toBe('prefill');
    expect(checkRequest(body, undefined, { except: ['prefill'] })).toBeUndefined();
  });

  it('are known by name, and some cannot be turned off', () => {
    const made = (rules: object) => () => createLocalHeroku({ rules });
    expect(made({ 'content-requird': false })).toThrow(/No rule is named 'content-requird'/);
    expect(made({ 'field-types': false })).toThrow(/cannot be turned off/);
    expect(made({ 'content-required': false })).not.toThrow();
  });

  it('take stream_options where the server does', () => {
    const streamOptions = true;
    const check = (stream_options: unknown) =>
      checkRequest(hello({ stream_options }), undefined, { streamOptions });
    expect(check({ include_usage: true })).toBeUndefined();
    expect(
      checkRequest(hello({ stream_options: {} }), undefined, { streamOptions: false })?.message,
    ).toBe(`${UNRECOGNIZED}stream_options`);
    expect(check({ foo: 1 })?.message).toBe(`${UNRECOGNIZED}stream_options.foo`);
    expect(check(true)?.rule).toBe('stream-options');
  });

  it('answer in the recorded body shapes', () => {
    const bodyFor = (more: object) => checkRequest(hello(more))?.body;
    expect(bodyFor({ foo: 1 })).toEqual({
      error:
        '{"code":400,"message":"unrecognized request argument supplied: foo","type":"invalid_request"}',
    });
    expect(bodyFor({ temperature: 2 })).toMatchObject({
      error: { code: 400, type: 'invalid_request' },
    });
    expect(bodyFor({ temperature: 1, top_p: 1 })).toMatchObject({
      code: 400,
      type: 'invalid_request',
    });
  });
});

describe('gates', () => {
  const ask = async (body: unknown, { headers = {}, url = URL_OF_CHAT, options = {} } = {}) => {
    const server = createLocalHeroku(options);
    const response = await server.fetch(url, post(body, headers));
    return {
      status: response.status,
      answer: JSON.stringify(await response.json()),
      rule: server.requests[0]?.refusedBy,
    };
  };

  it('refuse a missing or wrong key', async () => {
    const refused = {
      status: 401,
      answer: expect.stringContaining('Invalid API key provided'),
      rule: 'key',
    };
    expect(await ask(hello(), { headers: { authorization: '' } })).toMatchObject(refused);
    expect(await ask(hello(), { headers: { authorization: 'Bearer inf-1' } })).toMatchObject(
      refused,
    );
    expect(await ask(hello(), { options: { key: 'inf-2' } })).toMatchObject(refused);
  });

  it('refuse a model that is unknown, or another than the one of the key', async () => {
    const refused = {
      status: 403,
      answer:
        '{"error":{"code":403,"message":"You do not have access to that model","type":"authorization_error"}}',
      rule: 'model',
    };
    expect(await ask(hello({ model: 'gpt-4' }))).toEqual(refused);
    expect(await ask(hello({ model: 'constructor' }))).toEqual(refused);
    expect(await ask(hello(), { options: { keyModel: 'nova-lite' } })).toEqual(refused);
    expect(await ask(hello(), { options: { keyModel: 'claude-4-5-sonnet' } })).toMatchObject({
      status: 200,
    });
  });

  it('refuse another path or method', async () => {
    const url = 'https://us.inference.heroku.com/v1/v1/chat/completions';
    expect(await ask(hello(), { url })).toMatchObject({ status: 404, rule: 'path' });
    const server = createLocalHeroku();
    expect((await server.fetch(URL_OF_CHAT)).status).toBe(405);
  });

  it('refuse a body that is no JSON', async () => {
    expect(await ask('{')).toMatchObject({
      status: 400,
      rule: 'body-json',
      answer: expect.stringContaining('error parsing JSON'),
    });
  });

  it('leave a model of the wrong type to the body rules', async () => {
    expect(await ask(hello({ model: 5 }))).toMatchObject({ status: 400, rule: 'field-types' });
  });
});
