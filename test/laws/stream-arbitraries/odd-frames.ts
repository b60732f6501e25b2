import fc, { type Arbitrary } from 'fast-check';
import { hostileName, mostly, oddValue, someOf } from './odd-values';
import { text } from './texts';

/** Few, so that they meet again in other fragments. */
const callId = fc.oneof(
  fc.constantFrom<unknown>('tooluse_1', 'tooluse_2', '', null, 1, 2, 'toString'),
  hostileName,
);
const toolName = fc.oneof(
  fc.constantFrom<unknown>('weather', 'get_weather_', 'json', '', ' ', null, 3),
  hostileName,
);

const PIECES = [
  '',
  ' ',
  '\n',
  '{',
  '}',
  '{}',
  '{"a":1}',
  '{"a"',
  ':1}',
  '{"b":"}',
  '"}',
  '[1,2]',
  'null',
  '"',
  '\\',
  '{} {"a":1}',
  '{"a":1}{"a":1}',
  '{"__proto__":{"polluted":1}}',
];

const argumentsPiece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<unknown>(...PIECES) },
  { weight: 1, arbitrary: oddValue },
);

const toolFunction = someOf({ name: mostly(toolName), arguments: argumentsPiece });

const fragment = someOf({
  index: fc.oneof(fc.constantFrom<unknown>(0, 1, 2, -1, null, '0', 0.5), oddValue),
  id: mostly(callId),
  type: mostly(fc.constantFrom<unknown>('function', null)),
  function: mostly(toolFunction, 12),
});

const reasoning = fc.oneof(
  text,
  someOf({ thinking: mostly(text), signature: mostly(fc.constantFrom('c2ln', '')) }),
  oddValue,
);

const content = fc.oneof(
  { weight: 4, arbitrary: text },
  {
    weight: 1,
    arbitrary: fc.array(fc.oneof(text, someOf({ type: text, text: mostly(text) })), {
      maxLength: 3,
    }),
  },
  { weight: 1, arbitrary: oddValue },
);

const delta = someOf({
  role: mostly(fc.constant('assistant')),
  content,
  refusal: mostly(text, 2),
  reasoning,
  reasoning_content: mostly(text, 2),
  tool_calls: mostly(fc.array(mostly(fragment, 12), { maxLength: 3 }), 12),
});

const FINISH_REASONS = [
  'stop',
  'tool_calls',
  'length',
  'content_filter',
  'end_turn',
  'tool_use',
  'max_tokens',
  'error',
  'FINISH_REASON_STOP',
  'null',
  '',
  null,
  'toString',
  '__proto__',
];

const usage = someOf({
  prompt_tokens: mostly(fc.nat(99)),
  completion_tokens: mostly(fc.nat(99)),
  total_tokens: mostly(fc.nat(99)),
  completion_tokens_details: mostly(someOf({ reasoning_tokens: mostly(fc.nat(9)) })),
  prompt_tokens_details: mostly(someOf({ cached_tokens: mostly(fc.nat(9)) })),
});

const finishReason = mostly(fc.constantFrom<unknown>(...FINISH_REASONS), 12);

const choice = fc.oneof(
  { weight: 4, arbitrary: fc.record({ delta }) },
  { weight: 1, arbitrary: fc.record({ delta, finish_reason: finishReason }) },
  {
    weight: 2,
    arbitrary: someOf({
      index: oddValue,
      delta: mostly(delta),
      message: mostly(delta),
      finish_reason: finishReason,
    }),
  },
  { weight: 1, arbitrary: fc.record({ delta: fc.constant({}), finish_reason: finishReason }) },
);

const facts = {
  id: mostly(fc.constantFrom('chatcmpl-1', 'chatcmpl-2')),
  model: mostly(fc.constant('claude-4-5-sonnet')),
  created: mostly(fc.constantFrom(1700000000, 1e300, -1)),
  usage: mostly(usage),
};

const errorWords = fc.oneof(
  text,
  someOf({ message: mostly(text), code: mostly(fc.constantFrom(400, 429, 503, 7)), type: text }),
  fc.constant('{"code":429,"message":"slow down","type":"rate_limit_error"}'),
  oddValue,
);

/** What an event's data may hold when it is JSON: chunks near the documented form, errors, anything. */
export const oddFrame: Arbitrary<unknown> = fc.oneof(
  {
    weight: 12,
    arbitrary: someOf({
      ...facts,
      choices: mostly(fc.array(choice, { minLength: 1, maxLength: 2 }), 16),
    }),
  },
  { weight: 2, arbitrary: fc.record({ choices: fc.tuple(choice) }) },
  { weight: 1, arbitrary: someOf({ ...facts, choices: fc.constant([]) }) },
  { weight: 1, arbitrary: fc.constant({ type: 'ping' }) },
  {
    weight: 1,
    arbitrary: someOf({
      error: errorWords,
      message: mostly(text),
      detail: oddValue,
      code: oddValue,
    }),
  },
  {
    weight: 1,
    arbitrary: someOf({
      status: mostly(fc.constantFrom<unknown>('ok', 'error', 'queued', 0, 200, 503)),
      success: mostly(fc.boolean()),
      msg: mostly(text),
    }),
  },
  { weight: 1, arbitrary: oddValue },
);

/** A whole response of any form: one frame with a message. */
export const oddDocument: Arbitrary<unknown> = fc.oneof(
  {
    weight: 3,
    arbitrary: someOf({
      ...facts,
      choices: fc.tuple(someOf({ message: mostly(delta), finish_reason: finishReason })),
    }),
  },
  { weight: 1, arbitrary: oddFrame },
);
