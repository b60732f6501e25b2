import { Agent, createTool } from '@voltagent/core';
import { Output } from 'ai';
import type { WireMessage } from 'ai-sdk-provider-heroku/local';
import { z } from 'zod';
import type { Suite } from '../case';
import { type Lab, MODEL, THINKING } from '../lab';
import { lostThoughts, thinkingSteps } from '../thinking-steps';

const weather = createTool({
  name: 'weather',
  description: 'The weather in a city',
  parameters: z.object({ city: z.string() }),
  execute: async ({ city }: { city: string }) => `21 degrees in ${city}`,
});

const lookup = createTool({
  name: 'lookup',
  description: 'Looks something up',
  parameters: z.object({ query: z.string() }),
  execute: async ({ query }: { query: string }) => `found ${query}`,
});

const agentOf = ({ heroku }: Lab, more: object = {}) =>
  new Agent({ name: 'helper', instructions: 'You help.', model: heroku(MODEL), ...more });

const QUESTION = 'How is the weather in Paris?';

export const voltagent: Suite = {
  title: 'VoltAgent',
  package: '@voltagent/core',
  cases: [
    {
      name: 'generate',
      async run(lab) {
        const { text, usage } = await agentOf(lab).generateText('Hello');
        lab.check(text.endsWith('You said: Hello'), text);
        lab.check(usage.inputTokens > 0 && usage.outputTokens > 0, JSON.stringify(usage));
      },
    },
    {
      name: 'stream, with tools',
      async run(lab) {
        const result = await agentOf(lab, { tools: [weather] }).streamText(QUESTION);
        let text = '';
        for await (const delta of result.textStream) text += delta;
        lab.check(text.includes('21 degrees in Paris'), text);
        lab.check((await result.finishReason) === 'stop', await result.finishReason);
      },
    },
    {
      name: 'tools',
      async run(lab) {
        const { text } = await agentOf(lab, { tools: [weather] }).generateText(QUESTION);
        lab.check(text.includes('21 degrees in Paris'), text);
      },
    },
    {
      name: 'structured output',
      async run(lab) {
        const schema = z.object({ city: z.string(), people: z.number() });
        const { output } = await agentOf(lab).generateText('A city like Paris', {
          output: Output.object({ schema }),
        });
        lab.check(schema.safeParse(output).success, JSON.stringify(output));
      },
    },
    {
      name: 'reasoning over three steps',
      async run(lab) {
        lab.answer(thinkingSteps);
        const agent = agentOf(lab, { tools: [lookup] });
        await agent.generateText('Look up both', { providerOptions: THINKING });
        const loss = lostThoughts(lab.bodies());
        lab.check(loss === undefined, String(loss));
      },
    },
    {
      name: 'memory, with a second thinking turn',
      run: (lab) => askTwice(lab),
    },
    {
      name: 'memory with signed thinking',
      async run(lab) {
        const replayed = (await askTwice(lab))?.find(({ role }) => role === 'assistant');
        lab.check(replayed?.reasoning?.signature, 'no signature in what is sent back');
      },
      exception: {
        reason:
          'its memory keeps the metadata of reasoning for OpenAI alone, so signatures of earlier turns are lost',
        error: /no signature in what is sent back/,
      },
    },
  ],
};

/** Two turns with memory between them; the messages of the second. */
async function askTwice(lab: Lab): Promise<WireMessage[] | undefined> {
  const agent = agentOf(lab);
  const settings = { userId: 'user-1', conversationId: 'chat-1', providerOptions: THINKING };
  await agent.generateText('Why?', settings);
  const { text } = await agent.generateText('And then?', settings);
  lab.check(text.endsWith('You said: And then?'), text);
  const [, second] = lab.bodies();
  lab.check(
    second?.messages.some(({ role }) => role === 'assistant'),
    'nothing is remembered',
  );
  lab.check(second?.extended_thinking?.enabled, 'thinking is off');
  return second?.messages;
}
