import assert from 'node:assert/strict';
import { completion } from '../../agents/frames';
import type { Exchange } from '../../faults/exchange';
import { eventOf } from '../../support/scripted-model';
import { readAll } from '../read-all';
import type { Situation } from '../situations';
import { comments, ONCE, STOP, sends, stays, UPON, USAGE } from './scripts';

const usageLate = (exchange: Exchange): void => void setTimeout(() => exchange.send(USAGE), 400);

/** What follows the finish reason, on a connection that the server never closes. */
const CASES: {
  name: string;
  text: string;
  goesOn: (exchange: Exchange) => void;
  tokens?: number;
}[] = [
  { name: 'usage', text: STOP + USAGE, goesOn: stays, tokens: 2 },
  { name: 'usage, then comments', text: STOP + USAGE, goesOn: comments, tokens: 2 },
  { name: 'usage 400 ms late', text: STOP, goesOn: usageLate, tokens: 2 },
  { name: 'nothing', text: STOP, goesOn: stays },
  { name: 'comments', text: STOP, goesOn: comments },
];

/** The frames of an agent's whole answer. */
const AGENT_ANSWERS: [name: string, text: string][] = [
  ['a whole message', eventOf(completion({ content: 'Once upon' }))],
  ['deltas, with the usage in a frame of its own', ONCE + UPON + STOP + USAGE],
];

const ofAgents = AGENT_ANSWERS.map(
  ([name, text]): Situation => ({
    name: `a server that lingers behind an agent's answer of ${name}: streamText ends`,
    async run({ sdk, serve }) {
      const { heroku, arrived } = serve([sends(text, comments)]);
      const result = sdk.streamText({ model: heroku.agent('claude-4-5-sonnet'), prompt: 'Hello' });
      await readAll(sdk.parts(result));
      assert.equal(await result.text, 'Once upon');
      assert.equal(await result.finishReason, 'stop');
      assert.equal((await result.usage).outputTokens, 2);
      await (await arrived(1)).gone;
    },
  }),
);

const ofChats = CASES.flatMap(({ name, text, goesOn, tokens }): Situation[] => [
  {
    name: `a server that lingers behind the finish reason with ${name}: streamText ends`,
    async run({ sdk, serve }) {
      const { model, arrived } = serve([sends(ONCE + UPON + text, goesOn)]);
      const heard: unknown[] = [];
      const onError = ({ error }: { error: unknown }) => void heard.push(error);
      const result = sdk.streamText({ model, prompt: 'Hello', onError });
      await readAll(sdk.parts(result));
      assert.equal(await result.text, 'Once upon');
      assert.equal(await result.finishReason, 'stop');
      assert.equal((await result.usage).outputTokens, tokens);
      assert.deepEqual(heard, []);
      await (await arrived(1)).gone;
    },
  },
  {
    name: `a server that lingers behind the finish reason with ${name}: generateText ends`,
    async run({ sdk, serve }) {
      const script = sends(ONCE + UPON + text, goesOn);
      const { model, arrived } = serve([script], { generateByStreaming: true });
      const result = await sdk.generateText({ model, prompt: 'Hello' });
      assert.equal(result.text, 'Once upon');
      assert.equal(result.usage.outputTokens, tokens);
      await (await arrived(1)).gone;
    },
  },
]);

export const lingering: Situation[] = [...ofChats, ...ofAgents];
