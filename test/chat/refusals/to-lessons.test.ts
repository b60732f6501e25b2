import {
  APICallError,
  type LanguageModelV2CallOptions,
  type LanguageModelV2StreamPart,
} from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { createHeroku, type HerokuProviderSettings } from '../../../src';
import type { Scope } from '../../../src/chat/refusals/known-refusals';
import type { ChatRequestBody } from '../../../src/chat/wire/request';
import {
  assistant,
  call,
  functionTool,
  reasoning,
  result,
  system,
  tool,
  user,
} from '../request/prompts';

type Row = {
  /** What the server says. */
  words: string;
  /** What it says it of. */
  refuses: (body: ChatRequestBody) => boolean;
  options: Partial<LanguageModelV2CallOptions>;
  modelId?: string;
  /** Default: `model`. */
  scope?: Scope;
  /** What is sent instead; undefined values must be absent. */
  sent: Record<string, unknown>;
};

const RECIPE = { type: 'object', properties: { name: { type: 'string' } } } as const;
const heroku = (options: object) => ({ providerOptions: { heroku: options as never } });
const thinkingWith = (budgetTokens?: number) =>
  heroku({ extendedThinking: { enabled: true, budgetTokens } });
const isForced = ({ tool_choice }: ChatRequestBody) =>
  tool_choice !== undefined && tool_choice !== 'auto' && tool_choice !== 'none';
const hasReasoning = ({ messages }: ChatRequestBody) =>
  messages.some((message) => 'reasoning' in message);
const OPEN_LOOP = [
  user('Look'),
  assistant(reasoning('I look.', { signature: 's' }), call('1')),
  tool(result('1')),
];
const OLD_LOOP = [...OPEN_LOOP, assistant('Done.'), user('Thanks')];
const FAILED =
  'Failed to execute chat: ValidationException: The model returned the following errors: ';

