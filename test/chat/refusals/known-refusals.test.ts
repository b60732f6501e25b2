import { APICallError } from '@ai-sdk/provider';
import { describe, expect, test, vi } from 'vitest';
import { createHeroku } from '../../../src';
import { KNOWN_REFUSALS } from '../../../src/chat/refusals/known-refusals';
import {
  addLessons,
  createRefusalMemory,
  LESSON_MS,
  NO_LESSONS,
} from '../../../src/chat/refusals/lessons';
import { createRefusalReasons } from '../../../src/chat/refusals/refusal-reasons';
import { toLesson } from '../../../src/chat/refusals/to-lessons';
import type { ChatRequestBody } from '../../../src/chat/wire/request';
import { sourceOf } from '../../support/source-of';
import { functionTool, user } from '../request/prompts';
import { NOT_ABOUT_PARAMETERS } from './not-about-parameters';

const BODY = {
  model: 'm',
  messages: [],
  tools: [],
  temperature: 0.5,
  top_p: 0.5,
  top_k: 5,
  stop: ['END'],
  max_tokens: 9,
  extended_thinking: { enabled: true as const, budget_tokens: 2000, include_reasoning: true },
  reasoning_effort: 'low',
  stream_options: { include_usage: true },
};
const requestWith = (tool_choice: ChatRequestBody['tool_choice']) => ({
  body: { ...BODY, tool_choice },
  extraFields: [],
});
const refusal = (body: unknown, statusCode = 400) =>
  new APICallError({
    message: 'no',
    url: 'https://host.test',
    requestBodyValues: {},
    statusCode,
    responseBody: typeof body === 'string' ? body : JSON.stringify(body),
    data: typeof body === 'string' ? undefined : body,
  });

/** What stands around a refusal on its way (heroku-api.md §4; litellm and Portkey in front). */
const WRAPPINGS: Record<string, (text: string) => unknown> = {
  'as it is': (text) => text,
  'an error': (text) => ({ error: { code: 400, message: text, type: 'invalid_request' } }),
  'JSON in a string': (text) => ({ error: JSON.stringify({ code: 400, message: text }) }),
  bare: (text) => ({ code: 400, message: text }),
  Heroku: (text) => ({
    error: {
      message: `Failed to execute chat: ValidationException: The model returned the following errors: ${text}`,
    },
  }),
  boto3: (text) => ({
    message: `An error occurred (ValidationException) when calling the Converse operation: ${text}`,
  }),
  Anthropic: (text) => ({
    error: {
      message: JSON.stringify({
        type: 'error',
        error: { type: 'invalid_request_error', message: text },
      }),
    },
  }),
  litellm: (text) => ({
    error: {
      message: `litellm.BadRequestError: BedrockException - ${JSON.stringify({ message: text })}. Received Model Group=a`,
    },
  }),
  Portkey: (text) => ({
    error: { message: `bedrock error: ${text}`, type: null, param: null },
    provider: 'bedrock',
  }),
  'Portkey before OpenAI words': (text) => ({
    error: { message: `openai error: ${text}` },
    provider: 'openai',
  }),
};

