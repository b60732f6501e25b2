import type {
  JSONSchema7,
  LanguageModelV2CallOptions,
  LanguageModelV2Message,
} from '@ai-sdk/provider';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toRequest } from '../../src/chat/request/to-request';
import type { ChatRequestBody } from '../../src/chat/wire/request';
import { signThinking } from '../../src/local/signature';
import { FAMILIES } from '../../src/models/families';
import { toModelProfile } from '../../src/models/to-model-profile';
import { law } from './law';

const BOUND_IDS = [
  'claude-fable-5-1',
  'claude-mythos-5-2',
  'claude-opus-5-5',
  'claude-haiku-5-5',
  'claude-next',
];
const NAMES = ['look', 'get.weather', 'json', 'a'.repeat(70)];
const SCHEMAS: JSONSchema7[] = [
  { type: 'object', properties: { a: { type: 'number' } } },
  { anyOf: [{ type: 'object', properties: { b: { type: 'string' } } }, { type: 'object' }] },
  { type: 'array', items: {} },
];
const THINKING = [
  { extendedThinking: { enabled: true } },
  { extendedThinking: { enabled: true, budgetTokens: 2000 } },
  { reasoningEffort: 'high' },
];

type Choice = 'auto' | 'required' | 'tool' | 'none' | undefined;

/** What a caller sets for all steps, and the tool choice of each step, as in `prepareStep`. */
const loop = fc.record({
  modelId: fc.constantFrom(...BOUND_IDS),
  names: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1 }),
  choices: fc.array(fc.constantFrom<Choice>('auto', 'required', 'tool', 'none', undefined), {
    minLength: 2,
    maxLength: 5,
  }),
  system: fc.option(fc.string()),
  schema: fc.option(fc.constantFrom(...SCHEMAS)),
  mode: fc.constantFrom(undefined, 'auto', 'tool', 'prompt', 'json_schema'),
  thinking: fc.constantFrom(...THINKING),
  text: fc.constantFrom('', 'I look.'),
  agent: fc.constantFrom('ai/5.0.0', 'ai/6.0.0'),
});

type Loop = typeof loop extends fc.Arbitrary<infer T> ? T : never;

/** The bodies of the steps of one open turn, in which each answer holds a signed thought and a call. */
function toBodies(given: Loop): ChatRequestBody[] {
  const { modelId, names, choices, system, schema, mode, thinking, text, agent } = given;
  const prompt: LanguageModelV2Message[] = [
    ...(system ? [{ role: 'system' as const, content: system }] : []),
    { role: 'user', content: [{ type: 'text', text: 'Go' }] },
  ];
  const [toolName = 'look'] = names;
  return choices.map((choice, step) => {
    const call: LanguageModelV2CallOptions = {
      prompt: [...prompt],
      tools: names.map((name) => ({ type: 'function', name, inputSchema: SCHEMAS[0] ?? {} })),
      toolChoice: choice === 'tool' ? { type: choice, toolName } : choice && { type: choice },
      responseFormat: schema ? { type: 'json', schema } : undefined,
      providerOptions: { heroku: { ...thinking, structuredOutputMode: mode } as never },
      headers: { 'user-agent': agent },
    };
    const { body } = toRequest(call, { modelId, name: 'heroku', stream: false });
    const thought = `Thought ${step}`;
    const toolCallId = `call-${step}`;
    prompt.push(
      {
        role: 'assistant',
        content: [
          {
            type: 'reasoning',
            text: thought,
            providerOptions: { heroku: { signature: signThinking(thought) } },
          },
          { type: 'text', text },
          { type: 'tool-call', toolCallId, toolName, input: {} },
        ],
      },
      {
        role: 'tool',
        content: [
          { type: 'tool-result', toolCallId, toolName, output: { type: 'text', value: 'r' } },
        ],
      },
    );
    return body;
  });
}

let replayed = 0;

law(
  'what stands before a thought that is bound to it is the same in every step, byte for byte',
  { values: loop, runs: 3000 },
  async (given) => {
    const bodies = toBodies(given);
    for (const [made, { messages, tools }] of bodies.entries()) {
      for (const later of bodies.slice(made + 1)) {
        const at = later.messages.findIndex(
          (message) => 'reasoning' in message && message.reasoning?.thinking === `Thought ${made}`,
        );
        expect(at).toBeGreaterThan(0);
        replayed++;
        expect(JSON.stringify(later.tools)).toBe(JSON.stringify(tools));
        expect(JSON.stringify(later.messages.slice(0, at))).toBe(JSON.stringify(messages));
      }
    }
  },
);

test('the law has seen thoughts, of every family that binds them', () => {
  expect(replayed).toBeGreaterThan(1000);
  const bound = FAMILIES.filter(({ boundThinking }) => boundThinking).map(({ family }) => family);
  expect([...new Set(BOUND_IDS.map((id) => toModelProfile(id).family))].sort()).toEqual(
    bound.sort(),
  );
});