/** Every row of the table of refusals, in the words of each source. */
const ROWS: Record<string, Row> = {
  'a field that Heroku does not know': {
    words: 'unrecognized request argument supplied: top_k',
    refuses: (body) => body.top_k !== undefined,
    options: { topK: 5 },
    sent: { top_k: undefined },
  },
  'the same without "supplied"': {
    words: 'unrecognized request argument: parallel_tool_calls',
    refuses: (body) => body.parallel_tool_calls !== undefined,
    options: { tools: [functionTool('look')], ...heroku({ parallelToolCalls: true }) },
    sent: { parallel_tool_calls: undefined, tool_choice: 'auto' },
  },
  reasoning_effort: {
    words: 'unrecognized request argument supplied: reasoning_effort',
    refuses: (body) => body.reasoning_effort !== undefined,
    options: heroku({ reasoningEffort: 'low' }),
    sent: { reasoning_effort: undefined },
  },
  'extended_thinking, with all that depends on it': {
    words: 'extended_thinking is not supported by model claude-4-5-sonnet',
    refuses: (body) => body.extended_thinking !== undefined,
    options: { ...thinkingWith(2000), temperature: 0.5, prompt: OPEN_LOOP },
    sent: { extended_thinking: undefined, temperature: 0.5, max_tokens: undefined },
  },
  'a key that Bedrock does not know': {
    words:
      'Malformed input request: extraneous key [top_p] is not permitted, please reformat your input and try again.',
    refuses: (body) => body.top_p !== undefined,
    options: { topP: 0.5 },
    sent: { top_p: undefined },
  },
  'a field in the words of Anthropic': {
    words: `${FAILED}stop_sequences: Extra inputs are not permitted`,
    refuses: (body) => body.stop !== undefined,
    options: { stopSequences: ['END'] },
    sent: { stop: undefined },
  },
  'sampling that is deprecated': {
    words: `${FAILED}\`temperature\` is deprecated for this model.`,
    refuses: ({ temperature, top_p, top_k }) => (temperature ?? top_p ?? top_k) !== undefined,
    options: { temperature: 0.5, topK: 5 },
    sent: { temperature: undefined, top_k: undefined },
  },
  'top_p alone that is deprecated': {
    words: `${FAILED}\`top_p\` is deprecated for this model.`,
    refuses: ({ top_p }) => top_p !== undefined,
    options: { topP: 0.5 },
    sent: { top_p: undefined },
  },
  'top_p that must be unset beside thinking': {
    words: 'top_p must be unset with a budget of thinking.',
    scope: 'beside',
    refuses: ({ top_p }) => top_p !== undefined,
    options: { topP: 0.5 },
    sent: { top_p: undefined },
  },
  'temperature beside top_p': {
    words:
      '`temperature` and `top_p` cannot both be specified for this model. Please use only one.',
    scope: 'beside',
    refuses: ({ temperature, top_p }) => temperature !== undefined && top_p !== undefined,
    options: { temperature: 0.5, topP: 0.5 },
    modelId: 'next-year-1',
    sent: { temperature: 0.5, top_p: undefined },
  },
  'a thinking budget': {
    words: `${FAILED}"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive".`,
    refuses: (body) => body.extended_thinking?.budget_tokens !== undefined,
    options: { ...thinkingWith(2000), maxOutputTokens: 100 },
    sent: { extended_thinking: { enabled: true, include_reasoning: true }, max_tokens: 2100 },
  },
  'thinking that Heroku has made of an effort': {
    words: `${FAILED}"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort".`,
    refuses: (body) => body.reasoning_effort !== undefined,
    options: { ...heroku({ reasoningEffort: 'high' }), maxOutputTokens: 100 },
    modelId: 'claude-opus-4-8',
    sent: { reasoning_effort: undefined, max_tokens: 100 },
  },
  'the same of a level of AI SDK 7': {
    words: `${FAILED}thinking.enabled.budget_tokens: Extra inputs are not permitted`,
    refuses: (body) => body.reasoning_effort !== undefined,
    options: { reasoning: 'high' } as object,
    modelId: 'claude-opus-4-8',
    sent: { reasoning_effort: undefined },
  },
  'a limit under its old name': {
    words:
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    refuses: (body) => body.max_tokens !== undefined,
    options: { maxOutputTokens: 100 },
    sent: { max_tokens: undefined, max_completion_tokens: 100 },
  },
  'a budget by its name': {
    words: 'extended_thinking.budget_tokens is not supported',
    refuses: (body) => body.extended_thinking?.budget_tokens !== undefined,
    options: thinkingWith(2000),
    sent: { extended_thinking: { enabled: true, include_reasoning: true } },
  },
  'a forced tool choice': {
    words: 'Thinking may not be enabled when tool_choice forces tool use.',
    scope: 'beside',
    refuses: isForced,
    options: { tools: [functionTool('look')], toolChoice: { type: 'required' } },
    sent: { tool_choice: 'auto' },
  },
  'a forced tool choice in the words of Converse': {
    words:
      "This model doesn't support the toolConfig.toolChoice.any field. Remove toolConfig.toolChoice.any and try again.",
    refuses: isForced,
    options: { tools: [functionTool('look')], toolChoice: { type: 'tool', toolName: 'look' } },
    sent: { tool_choice: 'auto' },
  },
  'a forced JSON tool': {
    words: 'tool_choice "required" is not supported by this model',
    refuses: isForced,
    options: { responseFormat: { type: 'json', schema: RECIPE } },
    modelId: 'next-year-1',
    sent: { tools: undefined, tool_choice: undefined },
  },
  'stop sequences in the words of Converse': {
    words:
      "This model doesn't support the stopSequences field. Remove stopSequences and try again.",
    refuses: (body) => body.stop !== undefined,
    options: { stopSequences: ['END'] },
    sent: { stop: undefined },
  },
  'a parameter in the words of OpenAI': {
    words: "Unsupported parameter: 'temperature' is not supported with this model.",
    refuses: (body) => body.temperature !== undefined,
    options: { temperature: 0.5, topP: 0.5 },
    modelId: 'next-year-1',
    sent: { temperature: undefined, top_p: 0.5 },
  },
  'thinking whose replay is refused': {
    words: `${FAILED}messages.1.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`text\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block.`,
    scope: 'call',
    refuses: (body) => body.extended_thinking !== undefined,
    options: { ...thinkingWith(2000), prompt: OPEN_LOOP },
    sent: { extended_thinking: undefined, max_tokens: undefined },
  },
  'a signature of another model': {
    words: `${FAILED}messages.1.content.0: Invalid \`signature\` in \`thinking\` block`,
    scope: 'call',
    refuses: hasReasoning,
    options: { ...thinkingWith(2000), prompt: OLD_LOOP },
    sent: { extended_thinking: { enabled: true, budget_tokens: 2000, include_reasoning: true } },
  },
  'a replay that Heroku does not know': {
    words: 'unrecognized request argument supplied: messages[1].reasoning',
    refuses: hasReasoning,
    options: { ...thinkingWith(2000), prompt: OLD_LOOP },
    sent: { extended_thinking: { enabled: true, budget_tokens: 2000, include_reasoning: true } },
  },
};

type Shape = (message: string, stream: boolean) => Response;

const sse = (data: unknown, event = 'message') =>
  `event:${event}\ndata:${JSON.stringify(data)}\n\n`;
const error = (message: string) => ({ code: 400, message, type: 'invalid_request' });

