import type { LanguageModelV2Content } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import {
  chunkOf,
  DONE,
  eventOf,
  modelWith,
  readAll,
  scriptedFetch,
  TEST_PROMPT,
} from '../support/scripted-model';

type Case = {
  /** One call for each. */
  inputs: string[];
  spent: number | undefined;
  finish?: string;
  limit?: number;
  isJson?: boolean;
  modelId?: string;
  extraBody?: Record<string, number>;
};

const LIMIT = 1500;
const HALF = '{"text":"Chapter 1';
const WHOLE = '{"text":"Chapter 1"}';

/** What the caller gets: the inputs of calls, or the text, and the finish reason. */
async function outcome(isStreamed: boolean, given: Case): Promise<[string, string[]]> {
  const { limit = LIMIT, isJson, modelId, extraBody } = given;
  const { fetch } = scriptedFetch(isStreamed ? toStream(given) : toDocument(given));
  const model = modelWith(fetch, modelId);
  const inputSchema = {
    type: 'object' as const,
    properties: { text: { type: 'string' as const } },
  };
  const options = {
    prompt: TEST_PROMPT,
    maxOutputTokens: limit,
    ...(isJson
      ? { responseFormat: { type: 'json' as const, schema: inputSchema } }
      : { tools: [{ type: 'function' as const, name: 'write', inputSchema }] }),
    ...(extraBody && { providerOptions: { heroku: { extraBody } } }),
  };
  if (!isStreamed) {
    const { finishReason, content } = await model.doGenerate(options);
    return [finishReason, content.flatMap(toTold)];
  }
  const parts = await readAll((await model.doStream(options)).stream);
  const finish = parts.find((part) => part.type === 'finish');
  const deltas = parts.flatMap((part) => (part.type === 'text-delta' ? part.delta : []));
  const text = deltas.join('');
  const calls = parts.flatMap((part) => (part.type === 'tool-call' ? toTold(part) : []));
  return [finish?.finishReason ?? '', [...calls, ...(text ? [text] : [])]];
}

function toTold(part: LanguageModelV2Content): string[] {
  if (part.type === 'tool-call') return [part.input];
  return part.type === 'text' && part.text ? [part.text] : [];
}

function toCalls({ inputs, isJson }: Case): object[] {
  return inputs.map((text, index) => ({
    index,
    id: `call_${index}`,
    type: 'function',
    function: { name: isJson ? 'json' : 'write', arguments: text },
  }));
}

const toUsage = (spent: number | undefined) =>
  spent && { prompt_tokens: 9, completion_tokens: spent, total_tokens: spent + 9 };

function toDocument(given: Case): string {
  const { spent, finish = 'tool_calls' } = given;
  const message = { role: 'assistant', content: '', tool_calls: toCalls(given) };
  const choices = [{ index: 0, message, finish_reason: finish }];
  return JSON.stringify({ choices, usage: toUsage(spent) });
}

/** The usage comes last, as Heroku sends it. */
function toStream(given: Case): string {
  const { spent, finish = 'tool_calls' } = given;
  const frames = [
    ...toCalls(given).map((call) => chunkOf({ tool_calls: [call] })),
    chunkOf({}, finish),
    { ...chunkOf({}), choices: [], usage: toUsage(spent) },
  ];
  return frames.map((frame) => eventOf(frame)).join('') + DONE;
}

describe.each([
  ['whole', false],
  ['streamed', true],
])('a call at the limit of output tokens, %s', (_mode, isStreamed) => {
  test.each<[what: string, given: Case, expected: [finish: string, calls: string[]]]>([
    // field-reports-2.md H6.
    ['half of it', { inputs: [HALF], spent: LIMIT }, ['length', []]],
    ['half of it, stop', { inputs: [HALF], spent: LIMIT, finish: 'stop' }, ['length', []]],
    ['half of it, past the limit', { inputs: [HALF], spent: LIMIT + 1 }, ['length', []]],
    ['nothing of its input', { inputs: [''], spent: LIMIT }, ['length', []]],
    ['half of a string', { inputs: ['"{\\"text\\":'], spent: LIMIT }, ['length', []]],
    ['half of another object', { inputs: [`${WHOLE}{"te`], spent: LIMIT }, ['length', []]],
    ['a whole one, then half', { inputs: [WHOLE, HALF], spent: LIMIT }, ['length', [WHOLE]]],
    ['the whole of it', { inputs: [WHOLE], spent: LIMIT }, ['tool-calls', [WHOLE]]],
    ['an empty input', { inputs: ['{}'], spent: LIMIT }, ['tool-calls', ['{}']]],
    ['closed, but broken', { inputs: ['{text: 1}'], spent: LIMIT }, ['tool-calls', ['{text: 1}']]],
    ['half, below it', { inputs: [HALF], spent: LIMIT - 1 }, ['tool-calls', [HALF]]],
    ['half, without usage', { inputs: [HALF], spent: undefined }, ['tool-calls', [HALF]]],
    [
      'a filter',
      { inputs: [HALF], spent: LIMIT, finish: 'content_filter' },
      ['content-filter', []],
    ],
    [
      'an error',
      { inputs: [HALF], spent: LIMIT, finish: 'malformed_function_call' },
      ['error', []],
    ],
    [
      'the limit of extraBody',
      { inputs: [HALF], spent: 70, extraBody: { max_tokens: 70 } },
      ['length', []],
    ],
    [
      'the other name of the limit',
      { inputs: [HALF], spent: 70, limit: 0, extraBody: { max_completion_tokens: 70 } },
      ['length', []],
    ],
    ['JSON, half of it', { inputs: [HALF], spent: LIMIT, isJson: true }, ['length', [HALF]]],
    ['JSON, nothing', { inputs: [''], spent: LIMIT, isJson: true }, ['length', []]],
    ['JSON, the whole', { inputs: [WHOLE], spent: LIMIT, isJson: true }, ['stop', [WHOLE]]],
    [
      'JSON, the whole and more',
      { inputs: [`${WHOLE}{"te`], spent: LIMIT, isJson: true },
      ['stop', [WHOLE]],
    ],
    ['JSON, half, below it', { inputs: [HALF], spent: 9, isJson: true }, ['stop', [HALF]]],
  ])('%s', async (_what, given, expected) => {
    expect(await outcome(isStreamed, given)).toEqual(expected);
  });
});
