import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { NextRequest } from 'next/server.js';
import type { Suite } from '../case';
import type { Lab } from '../lab';

/** The bundle of examples/next-app-route's handler, beside this one. */
const ROUTE = './next-route.mjs';

const message = (text: string) => ({ id: '1', role: 'user', parts: [{ type: 'text', text }] });

async function post(lab: Lab, text: string): Promise<Response> {
  Object.assign(process.env, { INFERENCE_URL: lab.url, INFERENCE_KEY: lab.key });
  const { POST } = await import(ROUTE);
  const body = JSON.stringify({ messages: [message(text)] });
  return POST(new NextRequest('http://localhost/api/chat', { method: 'POST', body }));
}

/** examples/next-app-route. */
export const nextRoute: Suite = {
  title: 'Next.js App Router, `examples/next-app-route`',
  package: 'next',
  cases: [
    {
      name: 'the types of handler and page',
      async run() {
        const tsc = ['node_modules/typescript/bin/tsc', '-p', 'next-app-route'];
        await promisify(execFile)(process.execPath, tsc).catch(({ stdout }) => {
          throw new Error(stdout);
        });
      },
    },
    {
      name: 'an answer with a tool, in the protocol of `useChat`',
      async run(lab) {
        const response = await post(lab, 'How is the weather in Paris?');
        const text = await response.text();
        lab.check(response.headers.get('x-vercel-ai-ui-message-stream') === 'v1', 'no such header');
        for (const type of ['reasoning-delta', 'tool-output-available', 'text-delta', 'finish'])
          lab.check(text.includes(`"type":"${type}"`), `no ${type} in ${text}`);
      },
    },
    {
      name: "an error in Heroku's words",
      async run(lab) {
        lab.answer(() => ({ status: 400, error: { message: 'Failed to execute chat: too long' } }));
        const text = await (await post(lab, 'Hello')).text();
        lab.check(text.includes('Failed to execute chat: too long'), text);
      },
    },
  ],
};