/** Every shape in which a 400 has been seen (heroku-api.md §4), or may come once a stream is open. */
const SHAPES: Record<string, Shape> = {
  'a 400 with an error': (message) => Response.json({ error: error(message) }, { status: 400 }),
  'a 400 with JSON in a string': (message) =>
    Response.json({ error: JSON.stringify(error(message)) }, { status: 400 }),
  'a bare 400': (message) => Response.json(error(message), { status: 400 }),
  'a first frame': (message) =>
    new Response(sse({ error: error(message) }), {
      headers: { 'content-type': 'text/event-stream' },
    }),
  'a first frame of type error': (message) =>
    new Response(sse(error(message), 'error'), {
      headers: { 'content-type': 'text/event-stream' },
    }),
  'a body with status 200': (message) => Response.json({ error: error(message) }),
  'a body with status 200 and no code': (message) => Response.json({ error: { message } }),
};

function answer(stream: boolean): Response {
  const choice = { index: 0, finish_reason: 'stop' };
  if (!stream) {
    return Response.json({
      choices: [{ ...choice, message: { role: 'assistant', content: 'Hi' } }],
    });
  }
  return new Response(
    `${sse({ choices: [{ ...choice, delta: { content: 'Hi' } }] })}data:[DONE]\n\n`,
  );
}

/** A server that refuses what a row says, and nothing else. */
function open(
  { words, refuses }: Pick<Row, 'words' | 'refuses'>,
  shape: Shape,
  settings?: HerokuProviderSettings,
) {
  const bodies: ChatRequestBody[] = [];
  const provider = createHeroku({
    apiKey: 'inf-test',
    baseURL: 'https://host.test',
    includeUsage: false,
    ...settings,
    fetch: async (_, init) => {
      const body: ChatRequestBody = JSON.parse(String(init?.body));
      bodies.push(body);
      return refuses(body) ? shape(words, body.stream === true) : answer(body.stream === true);
    },
  });
  return { provider, bodies };
}

type Model = ReturnType<ReturnType<typeof createHeroku>>;
const options = (row: Pick<Row, 'options'>): LanguageModelV2CallOptions => ({
  prompt: [system('Be brief.'), user('Hello')],
  ...row.options,
});

/** What a call in either mode gives: its warnings as texts, and the body it says that it sent. */
const MODES = {
  doGenerate: async (model: Model, call: LanguageModelV2CallOptions) => {
    const { warnings, request, content, providerMetadata } = await model.doGenerate(call);
    const text = content.find(({ type }) => type === 'text');
    return { warnings, body: request?.body, text, learned: providerMetadata?.heroku?.learned };
  },
  doStream: async (model: Model, call: LanguageModelV2CallOptions) => {
    const { stream, request } = await model.doStream(call);
    let warnings: unknown[] = [];
    let text: unknown;
    let learned: unknown;
    for await (const part of stream as unknown as AsyncIterable<LanguageModelV2StreamPart>) {
      if (part.type === 'stream-start') warnings = part.warnings;
      if (part.type === 'text-delta') text = part;
      if (part.type === 'finish') learned = part.providerMetadata?.heroku?.learned;
    }
    return { warnings, body: request?.body, text, learned };
  },
};

/** The beginning of the first sentence, without what gateways put in front. */
const quoteOf = (words: string) =>
  words.replace(/^(?:Failed[^:]*: \w+: The[^:]*: |Malformed[^:]*: )/, '').slice(0, 40);
const differing = (before: ChatRequestBody, after: ChatRequestBody) =>
  (Object.keys({ ...before, ...after }) as (keyof ChatRequestBody)[])
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .sort();
const textsOf = (warnings: unknown[]) =>
  warnings.map((warning) => JSON.stringify(warning).replaceAll('\\"', '"'));

describe.each(Object.entries(ROWS))('%s', (_, row) => {
  const modelId = row.modelId ?? 'claude-4-5-sonnet';

  describe.each(Object.entries(MODES))('%s', (_, run) => {
    test.each(Object.entries(SHAPES))(
      '%s: sent again, with a warning each time, and remembered if it is about the model',
      async (_, shape) => {
        const { provider, bodies } = open(row, shape);
        const first = await run(provider(modelId), options(row));
        expect(bodies).toHaveLength(2);
        expect(row.refuses(bodies[0] as ChatRequestBody)).toBe(true);
        for (const [field, value] of Object.entries(row.sent)) {
          expect(bodies[1]?.[field as keyof ChatRequestBody], field).toEqual(value);
        }
        expect(first.body).toEqual(bodies[1]);
        expect(first.text).toBeDefined();
        const quotes = (warnings: unknown[]) =>
          textsOf(warnings).filter((text) => text.includes(quoteOf(row.words)));
        expect(quotes(first.warnings).length, textsOf(first.warnings).join()).toBeGreaterThan(0);

        const second = await run(provider(modelId), options(row));
        if ((row.scope ?? 'model') === 'model') {
          // The next call of this model is right at once, and says so without the words of the server.
          expect(bodies).toHaveLength(3);
          expect(quotes(second.warnings)).toEqual([]);
          const told = textsOf(second.warnings).join('\n');
          expect(told).toMatch(/since 20\d\d-.*learnFromRefusals/);
          expect(told).toContain(modelId);
          expect(second.learned).toEqual(first.learned);
        } else {
          expect(bodies).toHaveLength(4);
          expect(bodies[2]).toEqual(bodies[0]);
          expect(quotes(second.warnings)).toEqual(quotes(first.warnings));
        }
        const [before, after] = bodies as [ChatRequestBody, ChatRequestBody];
        expect([...(first.learned as string[])].sort()).toEqual(differing(before, after));
        // Another model starts anew.
        const { length } = bodies;
        await run(provider(`${modelId}-x`), options(row));
        expect(bodies.length).toBeGreaterThan(length + 1);
      },
    );
  });

  test('learnFromRefusals: false gives one request, and the words of the server', async () => {
    const { provider, bodies } = open(row, SHAPES['a 400 with an error'] as Shape, {
      learnFromRefusals: false,
    });
    await expect(provider(modelId).doGenerate(options(row))).rejects.toThrow(quoteOf(row.words));
    expect(bodies).toHaveLength(1);
  });
});

