import { DurableAgent } from '@workflow/ai/agent';
import { generateText } from 'ai';
import { errorResponse } from 'ai-sdk-provider-heroku/local';
import { FatalError, RetryableError } from 'workflow';
import { z } from 'zod';
import type { Suite } from '../case';
import { type Lab, MODEL, THINKING } from '../lab';
import { importFromPage } from '../page-code';
import { checkError, errorOf, overload, refuse } from '../stored';
import { lostThoughts, thinkingSteps } from '../thinking-steps';

type Part = { type: string };
type Page = { toWorkflowError: (error: unknown) => unknown };

/** An agent whose model is made in the step; outside a workflow its steps are plain functions. */
async function ask(lab: Lab, prompt: string, more: object = {}) {
  const agent = new DurableAgent({
    model: async () => lab.heroku(MODEL),
    instructions: 'You help.',
    ...more,
  });
  const parts: Part[] = [];
  const writable = new WritableStream<Part>({ write: (part) => void parts.push(part) });
  const result = await agent.stream({
    messages: [{ role: 'user', content: prompt }],
    writable,
    maxSteps: 5,
  });
  return { parts, result };
}

const weather = {
  description: 'The weather in a city',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }: { city: string }) => `21 degrees in ${city}`,
};

const lookup = {
  description: 'Looks something up',
  inputSchema: z.object({ query: z.string() }),
  execute: async ({ query }: { query: string }) => `found ${query}`,
};

export const workflow: Suite = {
  title: 'Workflow SDK',
  package: '@workflow/ai',
  cases: [
    {
      name: 'a tool loop, with usage',
      async run(lab) {
        const { result } = await ask(lab, 'How is the weather in Paris?', { tools: { weather } });
        lab.check(
          JSON.stringify(result.messages).includes('returned: 21 degrees in Paris'),
          JSON.stringify(result.messages),
        );
        const usage = result.steps.map(
          (step: { usage: { inputTokens: number } }) => step.usage.inputTokens,
        );
        lab.check(
          usage.every((tokens: number) => tokens > 0),
          `usage: ${usage}`,
        );
      },
    },
    {
      name: 'signed thinking over three steps',
      async run(lab) {
        lab.answer(thinkingSteps);
        await ask(lab, 'Look up both', { tools: { lookup }, providerOptions: THINKING });
        const loss = lostThoughts(lab.bodies());
        lab.check(loss === undefined, String(loss));
      },
    },
    {
      name: 'an error of a step',
      async run(lab) {
        overload(lab);
        checkError(lab, await errorOf(ask(lab, 'Hello')));
      },
    },
    {
      name: 'errors of a step, with the code of the page',
      async run(lab) {
        const { toWorkflowError } = await importFromPage<Page>('toWorkflowError');
        const run = async () =>
          toWorkflowError(
            await errorOf(
              generateText({ model: lab.heroku(MODEL), prompt: 'Hello', maxRetries: 0 }),
            ),
          );
        refuse(lab);
        const refused = await run();
        lab.check(FatalError.is(refused), String(refused));
        lab.check(String(refused).includes('Invalid API key provided'), String(refused));
        lab.answer(() => {
          const response = errorResponse({ code: 429, message: 'Slow down', type: 'rate_limit' });
          response.headers.set('retry-after', '60');
          return response;
        });
        const limited = await run();
        lab.check(RetryableError.is(limited), String(limited));
        const waits = (limited as { retryAfter: Date }).retryAfter.getTime() - Date.now();
        lab.check(waits > 30_000, `${waits} ms`);
      },
    },
  ],
};
