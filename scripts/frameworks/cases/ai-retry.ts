import { generateText, tool } from 'ai';
import { createRetryableModel, error, httpStatus } from 'ai-retry/language-model';
import { errorResponse } from 'ai-sdk-provider-heroku/local';
import { z } from 'zod';
import type { Suite } from '../case';
import { MODEL } from '../lab';

const BUSY_MODEL = 'nova-lite';

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

export const aiRetry: Suite = {
  title: 'ai-retry',
  package: 'ai-retry',
  cases: [
    {
      name: 'switches models by status',
      async run(lab) {
        lab.answer(({ model }) =>
          model === BUSY_MODEL
            ? errorResponse({ code: 529, message: 'Model is overloaded', type: 'server_error' })
            : undefined,
        );
        const model = createRetryableModel({
          model: lab.heroku(BUSY_MODEL),
          retries: [httpStatus(529).switch({ model: lab.heroku(MODEL) })],
        });
        const { text } = await generateText({ ...QUESTION, model });
        lab.check(text.includes('21 degrees in Paris'), text);
      },
    },
    {
      name: 'tries again what is retryable',
      async run(lab) {
        let isFirst = true;
        lab.answer(() => {
          const answer = isFirst
            ? errorResponse({ code: 503, message: 'Model is overloaded', type: 'server_error' })
            : undefined;
          isFirst = false;
          return answer;
        });
        const model = createRetryableModel({
          model: lab.heroku(MODEL),
          retries: [error.isRetryable(true).retry({ delay: 1 })],
        });
        const { text } = await generateText({ ...QUESTION, model });
        lab.check(text.includes('21 degrees in Paris'), text);
      },
    },
  ],
};