const SAMPLING = { options: { temperature: 0.5 }, refuses: isSent('temperature') };
const TOP_P = { options: { topP: 0.5 }, refuses: isSent('top_p') };
const TOP_K = { options: { topK: 5 }, refuses: isSent('top_k'), modelId: 'claude-4-5-sonnet' };
const STOP = { options: { stopSequences: ['END'] }, refuses: isSent('stop') };
const EFFORT = { options: heroku({ reasoningEffort: 'low' }), refuses: isSent('reasoning_effort') };
const THINKING = { options: thinkingWith(2000), refuses: isSent('extended_thinking') };
const FORCED = {
  options: { tools: [functionTool('look')], toolChoice: { type: 'required' as const } },
  refuses: isForced,
};
const STREAM_OPTIONS = { options: {}, refuses: isSent('stream_options'), streamOnly: true };
const PARALLEL = {
  options: { tools: [functionTool('look')], ...heroku({ parallelToolCalls: false }) },
  refuses: isSent('parallel_tool_calls'),
};
const NO_CHOICE = {
  options: { tools: [functionTool('look')], toolChoice: { type: 'none' as const } },
  refuses: ({ tool_choice }: ChatRequestBody) => tool_choice === 'none',
};
const REPLAY = {
  options: { ...thinkingWith(2000), prompt: OLD_LOOP },
  refuses: hasReasoning,
  modelId: 'claude-4-5-sonnet',
};
const ADAPTIVE = { ...THINKING, options: thinkingWith(), modelId: 'claude-opus-4-8' };
const LIMIT = { options: { maxOutputTokens: 100 }, refuses: isSent('max_tokens') };

function isSent(...fields: (keyof ChatRequestBody)[]) {
  return (body: ChatRequestBody) => fields.some((field) => body[field] !== undefined);
}

type Phrase = Pick<Row, 'refuses' | 'options' | 'modelId'> & { streamOnly?: boolean };

