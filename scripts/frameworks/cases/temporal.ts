import { createActivities } from '@temporalio/ai-sdk';
import {
  DefaultFailureConverter,
  defaultPayloadConverter,
  ensureApplicationFailure,
} from '@temporalio/common';
import { generateText, tool, wrapLanguageModel } from 'ai';
import { z } from 'zod';
import type { Suite } from '../case';
import { type Lab, MODEL, THINKING } from '../lab';
import { importFromPage } from '../page-code';
import { checkError, errorOf, Journal, overload, refuse } from '../stored';
import { lostThoughts, thinkingSteps } from '../thinking-steps';

/**
 * A model as a workflow sees it: each call is an activity, whose arguments and result cross as JSON. The plugin's own workflow model
 * runs only in Temporal's sandbox.
 */
function workflowModel(lab: Lab, journal: Journal) {
  const activities = createActivities(lab.heroku);
  return wrapLanguageModel({
    model: lab.heroku(MODEL),
    middleware: {
      specificationVersion: 'v4',
      wrapGenerate: async ({ params }: { params: object }) =>
        journal.kept(
          await activities.invokeModel(journal.kept({ modelId: MODEL, options: params })),
        ),
    } as never,
  });
}

type Failure = { message: string; applicationFailureInfo: { nonRetryable?: boolean } };
type Execute = (input: object, next: () => Promise<unknown>) => Promise<unknown>;
type Page = { modelErrors: () => { inbound: { execute: Execute } } };

const lookup = tool({
  inputSchema: z.object({ query: z.string() }),
  execute: async ({ query }) => `found ${query}`,
});

export const temporal: Suite = {
  title: 'Temporal',
  package: '@temporalio/ai-sdk',
  cases: [
    {
      name: 'a tool loop of model activities, with signed thinking',
      async run(lab) {
        lab.answer(thinkingSteps);
        const { text, totalUsage } = await generateText({
          model: workflowModel(lab, new Journal(lab)),
          prompt: 'Look up both',
          tools: { lookup },
          stopWhen: ({ steps }) => steps.length === 5,
          providerOptions: THINKING,
        });
        lab.check(text === 'Both were looked up.', text);
        lab.check((totalUsage.inputTokens ?? 0) > 0, JSON.stringify(totalUsage));
        const loss = lostThoughts(lab.bodies());
        lab.check(loss === undefined, String(loss));
      },
    },
    {
      name: 'an error of a model activity',
      async run(lab) {
        overload(lab);
        const { invokeModel } = createActivities(lab.heroku);
        const prompt = [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }];
        const error = await errorOf(invokeModel({ modelId: MODEL, options: { prompt } }));
        checkError(lab, error);
        // What a worker reports of it.
        const failure = new DefaultFailureConverter().errorToFailure(
          ensureApplicationFailure(error),
          defaultPayloadConverter,
        );
        const { message, applicationFailureInfo } = new Journal(lab).kept(failure);
        lab.check(message.startsWith('Model is overloaded'), message);
        lab.check(applicationFailureInfo.type === 'APICallError', applicationFailureInfo.type);
      },
    },
    {
      name: 'a wrong key is not asked again, with the interceptor of the page',
      async run(lab) {
        const { modelErrors } = await importFromPage<Page>('modelErrors');
        const { invokeModel } = createActivities(lab.heroku);
        const prompt = [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }];
        const run = async (): Promise<Failure> => {
          const next = () => invokeModel({ modelId: MODEL, options: { prompt } });
          const error = await errorOf(modelErrors().inbound.execute({}, next));
          const failure = new DefaultFailureConverter().errorToFailure(
            ensureApplicationFailure(error),
            defaultPayloadConverter,
          );
          return new Journal(lab).kept(failure);
        };
        refuse(lab);
        const refused = await run();
        lab.check(refused.applicationFailureInfo.nonRetryable === true, JSON.stringify(refused));
        lab.check(refused.message.includes('Invalid API key provided'), refused.message);
        overload(lab);
        const overloaded = await run();
        lab.check(!overloaded.applicationFailureInfo.nonRetryable, JSON.stringify(overloaded));
      },
    },
  ],
};
