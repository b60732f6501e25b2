import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { hasOtherChoice } from '../../src/chat/response/odd/one-choice';
import { toChunk } from '../../src/chat/response/to-chunk';
import { isServerError } from '../../src/http/server-error';
import { law } from './law';

/*
 * A frame of the own form is not asked whether it is an error, nor for other choices (answer.ts): to-chunk says so by
 * `isError: false`.
 */

const scalar = fc.constantFrom(null, '', 'x', 'error', 'ok', 'stop', 'overloaded', 0, 1, 400, true);
const loose = fc.oneof(
  scalar,
  fc.constant([]),
  fc.constant({}),
  fc.dictionary(fc.constantFrom('message', 'code', 'error'), scalar, { noNullPrototype: true }),
);

/** An object with some of the keys of the own form, each right or not, and now and then another key. */
function objectWith(keys: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> {
  const known = Object.fromEntries(
    Object.entries(keys).map(([key, right]) => [
      key,
      fc.oneof({ arbitrary: right, weight: 9 }, { arbitrary: loose, weight: 1 }),
    ]),
  );
  const other = fc.constantFrom(
    'error',
    'Error',
    'errors',
    'message',
    'detail',
    'status',
    'code',
    'type',
    'title',
    'success',
    'throttlingException',
  );
  const others = fc.oneof(
    { arbitrary: fc.constant({}), weight: 4 },
    { arbitrary: fc.dictionary(other, loose, { maxKeys: 1, noNullPrototype: true }), weight: 1 },
  );
  return fc
    .tuple(fc.record(known, { requiredKeys: [], noNullPrototype: true }), others)
    .map(([own, more]) => ({ ...own, ...more }));
}

const content = objectWith({ role: fc.constant('assistant'), content: fc.constantFrom('x', '') });
const choice = objectWith({
  index: fc.constantFrom(0, 0, 0, 1),
  delta: content,
  message: content,
  finish_reason: fc.constantFrom(null, 'stop', 'length', 'tool_calls', 'timeout', 'error'),
});
const frame = objectWith({
  id: fc.constant('chatcmpl-1'),
  object: fc.constantFrom('chat.completion.chunk', 'chat.completion', 'error'),
  choices: fc.array(choice, { maxLength: 2 }),
  usage: fc.constantFrom(null, { prompt_tokens: 1 }),
});

law('a frame that is known to be no error is none', { values: frame, runs: 3000 }, async (any) => {
  const json = JSON.parse(JSON.stringify(any));
  if (toChunk(json).isError !== false) return;
  deepStrictEqual([isServerError(json), hasOtherChoice(json)], [false, false]);
});