/** How others have been told the same, each from a public thread. */
const PHRASES: [words: string, about: Phrase][] = [
  // QwenLM/qwen-code#921
  [
    "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
    SAMPLING,
  ],
  // Anthropic, beside thinking
  ['`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.', SAMPLING],
  ['`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled.', TOP_P],
  // RooCodeInc/Roo-Code#12162
  [
    'litellm.BadRequestError: BedrockException - {"message":"The model returned the following errors: {\\"type\\":\\"error\\",\\"error\\":{\\"type\\":\\"invalid_request_error\\",\\"message\\":\\"`temperature` is deprecated for this model.\\"}}"}',
    SAMPLING,
  ],
  // crewAIInc/crewAI#3317, through litellm
  [
    'litellm.BadRequestError: BedrockException - {"message":"This model doesn\'t support the stopSequences field. Remove stopSequences and try again."}. Received Model Group=a',
    STOP,
  ],
  // vercel/ai#4396, in the form of boto3
  [
    "An error occurred (ValidationException) when calling the Converse operation: This model doesn't support the toolConfig.toolChoice.any field. Remove toolConfig.toolChoice.any and try again.",
    FORCED,
  ],
  // tickernelz/opencode-mem#253, can1357/oh-my-pi#7315
  ['Thinking mode does not support this tool_choice', FORCED],
  ["tool_choice 'required' is incompatible with thinking enabled", FORCED],
  ["Unknown parameter: 'reasoning_effort'.", EFFORT],
  ['This model does not support the effort parameter.', EFFORT],
  ['The `stop` parameter is not supported.', STOP],
  ['Model next-year-1 does not support parameter stop.', STOP],
  // langchain-ai/langchain-aws#62
  [
    'Malformed input request: #: extraneous key [stop_sequences] is not permitted, please reformat your input and try again.',
    STOP,
  ],
  [
    'Malformed input request: #/inferenceConfig: extraneous key [topK] is not permitted, please reformat your input and try again.',
    TOP_K,
  ],
  ["This model doesn't support extended thinking.", THINKING],
  ['`thinking` is not supported on this model', THINKING],
  [
    'Unrecognized request arguments supplied: temperature, top_p',
    { options: { temperature: 0.5, topP: 0.5 }, refuses: isSent('temperature', 'top_p') },
  ],
  [
    'temperature, top_p and top_k are not supported for this model',
    { options: { temperature: 0.5, topP: 0.5 }, refuses: isSent('temperature', 'top_p') },
  ],
  // BerriAI/litellm#13959, #14225: gpt-oss on Bedrock. An effort has become a thinking budget on the way.
  [
    'The model returned the following errors: Failed to deserialize the JSON body into the target type: thinking: unknown field `thinking`, expected one of `messages`, `model`, `stop` at line 1 column 445',
    EFFORT,
  ],
  // agentgateway/agentgateway#3442
  [
    'The model returned the following errors: {"error":{"code":"unknown_parameter","message":"Unknown parameter: \'thinking\'.","param":"thinking","type":"invalid_request_error"}}',
    EFFORT,
  ],
  // BerriAI/litellm#11085, scaleapi/vero#66, arbs-io/github-copilot-llm-gateway#79
  [
    "litellm.UnsupportedParamsError: bedrock does not support parameters: ['reasoning_effort'], for model=us.anthropic.claude-sonnet-4-20250514-v1:0. To drop these, set `litellm.drop_params=True`",
    EFFORT,
  ],
  [
    "litellm.UnsupportedParamsError: fireworks_ai does not support parameters: ['tool_choice'], for model=kimi-k3",
    FORCED,
  ],
  [
    "litellm.UnsupportedParamsError: bedrock does not support parameters: {'stop': ['END']}, for model=a",
    STOP,
  ],
  [
    "litellm.UnsupportedParamsError: a does not support parameters: ['temperature', 'top_p'], for model=b",
    { options: { temperature: 0.5, topP: 0.5 }, refuses: isSent('temperature', 'top_p') },
  ],
  // danny-avila/LibreChat#6601, #6991
  [
    'The model returned the following errors: messages.3.content.0: When providing `thinking` or `redacted_thinking` blocks, all preceding prompt sections (including system, tools, and thinking configuration) must match the parameters during the original request.',
    REPLAY,
  ],
  // vercel/ai#17591
  ['User messages cannot contain reasoning content. Please remove it.', REPLAY],
  // vellum-ai/vellum-assistant#37276
  ['adaptive thinking is not supported on this model', ADAPTIVE],
  // boto/boto3#4687
  [
    'Parameter validation failed:\nUnknown parameter in toolConfig.toolChoice: "none", must be one of: auto, any, tool',
    NO_CHOICE,
  ],
  [
    'Parameter validation failed: Unknown parameter in inferenceConfig: "topK", must be one of: maxTokens, temperature, topP, stopSequences',
    TOP_K,
  ],
  [
    "tool_choice: Input tag 'none' found using 'type' does not match any of the expected tags: 'auto', 'any', 'tool'",
    NO_CHOICE,
  ],
  ['tool_choice.disable_parallel_tool_use: Extra inputs are not permitted', PARALLEL],
  ['output_config: Extra inputs are not permitted', EFFORT],
  // openai/openai-python#2046 and many more
  [
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    LIMIT,
  ],
  // tinovyatkin/amazon-bedrock-copilot-chat#546
  [
    'The model returned the following errors: {"type":"error","request_id":"req_h","error":{"type":"invalid_request_error","message":"temperature is deprecated for this model."}}: ValidationException: The model returned the following errors: {"type":"error"}',
    SAMPLING,
  ],
  // microsoft/clarity-agent#59: the error as Python prints it.
  [
    `Error code: 400 - {'error': {'message': "Unsupported parameter: 'temperature' is not supported with this model.", 'type': 'invalid_request_error', 'param': 'temperature', 'code': 'unsupported_parameter'}}`,
    SAMPLING,
  ],
  [
    'Unrecognized field "stream_options" (class com.a.Request), not marked as ignorable',
    STREAM_OPTIONS,
  ],
  ["Unexpected field 'reasoning_effort'", EFFORT],
  ["Invalid parameter: 'top_k' is not supported", TOP_K],
  ['Parameter top_k is not recognized', TOP_K],
  ["The provided model doesn't support the stopSequences field.", STOP],
  ['Stop sequences are not supported by this model.', STOP],
  ['Reasoning effort is not supported for this model.', EFFORT],
  ["Tool choice 'required' is not supported by this model.", FORCED],
  ["This model doesn't support a tool choice that forces tool use.", FORCED],
  ['toolConfig.toolChoice.tool is not supported by this model', FORCED],
];

