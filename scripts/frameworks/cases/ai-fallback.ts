import { generateText, streamText, tool } from 'ai';
import { createFallback } from 'ai-fallback';
import { errorResponse } from 'ai-sdk-provider-heroku/local';
import { z } from 'zod';
import type { Suite } from '../case';
import { type Lab, MODEL } from '../lab';

const BUSY_MODEL = 'nova-lite';

/** The first of two models, which is overloaded, and the one that answers in its stead. */
function withFallback(lab: Lab) {
  lab.answer(({ model }) =>
    model === BUSY_MODEL
      ? errorResponse({ code: 503, message: 'Model is overloaded', type: 'server_error' })
      : undefined,
  );
  return createFallback({ models: [lab.heroku(BUSY_MODEL), lab.heroku(MODEL)] });
}

const weather = tool({
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => `21 degrees in ${city}`,
});

const QUESTION = {
  prompt: 'How is the weather in Paris?',
  tools: { weather },
  stopWhen: ({ steps }: { steps: unknown[] }) => steps.length === 5,
  maxRetries: 0,
};

export const aiFallback: Suite = {
  title: 'ai-fallback',
  package: 'ai-fallback',
  cases: [
    {
      name: 'a tool loop on the second model',
      async run(lab) {
        const { text, totalUsage } = await generateText({ ...QUESTION, model: withFallback(lab) });
        lab.check(text.includes('21 degrees in Paris'), text);
        lab.check((totalUsage.inputTokens ?? 0) > 0, JSON.stringify(totalUsage));
      },
    },
    {
      name: 'a tool loop on the second model, streamed',
      async run(lab) {
        const result = streamText({ ...QUESTION, model: withFallback(lab) });
        lab.check((await result.text).includes('21 degrees in Paris'), await result.text);
        lab.check((await result.finishReason) === 'stop', await result.finishReason);
      },
    },
  ],
};
