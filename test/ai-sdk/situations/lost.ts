import assert from 'node:assert/strict';
import { readAll } from '../read-all';
import { readFailingStream } from '../read-failing-stream';
import type { Situation } from '../situations';
import { answers, COMMENT, DONE, ends, ONCE, ROLE, resets, sends, USAGE } from './scripts';

/** What the server sends before the connection is lost, none of it a part of an answer. */
const BEFORE: [name: string, text: string][] = [
  ['nothing', ''],
  ['a comment', COMMENT],
  ['a role', ROLE],
  ['half a frame', 'event:message\ndata:{"id":"chatcmpl-1","choi'],
  ['a role and half a frame', `${ROLE}data:{"choi`],
];

/** How the answer then ends. */
const ENDS: [name: string, end: typeof ends][] = [
  ['a reset', resets],
  ['the end of the body', ends],
];

const CASES = [
  ...BEFORE.flatMap(([sent, text]) =>
    ENDS.map(([name, end]) => ({ name: `${name} behind ${sent}`, text, end })),
  ),
  { name: 'an answer without a choice', text: USAGE + DONE, end: ends },
  {
    name: 'an error document behind a comment',
    text: `${COMMENT}{"error":{"code":429,"message":"Please wait"}}`,
    end: ends,
  },
  { name: '[DONE] alone', text: DONE, end: ends },
];

export const lost: Situation[] = CASES.flatMap(({ name, text, end }): Situation[] => [
  {
    name: `${name}: streamText asks again`,
    async run({ sdk, serve }) {
      const { model, exchanges } = serve([sends(text, end), answers]);
      const heard: unknown[] = [];
      const onError = ({ error }: { error: unknown }) => void heard.push(error);
      const result = sdk.streamText({ model, prompt: 'Hello', onError });
      await readAll(sdk.parts(result));
      assert.equal(await result.text, 'Once upon');
      assert.equal(exchanges.length, 2);
      assert.deepEqual(heard, []);
    },
  },
  {
    name: `${name}: generateText asks again`,
    async run({ sdk, serve }) {
      const { model, exchanges } = serve([sends(text, end), answers]);
      const { text: answer } = await sdk.generateText({ model, prompt: 'Hello' });
      assert.equal(answer, 'Once upon');
      assert.equal(exchanges.length, 2);
    },
  },
]);

lost.push({
  name: 'a reset behind a word: what came, then an error, and no second request',
  async run({ sdk, serve }) {
    const { model, exchanges } = serve([
      sends(ONCE, (exchange) => void setTimeout(() => exchange.reset(), 50)),
      answers,
    ]);
    const { text, errors } = await readFailingStream(sdk, { model, prompt: 'Hello' });
    assert.equal(text, 'Once');
    assert.equal(errors.length, 1);
    assert.equal(exchanges.length, 1);
  },
});