describe('the same in other words', () => {
  test.each(PHRASES)('%s', async (words, { refuses, options: call, modelId, streamOnly }) => {
    for (const [mode, run] of Object.entries(MODES)) {
      if (streamOnly && mode === 'doGenerate') continue;
      const { provider, bodies } = open(
        { words, refuses },
        SHAPES['a 400 with an error'] as Shape,
        { includeUsage: streamOnly ? 'auto' : false },
      );
      const model = provider(modelId ?? 'next-year-1');
      const { text } = await run(model, options({ options: call }));
      expect(text, mode).toBeDefined();
      expect(bodies.map(refuses), mode).toEqual([true, false]);
    }
  });
});

describe('bodies in which the words are somewhere else', () => {
  const words = "This model doesn't support the stopSequences field. Remove stopSequences.";
  test.each<[string, unknown]>([
    [
      'a list of FastAPI',
      { detail: [{ loc: ['body', 'stop'], msg: 'Extra inputs are not permitted' }] },
    ],
    [
      'a list of vLLM (partITech/php-mistral#76)',
      {
        object: 'Error',
        message: [{ loc: ['body', 'stop'], msg: 'Extra inputs are not permitted', input: [] }],
        code: 3001,
      },
    ],
    [
      'a parameter beside words of another language',
      {
        error: { message: 'Nicht unterst\u00fctzt', param: 'stop', code: 'unsupported_parameter' },
      },
    ],
    ['a list without places', { detail: [{ msg: words }] }],
    ['an exception as the key', { validationException: { message: words } }],
    ['Message', { Message: words }],
    ['a list of errors', [{ error: { code: 400, message: words } }]],
    [
      'the raw body behind a router',
      {
        error: {
          code: 400,
          message: 'Provider returned error',
          metadata: { raw: JSON.stringify({ error: { message: words } }) },
        },
      },
    ],
    [
      'the cause (nashsu/llm_wiki#670)',
      { error: { cause: JSON.stringify({ error: { message: words } }), message: 'Call failed' } },
    ],
    ['text', words],
  ])('%s', async (_, body) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const { provider, bodies } = open(
      { words: text, refuses: STOP.refuses },
      (message) => new Response(message, { status: 400 }),
    );
    await provider('next-year-1').doGenerate(options(STOP));
    expect(bodies.map(STOP.refuses)).toEqual([true, false]);
  });
});

