import fc, { type Arbitrary } from 'fast-check';
import { hostileName, objectOf } from './odd-values';
import { text } from './texts';

export type Call = { id: string; tool: string; input: string };

/** What a model says in one answer, before any server has put it into frames. */
export type Answer = {
  id: string;
  model: string;
  created: number;
  reasoning: string;
  signature: string | undefined;
  text: string;
  calls: Call[];
  finishReason: string;
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
};

const key = fc.oneof(hostileName, fc.constantFrom('a', 'city', '{', '"', 'a b'), text);

/** Whole JSON objects as the models write them: brackets and quotes inside strings, compact or indented. */
const input: Arbitrary<string> = fc
  .tuple(
    fc.array(
      fc.tuple(
        key,
        fc.oneof(
          text,
          fc.integer(),
          fc.boolean(),
          fc.constantFrom(null, [], {}, ['}'], { b: ']' }),
        ),
      ),
      { maxLength: 3 },
    ),
    fc.constantFrom(0, 0, 0, 2),
  )
  .map(([entries, indent]) => JSON.stringify(objectOf(entries), null, indent));

const signature = fc.option(fc.stringMatching(/^[A-Za-z0-9+/]{4,12}={0,2}$/), { nil: undefined });

const FINISH_REASONS = [
  'stop',
  'tool_calls',
  'end_turn',
  'tool_use',
  'stop_sequence',
  'length',
  'max_tokens',
  'content_filter',
  'guardrail_intervened',
  'toString',
  'halted',
];

const usage = fc.tuple(fc.nat(9999), fc.nat(9999)).map(([prompt_tokens, completion_tokens]) => ({
  prompt_tokens,
  completion_tokens,
  total_tokens: prompt_tokens + completion_tokens,
}));

const optionalText = fc.oneof(
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 3, arbitrary: text },
);

/** Answers that call these tools, each call with an id of its own. */
export function answersCalling(tools: readonly string[]): Arbitrary<Answer> {
  const call = fc.record({ tool: fc.constantFrom(...tools), input });
  return fc
    .record({
      id: fc.constantFrom('chatcmpl-1', '__proto__'),
      model: fc.constant('claude-4-5-sonnet'),
      created: fc.constantFrom(1, 1700000000, 1.5),
      reasoning: optionalText,
      signature,
      text: optionalText,
      calls: fc.array(call, { maxLength: 3 }),
      callIds: fc.constantFrom('tooluse_', '__proto__', '1', 'x y'),
      finishReason: fc.constantFrom(...FINISH_REASONS),
      usage,
    })
    .map(({ calls, callIds, ...answer }) => ({
      ...answer,
      signature: answer.reasoning === '' ? undefined : answer.signature,
      finishReason: calls.some(isRefused) ? 'tool_calls' : answer.finishReason,
      calls: calls.map((one, nth) => ({ ...one, id: nth === 0 ? callIds : `${callIds}${nth}` })),
    }));
}

/** The AI SDK's parser refuses such keys, so a call with them that a limit may have cut counts as cut. */
function isRefused({ input }: { input: string }): boolean {
  return /__proto__|constructor/.test(input);
}