/** Above each row of the table. */
const NOTES = /^ {2}\/\/ Example: (.+)\n {2}\/\/ Source: (.+)\n {2}\{$/gm;
const notes = [...sourceOf('src/chat/refusals/known-refusals.ts').matchAll(NOTES)].map(
  ([, example = '', source = '']) => ({ example: example.replaceAll('\\n', '\n'), source }),
);

test('each row has an example and a source', () => {
  expect(notes).toHaveLength(KNOWN_REFUSALS.length);
  for (const { source } of notes) expect(source).toMatch(/#\d|§|\.md|Anthropic|OpenAI|boto3/);
});

describe.each(notes.map((note, nth) => [note.example, KNOWN_REFUSALS[nth]] as const))(
  '%s',
  (example, row) => {
    test.each(Object.entries(WRAPPINGS))('%s', (_, wrap) => {
      const lessons = (['none', 'required', 'auto'] as const).map((choice) =>
        toLesson(refusal(wrap(example)), requestWith(choice)),
      );
      const [lesson] = lessons;
      expect(lesson?.scope).toBe(row?.scope);
      const changes = [...Object.keys(lesson?.profile ?? {}), ...(lesson?.omit ?? [])];
      expect(changes.length).toBeGreaterThan(0);
      for (const reason of Object.values(lesson?.reasons ?? {})) {
        expect(reason.length).toBeLessThanOrEqual('Heroku answered ""'.length + 200);
      }
    });
  },
);

/** The examples of the rows that are not about the model: what they teach holds for the call alone. */
const NOT_ABOUT_THE_MODEL = [
  ['`temperature` and `top_p` cannot both be', 'beside'],
  ['`temperature` may only be set to 1', 'beside'],
  ['`top_p` must be greater than or equal to 0.95 or unset', 'beside'],
  ['Function tools with reasoning_effort', 'beside'],
  ['Thinking may not be enabled when tool_choice', 'beside'],
  ['messages.1.content.0.type: Expected `thinking`', 'call'],
  ['messages.1.content.0: Invalid `signature`', 'call'],
  ['messages.3.content.11: `thinking` or `redacted_thinking` blocks', 'call'],
  ['messages.3.content.0: When providing', 'call'],
  ['User messages cannot contain reasoning', 'call'],
  ["'temperature' does not support 0.1 with this model.", 'call'],
];

test('only what is about the model is remembered', () => {
  const found = KNOWN_REFUSALS.flatMap(({ scope }, nth) =>
    scope === 'model' ? [] : [[notes[nth]?.example, scope]],
  );
  expect(found).toEqual(
    NOT_ABOUT_THE_MODEL.map(([begin, scope]) => [expect.stringContaining(String(begin)), scope]),
  );
});

test.each([
  ['temperature and top_p cannot both be set', { topP: 'without-temperature' }],
  ['temperature and top_p cannot be used together', { topP: 'without-temperature' }],
  ['top_k must be omitted when thinking is enabled', { topK: false }],
  ['the provided reasoning config value is invalid', { reasoningEffort: 'never' }],
  ['function tools with reasoning_effort are not supported', { reasoningEffort: 'never' }],
  ['tool_choice "any" is incompatible with thinking', { forcedTools: false }],
  ['forced tool calls are not supported', { forcedTools: false }],
  ['expected thinking or redacted_thinking, but found text', { thinkingReplay: false }],
  ['messages.1.content.0.thinking.signature: Field required', { thinkingReplay: false }],
  ['top_k cannot be set', { topK: false }],
  ['the parameter stop must be removed', { stopSequences: false }],
])('"%s" teaches %j', (text, profile) => {
  expect(toLesson(refusal(text), requestWith('required'))?.profile).toEqual(profile);
});

test('no phrase is too long to read', () => {
  for (const { phrases } of KNOWN_REFUSALS) {
    for (const phrase of phrases) expect(phrase.length).toBeLessThan(200);
  }
});

test('60 texts that are not about parameters teach nothing, however they are wrapped', () => {
  expect(NOT_ABOUT_PARAMETERS.length).toBeGreaterThanOrEqual(60);
  const taught = NOT_ABOUT_PARAMETERS.flatMap((text) =>
    Object.entries(WRAPPINGS)
      .filter(([, wrap]) =>
        (['none', 'required', 'auto'] as const).some((choice) =>
          toLesson(refusal(wrap(text)), requestWith(choice)),
        ),
      )
      .map(([wrapping]) => `${wrapping}: ${text}`),
  );
  expect(taught).toEqual([]);
});

describe('a condition makes a refusal one of this call', () => {
  test.each([
    ['temperature is not supported when thinking is enabled', 'beside'],
    ['`top_k` must be unset when thinking is enabled', 'beside'],
    ['stop is not supported in combination with tools.', 'beside'],
    ['temperature is not supported with extended thinking', 'beside'],
    ['temperature is not supported without streaming', 'beside'],
    ['temperature is not supported with top_p', 'beside'],
    ['temperature is not supported with tool use', 'beside'],
    [
      "'temperature' does not support 0.1 with this model. Only the default (1) value is supported while reasoning.",
      'beside',
    ],
    ['temperature is not supported with this model. Use it when you must.', 'model'],
    ['temperature is not supported with this model.', 'model'],
    ['temperature is not supported with toolbox', 'model'],
    ['temperature is not supported with this somewhen', 'model'],
  ])('%s: %s', (text, scope) => {
    expect(toLesson(refusal(text), requestWith('auto'))?.scope).toBe(scope);
  });
});

test('an error that is none of the API teaches nothing', () => {
  const { message, responseBody, data } = refusal('temperature is not supported');
  const error = Object.assign(new Error(message), { statusCode: 400, responseBody, data });
  expect(toLesson(error, requestWith('auto'))).toBeUndefined();
  expect(toLesson(null, requestWith('auto'))).toBeUndefined();
});

test('a phrase that ends with a field needs its whole name', () => {
  const scopeOf = (text: string) => toLesson(refusal(text), requestWith('auto'))?.scope;
  expect(scopeOf('unrecognized request argument supplied: top_k')).toBe('model');
  expect(scopeOf('unrecognized request argument supplied: top_k was wrong')).toBeUndefined();
});

test('a field that cannot be left out beside others teaches nothing', () => {
  const text =
    "litellm.UnsupportedParamsError: bedrock does not support parameters: ['tools', 'tool_choice'], for model=a";
  expect(toLesson(refusal(text), requestWith('auto'))).toBeUndefined();
});

describe('memory', () => {
  const learned = (quote: string) => ({
    ...NO_LESSONS,
    profile: { temperature: false },
    reasons: { temperature: quote },
  });

  test('keeps a lesson for an hour, without the words', () => {
    let now = 1_800_000_000_000;
    const memory = createRefusalMemory(() => now);
    memory.remember('m', learned('SECRET'));
    now += LESSON_MS - 1;
    memory.remember('m', {
      ...NO_LESSONS,
      omit: ['stream_options'],
      reasons: { stream_options: 'x' },
    });
    expect(memory.recall('m')).toBe(memory.recall('m'));
    expect(memory.recall('m')).toMatchObject({
      profile: { temperature: false },
      omit: ['stream_options'],
    });
    expect(JSON.stringify(memory.recall('m'))).not.toContain('SECRET');
    now += 1;
    expect(memory.recall('m')).toMatchObject({ profile: {}, omit: ['stream_options'] });
    expect(Object.keys(memory.recall('m').reasons)).toEqual(['stream_options']);
    memory.remember('m', learned('again'));
    now += LESSON_MS - 1;
    expect(memory.recall('m')).toMatchObject({ profile: { temperature: false }, omit: [] });
    now += LESSON_MS;
    expect(memory.recall('m')).toBe(NO_LESSONS);
  });

  test('adds up', () => {
    expect(addLessons(learned('a'), learned('b')).reasons).toEqual({ temperature: 'b' });
  });
});

/** A provider whose server refuses a temperature in words that quote the prompt. */
function openHost(words: (body: ChatRequestBody) => string) {
  const bodies: ChatRequestBody[] = [];
  const provider = createHeroku({
    apiKey: 'inf-test',
    baseURL: 'https://host.test',
    fetch: async (_, init) => {
      const body: ChatRequestBody = JSON.parse(String(init?.body));
      bodies.push(body);
      return body.temperature === undefined
        ? Response.json({ choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] })
        : Response.json({ error: { message: words(body) } }, { status: 400 });
    },
  });
  const ask = (text: string) =>
    provider('claude-4-5-sonnet').doGenerate({ prompt: [user(text)], temperature: 0.5 });
  return { bodies, ask };
}

test('two tenants of one provider never see words of each other', async () => {
  const { ask } = openHost(
    ({ messages }) => `temperature is not supported for: ${JSON.stringify(messages).repeat(1000)}`,
  );
  const first = await ask('The word is swordfish');
  const second = await ask('Hello');
  expect(JSON.stringify(first.warnings)).toContain('swordfish');
  expect(JSON.stringify(first.warnings).length).toBeLessThan(500);
  expect(JSON.stringify(second)).not.toContain('swordfish');
  expect(JSON.stringify(second.warnings)).toMatch(
    /temperature is not sent: claude-4-5-sonnet has refused it since 20.*learnFromRefusals/,
  );
  expect(second.providerMetadata?.heroku?.learned).toEqual(['temperature']);
});

test('models that refuse nothing push none out of the memory', async () => {
  let requests = 0;
  const provider = createHeroku({
    apiKey: 'inf-test',
    baseURL: 'https://host.test',
    fetch: async (_, init) => {
      requests++;
      const { temperature } = JSON.parse(String(init?.body));
      return temperature === undefined
        ? Response.json({ choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] })
        : Response.json({ error: { message: 'temperature is not supported' } }, { status: 400 });
    },
  });
  const ask = (modelId: string, temperature?: number) =>
    provider(modelId).doGenerate({ prompt: [user('Hello')], temperature });
  await ask('claude-4-5-sonnet', 0.5);
  for (let model = 0; model <= 100; model++) await ask(`next-year-${model}`);
  requests = 0;
  await ask('claude-4-5-sonnet', 0.5);
  expect(requests).toBe(1);
});