describe('what is not learned', () => {
  const call400: [string, string, Partial<LanguageModelV2CallOptions>][] = [
    [
      'a content that mentions a field',
      'messages[0]: content is required; temperature is not supported',
      { temperature: 0.5 },
    ],
    [
      'a content that is quoted',
      'invalid content "unrecognized request argument supplied: temperature"',
      { temperature: 0.5 },
    ],
    [
      'a tool that has such a property',
      'tools[0].function.parameters.temperature is not supported',
      { temperature: 0.5 },
    ],
    ['a value that is wrong', 'temperature must be between 0 and 1', { temperature: 0.5 }],
    [
      'a value that is wrong, of Anthropic',
      'temperature: Input should be less than or equal to 1',
      { temperature: 0.5 },
    ],
    [
      'a limit that is too high',
      'max_tokens: 99999 > 8192, which is the maximum allowed number of output tokens',
      { maxOutputTokens: 99_999 },
    ],
    [
      'a stop sequence that is wrong',
      'stop_sequences: each stop sequence must contain non-whitespace',
      { stopSequences: ['END'] },
    ],
    [
      'a text of the user in front',
      '"temperature is not supported" is not valid content',
      { temperature: 0.5 },
    ],
    [
      'a text of the user that was blocked',
      "'unrecognized request argument supplied: temperature' was blocked by the content filter",
      { temperature: 0.5 },
    ],
    [
      'a text of the user behind other words',
      'The prompt says: temperature is not supported',
      { temperature: 0.5 },
    ],
    [
      'a field of a message by its path',
      'messages.0.content.1.temperature: Extra inputs are not permitted',
      { temperature: 0.5 },
    ],
    [
      'a key of a message on InvokeModel',
      'Malformed input request: #/messages/0: extraneous key [temperature] is not permitted',
      { temperature: 0.5 },
    ],
    [
      'a tool that is refused for its schema',
      'tool_choice: tool "look" is not supported because its schema is invalid',
      { tools: [functionTool('look')], toolChoice: { type: 'required' } },
    ],
    [
      'a forced tool that is refused for its schema',
      'tool_choice "look" is not supported because its schema is invalid',
      { tools: [functionTool('look')], toolChoice: { type: 'required' } },
    ],
    [
      'a property of a tool that is called like a budget',
      'tools.0.custom.input_schema.budget_tokens: Extra inputs are not permitted',
      thinkingWith(2000),
    ],
    [
      'a sampling setting of extraBody beside one of ours',
      '`temperature` is deprecated for this model.',
      { topP: 0.5, ...heroku({ extraBody: { temperature: 0.5 } }) },
    ],
    [
      'images',
      'This model does not support image input. Remove the temperature chart.',
      { temperature: 0.5 },
    ],
    [
      'a field of ours beside one of extraBody',
      'Unrecognized request arguments supplied: temperature, my_field',
      { temperature: 0.5, ...heroku({ extraBody: { my_field: 1 } }) },
    ],
    [
      'a budget that is too small',
      'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024',
      thinkingWith(2000),
    ],
    [
      'a key of a tool, as Rust says it',
      'tools[0].function.parameters: unknown field `stop`, expected one of `type`',
      { stopSequences: ['END'] },
    ],
    [
      'a key of messages, as Rust says it',
      'messages: unknown field `stop`',
      { stopSequences: ['END'] },
    ],
    [
      'the content of a message, as Go says it',
      'json: cannot unmarshal string into Go struct field ChatRequest.messages.content of type a',
      { stopSequences: ['END'] },
    ],
    [
      'words of the user in JSON behind other words',
      'Blocked by a filter: {"error": {"message": "stop is not supported"}}',
      { stopSequences: ['END'] },
    ],
    [
      'a field that was not sent',
      'unrecognized request argument supplied: top_k',
      { temperature: 0.5 },
    ],
    ['a field that is not ours', 'unrecognized request argument supplied: __proto__', {}],
    ['messages', 'unrecognized request argument supplied: messages', {}],
    ['the model', 'unrecognized request argument supplied: model', {}],
    ['tools', "This model doesn't support tool use.", { tools: [functionTool('look')] }],
    [
      'a field of extraBody',
      'unrecognized request argument supplied: top_k',
      heroku({ extraBody: { top_k: 5 } }),
    ],
    [
      'a limit of extraBody under its old name',
      "'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      heroku({ extraBody: { max_tokens: 5 } }),
    ],
    [
      'a field of extraBody over ours',
      'unrecognized request argument supplied: top_k',
      { topK: 4, ...heroku({ extraBody: { top_k: 5 } }) },
    ],
  ];

  test.each(call400)('%s', async (_, words, call) => {
    const { provider, bodies } = open(
      { words, refuses: () => true },
      SHAPES['a 400 with an error'] as Shape,
    );
    await expect(
      provider('claude-4-5-sonnet').doGenerate(options({ options: call })),
    ).rejects.toThrow(words.slice(0, 30));
    expect(bodies).toHaveLength(1);
  });

  test.each<[string, object]>([
    [
      'content',
      { message: 'Unsupported', param: 'messages[0].content', code: 'unsupported_value' },
    ],
    ['a wrong value', { message: 'Too high', param: 'temperature', code: 'invalid_value' }],
    [
      'the request that comes back',
      { message: 'Invalid', request: { messages: [{ content: 'temperature is not supported' }] } },
    ],
  ])('a body about %s', async (_, body) => {
    const { provider, bodies } = open({ words: '', refuses: () => true }, () =>
      Response.json({ error: body }, { status: 400 }),
    );
    await expect(provider('next-year-1').doGenerate(options(SAMPLING))).rejects.toThrow();
    expect(bodies).toHaveLength(1);
  });

  test.each([401, 403, 404, 422, 429, 500, 503])('a %i', async (status) => {
    const shape = (message: string) => Response.json({ error: { message } }, { status });
    const words = 'unrecognized request argument supplied: temperature';
    const { provider, bodies } = open({ words, refuses: () => true }, shape);
    const refused = provider('claude-4-5-sonnet').doGenerate(
      options({ options: { temperature: 0.5 } }),
    );
    await expect(refused).rejects.toSatisfy(
      (error) => APICallError.isInstance(error) && error.statusCode === status,
    );
    expect(bodies).toHaveLength(1);
  });

  test('a refusal after the answer has begun', async () => {
    let requests = 0;
    const provider = createHeroku({
      apiKey: 'inf-test',
      baseURL: 'https://host.test',
      fetch: async () => {
        requests++;
        const words = 'unrecognized request argument supplied: temperature';
        return new Response(
          sse({ choices: [{ delta: { content: 'Hi' } }] }) + sse({ error: error(words) }),
        );
      },
    });
    const { stream } = await provider('claude-4-5-sonnet').doStream(
      options({ options: { temperature: 0.5 } }),
    );
    const types: string[] = [];
    for await (const { type } of stream as unknown as AsyncIterable<{ type: string }>)
      types.push(type);
    expect(types).toContain('error');
    expect(requests).toBe(1);
  });
});

test('a budget that is refused, and then thinking without one, leaves a request without thinking', async () => {
  const row = {
    words: '"thinking.type.enabled" is not supported for this model.',
    refuses: isSent('extended_thinking'),
  };
  const { provider, bodies } = open(row, SHAPES['a 400 with an error'] as Shape);
  await provider('claude-4-5-sonnet').doGenerate(options({ options: thinkingWith(2000) }));
  expect(bodies.map((body) => body.extended_thinking)).toEqual([
    { enabled: true, budget_tokens: 2000, include_reasoning: true },
    { enabled: true, include_reasoning: true },
    undefined,
  ]);
});

