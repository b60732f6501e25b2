import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import fc from 'fast-check';
import type { HerokuChatProviderOptions } from '../../../src';
import { outputSchema, schema } from './json';
import { prompt } from './prompt';
import { loneSurrogates, text, toolName } from './text';

type Tools = NonNullable<LanguageModelV2CallOptions['tools']>;
type ToolChoice = NonNullable<LanguageModelV2CallOptions['toolChoice']>;

const functionTool: fc.Arbitrary<Tools[number]> = fc.record(
  {
    type: fc.constant('function' as const),
    name: toolName,
    description: text,
    inputSchema: schema,
    // AI SDK 6 and 7 add these.
    strict: fc.boolean(),
    inputExamples: fc.constant([{ input: { city: 'Oslo' } }]),
  },
  { requiredKeys: ['type', 'name', 'inputSchema'] },
);

/** AI SDK 5 says `provider-defined`, 6 and 7 `provider`. */
const providerTool: fc.Arbitrary<Tools[number]> = fc.record({
  type: fc.constantFrom('provider-defined', 'provider') as fc.Arbitrary<'provider-defined'>,
  id: fc.constantFrom('anthropic.web_search', 'openai.code_interpreter') as fc.Arbitrary<never>,
  name: fc.constantFrom('web_search', 'code execution'),
  args: fc.constant({}),
});

const tools: fc.Arbitrary<Tools> = fc.uniqueArray(
  fc.oneof({ weight: 6, arbitrary: functionTool }, { weight: 1, arbitrary: providerTool }),
  { maxLength: 4, selector: ({ name }) => name },
);

/** `named` picks one of the tools, which only the whole call knows. */
const toolChoice: fc.Arbitrary<ToolChoice | { type: 'named'; at: number }> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ type: 'auto' as const }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<ToolChoice>({ type: 'none' }, { type: 'required' }),
  },
  { weight: 3, arbitrary: fc.nat(3).map((at) => ({ type: 'named' as const, at })) },
  { weight: 1, arbitrary: toolName.map((name) => ({ type: 'tool' as const, toolName: name })) },
);

const responseFormat: fc.Arbitrary<LanguageModelV2CallOptions['responseFormat']> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ type: 'text' as const }) },
  {
    weight: 5,
    arbitrary: fc.record(
      {
        type: fc.constant('json' as const),
        schema: outputSchema,
        name: fc.constantFrom('city', 'a name', '', '\ud800'),
        description: text,
      },
      { requiredKeys: ['type'] },
    ),
  },
);

const temperature = fc.constantFrom(
  0,
  0.5,
  1,
  1.5,
  2,
  -1,
  -0,
  Number.POSITIVE_INFINITY,
  Number.NaN,
);

const herokuOptions: fc.Arbitrary<HerokuChatProviderOptions> = fc.record(
  {
    extendedThinking: fc.record(
      {
        enabled: fc.oneof(
          { weight: 4, arbitrary: fc.constant(true) },
          { weight: 1, arbitrary: fc.constant(false) },
        ),
        budgetTokens: fc.constantFrom(1024, 2000, 32_000),
        includeReasoning: fc.boolean(),
      },
      { requiredKeys: ['enabled'] },
    ),
    reasoningEffort: fc.constantFrom('low', 'medium', 'high'),
    parallelToolCalls: fc.boolean(),
    allowIgnoredParams: fc.boolean(),
    promptCaching: fc.boolean(),
    structuredOutputMode: fc.constantFrom('auto', 'tool', 'prompt', 'json_schema'),
  },
  { requiredKeys: [] },
);

/** One in `every` calls has the setting; a case that fails without it shrinks to one that has not. */
const seldom = <T>(every: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: every - 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary },
  );

/** Everything a call may say besides its prompt. `reasoning` is of AI SDK 7, which sends it unasked. */
export const callOptions: fc.Arbitrary<LanguageModelV2CallOptions> = fc
  .record({
    prompt,
    tools: seldom(2, tools),
    toolChoice: seldom(2, toolChoice),
    responseFormat: seldom(3, responseFormat),
    maxOutputTokens: seldom(3, fc.constantFrom(1, 100, 1024, 64_000, 0, -1, 10.5, Number.NaN)),
    temperature: seldom(3, temperature),
    topP: seldom(4, temperature),
    topK: seldom(4, fc.constantFrom(1, 40, 0, 2.5)),
    seed: seldom(8, fc.constantFrom(0, 7)),
    presencePenalty: seldom(8, fc.constantFrom(0, 1)),
    frequencyPenalty: seldom(8, fc.constantFrom(0, 1)),
    stopSequences: seldom(6, fc.array(fc.oneof(text, loneSurrogates), { maxLength: 2 })),
    reasoning: seldom(
      3,
      fc.constantFrom(
        'provider-default',
        'none',
        'minimal',
        'low',
        'medium',
        'high',
        'xhigh',
        'max',
      ),
    ),
    heroku: seldom(2, herokuOptions),
  })
  .map(
    ({ heroku, toolChoice, ...call }) =>
      withoutUndefined({
        ...call,
        toolChoice: toolChoice && toChoice(toolChoice, call.tools),
        providerOptions: heroku && { heroku },
      }) as LanguageModelV2CallOptions,
  );

function toChoice(
  choice: ToolChoice | { type: 'named'; at: number },
  tools: Tools = [],
): ToolChoice {
  if (choice.type !== 'named') return choice;
  const tool = tools[choice.at % tools.length];
  return tool === undefined ? { type: 'auto' } : { type: 'tool', toolName: tool.name };
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}