test('what no refusal has taught is said of the model', () => {
  expect(createRefusalReasons({}).reasonFor('topK')).toBe('this model refuses it');
});

test('after an hour the field is tried again', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    const { ask, bodies } = openHost(() => 'temperature is not supported for this model');
    await ask('a');
    await ask('b');
    expect(bodies).toHaveLength(3);
    vi.setSystemTime(Date.now() + LESSON_MS);
    await ask('c');
    expect(bodies).toHaveLength(5);
  } finally {
    vi.useRealTimers();
  }
});

test('a forced choice beside thinking is learned for the call alone', async () => {
  const choices: unknown[] = [];
  const provider = createHeroku({
    apiKey: 'inf-test',
    baseURL: 'https://host.test',
    fetch: async (_, init) => {
      const body: ChatRequestBody = JSON.parse(String(init?.body));
      choices.push(body.tool_choice);
      return body.tool_choice === 'required'
        ? Response.json(
            { error: { message: 'Thinking may not be enabled when tool_choice forces tool use.' } },
            { status: 400 },
          )
        : Response.json({ choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] });
    },
  });
  for (const _ of [1, 2]) {
    await provider('next-year-1').doGenerate({
      prompt: [user('a')],
      tools: [functionTool('look')],
      toolChoice: { type: 'required' },
    });
  }
  expect(choices).toEqual(['required', 'auto', 'required', 'auto']);
});