test('one call makes at most three requests', async () => {
  const fields = ['temperature', 'stop', 'top_k', 'max_tokens'] as const;
  const bodies: ChatRequestBody[] = [];
  const provider = createHeroku({
    apiKey: 'inf-test',
    baseURL: 'https://host.test',
    fetch: async (_, init) => {
      const body: ChatRequestBody = JSON.parse(String(init?.body));
      bodies.push(body);
      const field = fields.find((name) => body[name] !== undefined);
      return field === undefined
        ? answer(false)
        : Response.json(
            { error: error(`unrecognized request argument supplied: ${field}`) },
            { status: 400 },
          );
    },
  });
  const all = options({
    options: { temperature: 0.5, stopSequences: ['END'], topK: 5, maxOutputTokens: 9 },
  });
  await expect(provider('claude-4-5-sonnet').doGenerate(all)).rejects.toThrow(/top_k/);
  expect(bodies).toHaveLength(3);
  // Two refusals are no answer: nothing was remembered.
  const some = options({ options: { temperature: 0.5, topK: 5 } });
  await provider('claude-4-5-sonnet').doGenerate(some);
  expect(bodies).toHaveLength(6);
  await provider('claude-4-5-sonnet').doGenerate(some);
  expect(bodies).toHaveLength(7);
});

test('calls at the same time may both learn', async () => {
  const row = ROWS['a field that Heroku does not know'] as Row;
  const { provider, bodies } = open(row, SHAPES['a 400 with an error'] as Shape);
  await Promise.all([1, 2, 3].map(() => provider('claude-4-5-sonnet').doGenerate(options(row))));
  expect(bodies).toHaveLength(6);
});

test('an abort between two requests is an abort', async () => {
  const row = ROWS['a field that Heroku does not know'] as Row;
  const abort = new AbortController();
  const shape = (message: string) => {
    abort.abort();
    return Response.json({ error: error(message) }, { status: 400 });
  };
  const { provider, bodies } = open(row, shape);
  const aborted = provider('claude-4-5-sonnet').doGenerate({
    ...options(row),
    abortSignal: abort.signal,
  });
  await expect(aborted).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(bodies).toHaveLength(1);
});

describe('includeUsage', () => {
  const row = {
    words: 'unrecognized request argument supplied: stream_options',
    refuses: (body: ChatRequestBody) => body.stream_options !== undefined,
  };
  const shape = SHAPES['a 400 with JSON in a string'] as Shape;
  const stream = (provider: ReturnType<typeof createHeroku>) =>
    MODES.doStream(provider('claude-4-5-sonnet'), options({ options: {} }));

  test.each([undefined, 'auto' as const])(
    '%s asks, and learns without a warning',
    async (includeUsage) => {
      const { provider, bodies } = open(row, shape, { includeUsage });
      expect((await stream(provider)).warnings).toEqual([]);
      expect((await stream(provider)).warnings).toEqual([]);
      expect(bodies.map((body) => body.stream_options)).toEqual([
        { include_usage: true },
        undefined,
        undefined,
      ]);
    },
  );

  test('auto without learning asks, and says how not to', async () => {
    const { provider, bodies } = open(row, shape, {
      includeUsage: 'auto',
      learnFromRefusals: false,
    });
    await expect(stream(provider)).rejects.toThrow(/stream_options.*includeUsage/);
    expect(bodies).toHaveLength(1);
  });

  test('true asks each time', async () => {
    const { provider, bodies } = open(row, shape, { includeUsage: true });
    await expect(stream(provider)).rejects.toThrow(/stream_options/);
    expect(bodies).toHaveLength(1);
  });

  test('false never asks, and no plain call does', async () => {
    const { provider, bodies } = open(row, shape, { includeUsage: false });
    await stream(provider);
    await open(row, shape, {})
      .provider('claude-4-5-sonnet')
      .doGenerate(options({ options: {} }));
    expect(bodies).toEqual([expect.not.objectContaining({ stream_options: expect.anything() })]);
  });
});

test('the memory is bounded: the model heard of longest ago is forgotten', async () => {
  const row = ROWS['a field that Heroku does not know'] as Row;
  const { provider, bodies } = open(row, SHAPES['a 400 with an error'] as Shape);
  for (let model = 0; model <= 100; model++) {
    await provider(`claude-3-haiku-${'x'.repeat(model)}`).doGenerate(options(row));
  }
  expect(bodies).toHaveLength(202);
  await provider('claude-3-haiku-x').doGenerate(options(row));
  expect(bodies).toHaveLength(203);
  await provider('claude-3-haiku-').doGenerate(options(row));
  expect(bodies).toHaveLength(205);
});
