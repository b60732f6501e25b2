import { fileURLToPath, pathToFileURL } from 'node:url';
import { streamText, tool, wrapLanguageModel } from 'ai';
import type { HerokuProvider } from 'ai-sdk-provider-heroku';
import { z } from 'zod';
import type { Suite } from '../case';
import { type Lab, MODEL } from '../lab';

/** The file that Node imports for a name. */
const fileOf = (name: string) => pathToFileURL(fileURLToPath(import.meta.resolve(name))).href;

/**
 * Loads a provider as opencode does (packages/opencode/src/provider/provider.ts, as of autumn 2026): the file that the
 * configuration names is imported, its one export that begins with `create` is called with everything that the configuration has
 * on the provider, and the model is wrapped.
 */
async function load(lab: Lab, file: string) {
  const module: Record<string, (options: object) => HerokuProvider> = await import(file);
  const name = Object.keys(module).find((key) => key.startsWith('create'));
  const create = name === undefined ? undefined : module[name];
  if (!create) throw new Error(`no create function in ${Object.keys(module)}`);
  const sdk = create({
    name: 'heroku',
    baseURL: lab.url,
    apiKey: lab.key,
    headers: { 'x-app': 'opencode' },
    fetch: (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init),
    timeout: 300_000,
  });
  const middleware = {
    specificationVersion: 'v3',
    transformParams: async ({ params }: { params: object }) => params,
  };
  return wrapLanguageModel({
    model: sdk.languageModel(MODEL) as never,
    middleware: middleware as never,
  });
}

const read = tool({
  description: 'Reads a file',
  inputSchema: z.object({ path: z.string() }),
  execute: async () => 'Hello from the file',
});

const invalid = tool({
  description: 'Do not use',
  inputSchema: z.object({ tool: z.string(), error: z.string() }),
  execute: async ({ error }) => error,
});

async function readAFile(lab: Lab, file: string): Promise<void> {
  lab.answer(({ body }) =>
    body.messages.some(({ role }) => role === 'tool')
      ? undefined
      : { toolCalls: [{ name: 'read', arguments: { path: 'a.txt' } }] },
  );
  let failure: unknown;
  const result = streamText({
    model: await load(lab, file),
    messages: [
      { role: 'system', content: 'You are an agent.' },
      { role: 'user', content: 'Read a.txt' },
    ],
    tools: { read, invalid },
    activeTools: ['read'],
    // opencode gives its own options to every provider.
    providerOptions: { heroku: { promptCacheKey: 'session-1' } },
    stopWhen: ({ steps }) => steps.length === 5,
    maxRetries: 0,
    onError({ error }) {
      failure = error;
    },
  });
  await result.consumeStream();
  if (failure) throw failure;
  const text = await result.text;
  lab.check(text.includes('Hello from the file'), `no tool ran: ${text}`);
  const { inputTokens } = await result.totalUsage;
  lab.check((inputTokens ?? 0) > 0, `usage: ${inputTokens}`);
}

export const opencode: Suite = {
  title: 'opencode, its loader imitated',
  cases: [
    {
      name: 'a tool loop, `npm: "file://.../dist/v3.js"`',
      run: (lab) => readAFile(lab, fileOf('ai-sdk-provider-heroku/v3')),
    },
    {
      name: 'a tool loop, `npm: "ai-sdk-provider-heroku"`',
      run: (lab) => readAFile(lab, fileOf('ai-sdk-provider-heroku')),
      exception: {
        reason:
          'the main entry is for AI SDK 5, and AI SDK 6 loses the finish reason of such a model once it is wrapped',
        error: /no tool ran/,
      },
    },
  ],
};
