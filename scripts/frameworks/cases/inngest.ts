import { streamText } from 'ai';
import { errorResponse } from 'ai-sdk-provider-heroku/local';
import { Inngest } from 'inngest';
import { brokenStream } from '../broken-stream';
import type { Suite } from '../case';
import { runFunction } from '../inngest-server';
import { type Lab, MODEL } from '../lab';
import { importFromPage } from '../page-code';
import { Journal, overload, refuse, withEnvironment } from '../stored';

type Page = { handler: unknown };
type Reading = { readText: (result: object) => Promise<string> };
type Step = { run: (id: string, work: () => Promise<string>) => Promise<string> };

/** The function of the page, run by its `serve()` handler; fails if the key is in what Inngest is sent. */
async function run(lab: Lab) {
  const client = new Inngest({ id: 'app', isDev: true, logger: silent });
  const { handler } = await importFromPage<Page>('toInngestError');
  const result = await withEnvironment(lab, () => runFunction(client, handler));
  new Journal(lab).write(result.stored.join('\n'));
  return result;
}

const silent = { info() {}, warn() {}, error() {}, debug() {} };

export const inngest: Suite = {
  title: 'Inngest, its `serve()` handler',
  package: 'inngest',
  cases: [
    {
      name: 'step.ai.wrap, with the code of the page',
      async run(lab) {
        const { operation, reply } = await run(lab);
        lab.check(operation?.op === 'RunComplete', reply.text);
        const { text, finishReason, usage } = Object(operation?.data);
        lab.check(String(text).endsWith('You said: Hello'), String(text));
        lab.check(finishReason === 'stop' && usage !== undefined, JSON.stringify(operation));
        lab.check(lab.bodies().length === 1, `${lab.bodies().length} requests`);
      },
    },
    {
      name: 'a model as JSON',
      async run(lab) {
        const kept = new Journal(lab).kept(lab.heroku(MODEL)) as { modelId?: string };
        lab.check(kept.modelId === MODEL, JSON.stringify(kept));
      },
    },
    {
      name: 'a wrong key is not asked again',
      async run(lab) {
        refuse(lab);
        const { operation, reply } = await run(lab);
        lab.check(operation?.op === 'StepFailed' && !reply.isRetried, reply.text);
        lab.check(reply.text.includes('Invalid API key provided'), reply.text);
      },
    },
    {
      name: 'an overloaded model is asked again, after as long as the server says',
      async run(lab) {
        overload(lab);
        const overloaded = await run(lab);
        lab.check(overloaded.operation?.op === 'StepError', overloaded.reply.text);
        lab.check(overloaded.reply.text.includes('Model is overloaded'), overloaded.reply.text);
        lab.check(overloaded.reply.isRetried, 'It is not asked again');
        lab.answer(() => {
          const response = errorResponse({ code: 429, message: 'Slow down', type: 'rate_limit' });
          response.headers.set('x-ratelimit-remaining-tokens', '0');
          response.headers.set('x-ratelimit-reset-tokens', '7s');
          return response;
        });
        const { reply } = await run(lab);
        lab.check(reply.isRetried && reply.retryAfter === '7', String(reply.retryAfter));
      },
    },
    {
      name: 'a stream that breaks off fails its step, with the code of the page',
      async run(lab) {
        const { readText } = await importFromPage<Reading>('readText');
        lab.answer(brokenStream);
        const model = lab.heroku(MODEL);
        const read = () =>
          readText(streamText({ model, prompt: 'Hello', maxRetries: 0, onError() {} }));
        const handler = ({ step }: { step: Step }) => step.run('answer', read);
        const client = new Inngest({ id: 'app', isDev: true, logger: silent });
        const { operation, reply } = await runFunction(client, handler);
        lab.check(operation?.op === 'StepError', reply.text);
        lab.check(reply.text.includes('The answer was cut off'), reply.text);
      },
    },
  ],
};
