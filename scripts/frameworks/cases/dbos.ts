import { DBOS } from '@dbos-inc/dbos-sdk';
import { durableCalls } from '@dbos-inc/vercel-ai';
import { PGlite } from '@electric-sql/pglite';
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { generateText, streamText, tool, wrapLanguageModel } from 'ai';
import { z } from 'zod';
import type { Suite } from '../case';
import { checkCrash, checkReplay, HALF, holdStream, releaseStream, WHOLE } from '../crash-steps';
import { startApp } from '../crashing-app';
import { type Lab, MODEL, THINKING } from '../lab';
import { checkError, errorOf, Journal, overload, refuse } from '../stored';
import { lostThoughts, thinkingSteps } from '../thinking-steps';

type Handle = { workflowID: string; getResult: () => Promise<string> };
type Dbos = {
  startWorkflow: (flow: unknown) => (question: string) => Promise<Handle>;
  forkWorkflow: (id: string, startStep: number) => Promise<Handle>;
  /** All that the workflow has stored, as text. */
  stored: () => Promise<string>;
};

/** Workflows are registered before DBOS starts; each case sets the lab in which they run. */
let lab: Lab | undefined;

const toCall = (question: string, retriesAllowed = false) => ({
  model: wrapLanguageModel({
    model: (lab as Lab).heroku(MODEL),
    middleware: durableCalls({ retriesAllowed, intervalSeconds: 0.1 }),
  }),
  prompt: question,
  tools: { lookup },
  stopWhen: ({ steps }: { steps: unknown[] }) => steps.length === 5,
  providerOptions: THINKING,
  maxRetries: 0,
});

const lookup = tool({
  inputSchema: z.object({ query: z.string() }),
  execute: async ({ query }) => `found ${query}`,
});

const generating = DBOS.registerWorkflow(
  async (question: string) => (await generateText(toCall(question))).text,
  { name: 'generating' },
);
const retrying = DBOS.registerWorkflow(
  async (question: string) => (await generateText(toCall(question, true))).text,
  { name: 'retrying' },
);
const streaming = DBOS.registerWorkflow(
  async (question: string) => streamText(toCall(question)).text,
  { name: 'streaming' },
);

/** DBOS with a Postgres database in this process. */
const opened = once(async (): Promise<Dbos> => {
  const db = await createDatabase();
  const { url } = await listen(db);
  DBOS.setConfig({
    name: 'app',
    systemDatabaseUrl: url,
    useListenNotify: false,
    logLevel: 'error',
  });
  await DBOS.launch();
  return {
    startWorkflow: (flow) => DBOS.startWorkflow(flow),
    forkWorkflow: (id, startStep) => DBOS.forkWorkflow(id, startStep),
    stored: () => storedIn(db),
  };
});

type Database = {
  query: (sql: string) => Promise<{ rows: unknown[] }>;
  exec: (sql: string) => Promise<unknown>;
};

const createDatabase = (): Promise<Database> =>
  PGlite.create({ extensions: { 'uuid-ossp': uuid_ossp } });

/** Makes a database of this process one that others can connect to. */
async function listen(db: Database): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = new PGLiteSocketServer({ db, port: 0, host: '127.0.0.1', maxConnections: 20 });
  await server.start();
  const url = `postgresql://postgres@${server.getServerConn()}/postgres?sslmode=disable`;
  return { url, stop: () => server.stop() };
}

async function storedIn(db: Database): Promise<string> {
  const tables = ['workflow_status', 'operation_outputs'];
  const results = tables.map((table) => db.query(`select * from dbos.${table}`));
  return JSON.stringify((await Promise.all(results)).map(({ rows }) => rows));
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

async function inWorkflow(use: Lab, flow: unknown, question: string) {
  lab = use;
  const dbos = await opened();
  const handle = await dbos.startWorkflow(flow)(question);
  return { ...dbos, handle };
}

/** A process is killed in the middle of a stream, and a second one is started on the same database. */
async function crashInStream(lab: Lab): Promise<void> {
  const db = await createDatabase();
  const start = (url: string) =>
    startApp('dbos-app.mjs', { APP_DATABASE: url, APP_MODEL_URL: lab.url, APP_KEY: lab.key });

  holdStream(lab);
  const before = await listen(db);
  const killed = start(before.url);
  await killed.printed(HALF);
  await killed.kill();
  await before.stop();
  // Postgres would end what a lost connection was in the middle of; this one has a single session for all.
  await db.exec('ROLLBACK');
  checkCrash(lab, await storedIn(db));

  releaseStream(lab);
  const after = await listen(db);
  const output = await start(after.url).output();
  lab.check(output === `${WHOLE}\n${JSON.stringify({ result: WHOLE })}\n`, output);
  checkReplay(lab);
  const text = new Journal(lab).write(await storedIn(db));
  lab.check(text.includes(WHOLE), text);
  await after.stop();
}

export const dbos: Suite = {
  title: 'DBOS',
  package: '@dbos-inc/vercel-ai',
  cases: [
    {
      name: 'a tool loop in a workflow, resumed from its checkpoints',
      async run(lab) {
        lab.answer(thinkingSteps);
        const { handle, forkWorkflow, stored } = await inWorkflow(lab, generating, 'Look up both');
        lab.check((await handle.getResult()) === 'Both were looked up.', await handle.getResult());
        const again = await forkWorkflow(handle.workflowID, 2);
        lab.check((await again.getResult()) === 'Both were looked up.', await again.getResult());
        // The fork has asked for the last step alone, with the thoughts that the first run had stored.
        const [first, second, third, fourth, ...more] = lab.bodies();
        lab.check(fourth && more.length === 0, `${lab.bodies().length} requests`);
        for (const last of [third, fourth]) {
          const bodies = [first, second, last].filter((body) => body !== undefined);
          const loss = lostThoughts(bodies);
          lab.check(loss === undefined, String(loss));
        }
        new Journal(lab).write(await stored());
      },
    },
    {
      name: 'a stream in a workflow',
      async run(lab) {
        lab.answer(thinkingSteps);
        const { handle, stored } = await inWorkflow(lab, streaming, 'Look up both');
        lab.check((await handle.getResult()) === 'Both were looked up.', await handle.getResult());
        const loss = lostThoughts(lab.bodies());
        lab.check(loss === undefined, String(loss));
        new Journal(lab).write(await stored());
      },
    },
    {
      name: 'an error in a workflow',
      async run(lab) {
        overload(lab);
        const { handle, stored } = await inWorkflow(lab, generating, 'Hello');
        checkError(lab, await errorOf(handle.getResult()));
        const text = new Journal(lab).write(await stored());
        lab.check(text.includes('Model is overloaded'), 'The error is not stored');
      },
    },
    {
      name: 'a wrong key is not asked again, an overloaded model is',
      async run(lab) {
        refuse(lab);
        const refused = await inWorkflow(lab, retrying, 'Hello');
        const error = await errorOf(refused.handle.getResult());
        lab.check(String(error).includes('Invalid API key provided'), String(error));
        lab.check(lab.bodies().length === 1, `${lab.bodies().length} requests`);
        overload(lab);
        const overloaded = await inWorkflow(lab, retrying, 'Hello');
        await errorOf(overloaded.handle.getResult());
        lab.check(lab.bodies().length === 4, `${lab.bodies().length - 1} requests`);
      },
    },
    {
      name: 'a process that is killed in the middle of a stream, and its replay',
      run: crashInStream,
    },
  ],
};
