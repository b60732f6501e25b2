import { Agent, handoff, Runner, tool } from '@openai/agents';
import { aisdk } from '@openai/agents-extensions/ai-sdk';
import { z } from 'zod';
import type { Suite } from '../case';
import { type Lab, MODEL, THINKING } from '../lab';
import { lostThoughts, thinkingSteps } from '../thinking-steps';

const runner = new Runner({ tracingDisabled: true });

const weather = tool({
  name: 'weather',
  description: 'The weather in a city',
  parameters: z.object({ city: z.string() }),
  execute: async ({ city }: { city: string }) => `21 degrees in ${city}`,
});

const lookup = tool({
  name: 'lookup',
  description: 'Looks something up',
  parameters: z.object({ query: z.string() }),
  execute: async ({ query }: { query: string }) => `found ${query}`,
});

const agentOf = ({ heroku }: Lab, more: object = {}) =>
  new Agent({ name: 'Helper', instructions: 'You help.', model: aisdk(heroku(MODEL)), ...more });

const QUESTION = 'How is the weather in Paris?';

/** Provider options of an agent, as the adapter takes them. */
const THINKING_SETTINGS = { providerData: { providerOptions: THINKING } };

export const openaiAgents: Suite = {
  title: 'OpenAI Agents, with `aisdk()`',
  package: '@openai/agents-extensions',
  cases: [
    {
      name: 'run',
      async run(lab) {
        const { finalOutput } = await runner.run(agentOf(lab, { tools: [weather] }), QUESTION);
        lab.check(finalOutput.includes('21 degrees in Paris'), finalOutput);
      },
    },
    {
      name: 'stream',
      async run(lab) {
        const agent = agentOf(lab, { tools: [weather] });
        const result = await runner.run(agent, QUESTION, { stream: true });
        let text = '';
        for await (const delta of result.toTextStream()) text += delta;
        await result.completed;
        lab.check(text.includes('21 degrees in Paris'), text);
        const { usage } = result.state;
        lab.check(usage.inputTokens > 0 && usage.outputTokens > 0, JSON.stringify(usage));
      },
    },
    {
      name: 'handoff',
      async run(lab) {
        const expert = agentOf(lab, { name: 'Expert', instructions: 'You know.' });
        const agent = agentOf(lab, { handoffs: [handoff(expert)] });
        lab.answer(({ body }) =>
          body.messages.some(({ role }) => role === 'tool')
            ? undefined
            : { toolCalls: [{ name: 'transfer_to_Expert', arguments: {} }] },
        );
        const { finalOutput, lastAgent } = await runner.run(agent, 'Hello');
        lab.check(lastAgent.name === 'Expert', lastAgent.name);
        lab.check(typeof finalOutput === 'string' && finalOutput !== '', String(finalOutput));
      },
    },
    {
      name: 'output type',
      async run(lab) {
        const outputType = z.object({ city: z.string(), people: z.number() });
        const { finalOutput } = await runner.run(agentOf(lab, { outputType }), 'A city like Paris');
        lab.check(outputType.safeParse(finalOutput).success, JSON.stringify(finalOutput));
      },
    },
    {
      name: 'reasoning over three steps',
      run: (lab) => thinkInSteps(lab, {}),
    },
    {
      name: 'reasoning over three steps, streamed',
      run: (lab) => thinkInSteps(lab, { stream: true }),
    },
  ],
};

async function thinkInSteps(lab: Lab, settings: { stream?: boolean }): Promise<void> {
  lab.answer(thinkingSteps);
  const agent = agentOf(lab, { tools: [lookup], modelSettings: THINKING_SETTINGS });
  const result = await runner.run(agent, 'Look up both', settings);
  if (settings.stream) await result.completed;
  const loss = lostThoughts(lab.bodies());
  lab.check(loss === undefined, String(loss));
}
