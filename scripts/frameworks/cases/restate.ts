import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { createEndpointHandler, service } from '@restatedev/restate-sdk';
import { durableCalls } from '@restatedev/vercel-ai-middleware';
import { generateText, tool, wrapLanguageModel } from 'ai';
import { z } from 'zod';
import type { Suite } from '../case';
import { checkCrash, checkReplay, HALF, holdStream, releaseStream, WHOLE } from '../crash-steps';
import { startApp } from '../crashing-app';
import { freePort } from '../free-port';
import { type Lab, MODEL, THINKING } from '../lab';
import { importFromPage } from '../page-code';
import { Journal, overload, refuse, withEnvironment } from '../stored';
import { lostThoughts, thinkingSteps } from '../thinking-steps';

const lookup = tool({
  inputSchema: z.object({ query: z.string() }),
  execute: async ({ query }) => `found ${query}`,
});

/** A service whose handler asks the model, and fails the first time after the model has answered. */
function askerOf({ heroku }: Lab) {
  let isFirst = true;
  return service({
    name: 'asker',
    handlers: {
      async ask(context: unknown, question: string): Promise<string> {
        const model = wrapLanguageModel({
          model: heroku(MODEL),
          middleware: durableCalls(context, { maxRetryAttempts: 1 }),
        });
        const { text } = await generateText({
          model,
          prompt: question,
          tools: { lookup },
          stopWhen: ({ steps }) => steps.length === 5,
          providerOptions: THINKING,
          maxRetries: 0,
        });
        if (isFirst) {
          isFirst = false;
          throw new Error('The process has crashed');
        }
        return text;
      },
    },
  });
}

/** A service with the page's code: it asks three times at most. */
async function pageAsker() {
  const { ask } = await importFromPage<{ ask: Handler }>('terminalErrors');
  return service({ name: 'asker', handlers: { ask } });
}

type Handler = (context: unknown, question: string) => Promise<string>;

type Restate = { ask: (question: string) => Promise<string>; stored: () => Promise<string> };

/** A Restate server for a service in this process. */
async function openRestate(asker: unknown): Promise<Restate> {
  const endpoint = createServer(
    createEndpointHandler({ services: [asker], bidirectional: true }),
  ).listen(0, '127.0.0.1');
  await once(endpoint, 'listening');
  return restateFor((endpoint.address() as AddressInfo).port);
}

/** A Restate server of its own for the service on this port. */
async function restateFor(port: number): Promise<Restate> {
  const [ingress, admin, node] = [await freeAddress(), await freeAddress(), await freeAddress()];

  const platform = `${process.platform}-${process.arch}`;
  const binary = `node_modules/@restatedev/restate-server-${platform}/bin/restate-server`;
  const server = spawn(binary, ['--no-logo', '--base-dir', resolve(`restate-${port}`)], {
    env: {
      RESTATE_LISTEN_MODE: 'tcp',
      RESTATE_INGRESS__BIND_ADDRESS: ingress,
      RESTATE_ADMIN__BIND_ADDRESS: admin,
      RESTATE_BIND_ADDRESS: node,
      RESTATE_ADVERTISED_ADDRESS: `http://${node}`,
      RESTATE_DISABLE_TELEMETRY: 'true',
    },
    stdio: 'ignore',
  });
  process.on('exit', () => server.kill('SIGKILL'));

  await succeeded(() => post(`http://${admin}/deployments`, { uri: `http://127.0.0.1:${port}` }));
  return {
    ask: async (question) => (await post(`http://${ingress}/asker/ask`, question)).text(),
    async stored() {
      const query = 'select raw from sys_journal';
      const response = await post(`http://${admin}/query`, { query });
      const { rows } = (await response.json()) as { rows: { raw: string }[] };
      return rows.map(({ raw }) => Buffer.from(raw, 'hex').toString()).join('\n');
    },
  };
}

function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
}

async function succeeded(ask: () => Promise<Response>): Promise<void> {
  while (!(await ask().catch(() => undefined))?.ok)
    await new Promise((again) => setTimeout(again, 50));
}

const freeAddress = async () => `127.0.0.1:${await freePort()}`;

/** The process of a service is killed in the middle of a stream, and started again. */
async function crashInStream(lab: Lab): Promise<void> {
  const port = await freePort();
  const start = async () => {
    const env = { APP_PORT: String(port), APP_MODEL_URL: lab.url, APP_KEY: lab.key };
    const app = startApp('restate-app.mjs', env);
    await app.printed('listening');
    return app;
  };

  holdStream(lab);
  const killed = await start();
  const { ask, stored } = await restateFor(port);
  const asked = ask('Make a plan');
  await killed.printed(HALF);
  await killed.kill();
  checkCrash(lab, await stored());

  releaseStream(lab);
  const restarted = await start();
  const answer = await asked;
  lab.check(answer === JSON.stringify(WHOLE), answer);
  checkReplay(lab);
  const text = new Journal(lab).write(await stored());
  lab.check(text.includes(WHOLE), text);
  await restarted.kill();
}

export const restate: Suite = {
  title: 'Restate, with its server',
  package: '@restatedev/vercel-ai-middleware',
  cases: [
    {
      name: 'a tool loop, resumed from the journal after a crash',
      async run(lab) {
        lab.answer(thinkingSteps);
        const { ask, stored } = await openRestate(askerOf(lab));
        const answer = await ask('Look up both');
        lab.check(answer === '"Both were looked up."', answer);
        // The second try has read all three answers, so there are three requests, which kept the thoughts.
        const loss = lostThoughts(lab.bodies());
        lab.check(loss === undefined, String(loss));
        const text = new Journal(lab).write(await stored());
        lab.check(text.includes('Both were looked up.'), text);
      },
    },
    {
      name: 'an error of a call',
      async run(lab) {
        overload(lab);
        const { ask, stored } = await openRestate(askerOf(lab));
        const answer = await ask('Hello');
        lab.check(answer.includes('Model is overloaded'), answer);
        lab.check(lab.bodies().length === 1, `${lab.bodies().length} requests`);
        const text = new Journal(lab).write(await stored());
        lab.check(text.includes('Model is overloaded'), text);
      },
    },
    {
      name: 'a wrong key is not asked again, with the code of the page; an overloaded model is',
      run: (lab) =>
        withEnvironment(lab, async () => {
          const { ask } = await openRestate(await pageAsker());
          refuse(lab);
          const refused = await ask('Hello');
          lab.check(refused.includes('Invalid API key provided'), refused);
          lab.check(lab.bodies().length === 1, `${lab.bodies().length} requests`);
          overload(lab);
          const overloaded = await ask('Hello');
          lab.check(overloaded.includes('Model is overloaded'), overloaded);
          lab.check(lab.bodies().length === 4, `${lab.bodies().length - 1} requests`);
        }),
    },
    {
      name: 'a process that is killed in the middle of a stream, and its replay',
      run: crashInStream,
    },
  ],
};
