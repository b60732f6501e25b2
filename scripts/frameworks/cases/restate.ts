import { durableCalls } from '@restatedev/vercel-ai-middleware';
import { generateText, tool, wrapLanguageModel } from 'ai';
import { z } from 'zod';
import type { Suite } from '../case';
import { type Lab, MODEL, THINKING } from '../lab';
import { checkError, errorOf, Journal, overload } from '../stored';
import { lostThoughts, thinkingSteps } from '../thinking-steps';

type Serde = {
  serialize: (value: unknown) => Uint8Array;
  deserialize: (data: Uint8Array) => unknown;
};

/** Restate's context, which writes the result of each `run` into its journal and goes on with what it reads from there. */
const contextOf = (journal: Journal) => ({
  async run(_name: string, action: () => Promise<unknown>, { serde }: { serde: Serde }) {
    const stored = serde.serialize(await action());
    journal.write(new TextDecoder().decode(stored));
    return serde.deserialize(stored);
  },
});

const durable = (lab: Lab) =>
  wrapLanguageModel({
    model: lab.heroku(MODEL),
    middleware: durableCalls(contextOf(new Journal(lab)), { maxRetryAttempts: 1 }),
  });

const lookup = tool({
  inputSchema: z.object({ query: z.string() }),
  execute: async ({ query }) => `found ${query}`,
});

export const restate: Suite = {
  title: 'Restate',
  package: '@restatedev/vercel-ai-middleware',
  cases: [
    {
      name: 'a tool loop of durable calls, with signed thinking',
      async run(lab) {
        lab.answer(thinkingSteps);
        const { text } = await generateText({
          model: durable(lab),
          prompt: 'Look up both',
          tools: { lookup },
          stopWhen: ({ steps }) => steps.length === 5,
          providerOptions: THINKING,
        });
        lab.check(text === 'Both were looked up.', text);
        const loss = lostThoughts(lab.bodies());
        lab.check(loss === undefined, String(loss));
      },
    },
    {
      name: 'an error of a durable call',
      async run(lab) {
        overload(lab);
        const running = generateText({ model: durable(lab), prompt: 'Hello', maxRetries: 0 });
        checkError(lab, await errorOf(running));
      },
    },
  ],
};
