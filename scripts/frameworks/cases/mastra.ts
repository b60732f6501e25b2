import { Agent } from '@mastra/core/agent';
import { InMemoryStore } from '@mastra/core/storage';
import { createTool } from '@mastra/core/tools';
import { Memory } from '@mastra/memory';
import { z } from 'zod';
import type { Suite } from '../case';
import { type Lab, MODEL, THINKING } from '../lab';
import { lostThoughts, thinkingSteps } from '../thinking-steps';

const weather = createTool({
  id: 'weather',
  description: 'The weather in a city',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }: { city: string }) => ({ city, celsius: 21 }),
});

const lookup = createTool({
  id: 'lookup',
  description: 'Looks something up',
  inputSchema: z.object({ query: z.string() }),
  execute: async ({ query }: { query: string }) => ({ found: query }),
});

const agentOf = ({ heroku }: Lab, more: object = {}) =>
  new Agent({
    id: 'helper',
    name: 'Helper',
    instructions: 'You help.',
    model: heroku(MODEL),
    ...more,
  });

const QUESTION = 'How is the weather in Paris?';

export const mastra: Suite = {
  title: 'Mastra',
  package: '@mastra/core',
  cases: [
    {
      name: 'generate',
      async run(lab) {
        const { text, usage, finishReason } = await agentOf(lab).generate('Hello');
        lab.check(text.endsWith('You said: Hello'), text);
        lab.check(usage.inputTokens > 0 && usage.outputTokens > 0, JSON.stringify(usage));
        lab.check(finishReason === 'stop', finishReason);
      },
    },
    {
      name: 'stream',
      async run(lab) {
        const stream = await agentOf(lab).stream('Hello');
        const deltas: string[] = [];
        for await (const delta of stream.textStream) deltas.push(delta);
        lab.check(deltas.length > 1, `${deltas.length} deltas`);
        lab.check(deltas.join('').endsWith('You said: Hello'), deltas.join(''));
        lab.check((await stream.finishReason) === 'stop', await stream.finishReason);
      },
    },
    {
      name: 'tools',
      async run(lab) {
        const agent = agentOf(lab, { tools: { weather } });
        const { text } = await agent.generate(QUESTION);
        lab.check(text.includes('"celsius":21'), text);
        const stream = await agent.stream(QUESTION);
        lab.check((await stream.text).includes('"celsius":21'), await stream.text);
      },
    },
    {
      name: 'structured output',
      async run(lab) {
        const schema = z.object({ city: z.string(), people: z.number() });
        const { object } = await agentOf(lab).generate('A city like Paris', {
          structuredOutput: { schema },
        });
        lab.check(schema.safeParse(object).success, JSON.stringify(object));
      },
    },
    {
      name: 'reasoning over three steps',
      async run(lab) {
        lab.answer(thinkingSteps);
        const agent = agentOf(lab, { tools: { lookup } });
        await agent.generate('Look up both', { providerOptions: THINKING, maxSteps: 5 });
        const loss = lostThoughts(lab.bodies());
        lab.check(loss === undefined, String(loss));
      },
    },
    {
      name: 'memory with signed thinking',
      async run(lab) {
        const memory = new Memory({ storage: new InMemoryStore() });
        const agent = agentOf(lab, { memory });
        const settings = {
          memory: { thread: 'thread-1', resource: 'user-1' },
          providerOptions: THINKING,
        };
        await agent.generate('Why?', settings);
        const { text } = await agent.generate('And then?', settings);
        lab.check(text.endsWith('You said: And then?'), text);
        const [, second] = lab.bodies();
        const replayed = second?.messages.find(({ role }) => role === 'assistant');
        lab.check(replayed?.reasoning?.signature, JSON.stringify(second?.messages));
        lab.check(second?.extended_thinking?.enabled, 'thinking is off');
      },
    },
  ],
};
