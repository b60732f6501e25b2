import { DBOS } from '@dbos-inc/dbos-sdk';
import { durableCalls } from '@dbos-inc/vercel-ai';
import { generateText, streamText, wrapLanguageModel } from 'ai';
import { createHeroku } from 'ai-sdk-provider-heroku/v4';
import { MODEL } from './lab';

// A program with one workflow of two steps: it starts it, or takes it up where it was when the program was killed.
const { APP_DATABASE: systemDatabaseUrl, APP_MODEL_URL: baseURL, APP_KEY: apiKey } = process.env;
const WORKFLOW_ID = 'planning';

const planning = DBOS.registerWorkflow(
  async () => {
    const model = wrapLanguageModel({
      model: createHeroku({ baseURL, apiKey })(MODEL) as never,
      middleware: durableCalls(),
    });
    const plan = await generateText({ model, prompt: 'Make a plan', maxRetries: 0 });
    let text = '';
    const { textStream } = streamText({ model, prompt: `Do this: ${plan.text}`, maxRetries: 0 });
    for await (const delta of textStream) {
      text += delta;
      process.stdout.write(delta);
    }
    return text;
  },
  { name: 'planning' },
);

DBOS.setConfig({ name: 'app', systemDatabaseUrl, useListenNotify: false, logLevel: 'error' });
await DBOS.launch();
const handle = (await DBOS.getWorkflowStatus(WORKFLOW_ID))
  ? DBOS.retrieveWorkflow(WORKFLOW_ID)
  : await DBOS.startWorkflow(planning, { workflowID: WORKFLOW_ID })();
const result = JSON.stringify({ result: await handle.getResult() });
process.stdout.write(`\n${result}\n`, () => process.exit(0));
