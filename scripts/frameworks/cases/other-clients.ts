import { type ChildProcess, spawn } from 'node:child_process';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import OpenAI4 from 'openai4';
import OpenAI5 from 'openai5';
import OpenAI6 from 'openai6';
import OpenAI7 from 'openai7';
import { z } from 'zod';
import type { Case, Suite } from '../case';
import { MODEL } from '../lab';

const COMMAND = 'node_modules/ai-sdk-provider-heroku/dist/cli.js';
const EMBEDDING_MODEL = 'cohere-embed-v4';
const QUESTION = 'How is the weather in Oslo?';

const WEATHER = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather of a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};

/** Runs `local --for CLIENT` of the package, for as long as it is used. */
async function withLocal(client: string, use: (url: string, key: string) => Promise<void>) {
  const server = spawn(process.execPath, [COMMAND, 'local', '--for', client]);
  try {
    const printed = await linesOf(server);
    const [, url = ''] = /INFERENCE_URL=(\S+)/.exec(printed) ?? [];
    const [, key = ''] = /INFERENCE_KEY=(\S+)/.exec(printed) ?? [];
    await use(url, key);
  } finally {
    server.kill();
  }
}

/** What it prints for the environment. It goes on printing, so the pipe stays open. */
function linesOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    server.stdout?.on('data', (chunk) => {
      printed += chunk;
      if (/INFERENCE_MODEL_ID=\S+\n/.test(printed)) resolve(printed);
    });
    server.once('exit', () => reject(new Error('`local` has ended')));
  });
}

// biome-ignore lint/suspicious/noExplicitAny: the four versions have types of their own
const openaiCase = (version: number, OpenAI: any): Case => ({
  name: `openai ${version}: text, streamed tools, embeddings`,
  run: (lab) =>
    withLocal('openai', async (url, apiKey) => {
      // A suite before this one may have left a `window`, by which the client knows browsers.
      const options = { apiKey, maxRetries: 0, dangerouslyAllowBrowser: true };
      const client = new OpenAI({ baseURL: `${url}/v1`, ...options });
      const messages = [{ role: 'user', content: QUESTION }];
      const { choices } = await client.chat.completions.create({ model: MODEL, messages });
      lab.check(choices[0].message.content.endsWith(QUESTION), choices[0].message.content);

      // Version 4 has the helper under `beta`.
      const { completions } = version === 4 ? client.beta.chat : client.chat;
      const stream = completions.stream({ model: MODEL, messages, tools: [WEATHER] });
      const { message } = (await stream.finalChatCompletion()).choices[0];
      const [call] = message.tool_calls ?? [];
      lab.check(call?.function.arguments === '{"city":"Oslo"}', JSON.stringify(message));
      const result = { role: 'tool', tool_call_id: call.id, content: 'Sunny' };
      const back = {
        role: 'assistant',
        content: message.content,
        refusal: message.refusal,
        tool_calls: message.tool_calls,
      };
      const second = await client.chat.completions.create({
        model: MODEL,
        messages: [...messages, toSent(back), result],
        tools: [WEATHER],
      });
      lab.check(second.choices[0].message.content.includes('Sunny'), JSON.stringify(second));

      const { data } = await client.embeddings.create({
        model: EMBEDDING_MODEL,
        input: ['a', 'b'],
      });
      lab.check(data.length === 2 && data[1].embedding.length > 100, JSON.stringify(data.length));
    }),
});

/** The helper of streams adds `parsed_arguments` to its calls, which no server takes back. */
// biome-ignore lint/suspicious/noExplicitAny: as above
const toSent = ({ tool_calls, ...message }: any) => ({
  ...message,
  // biome-ignore lint/suspicious/noExplicitAny: as above
  tool_calls: tool_calls.map(({ id, type, function: { name, arguments: json } }: any) => ({
    id,
    type,
    function: { name, arguments: json },
  })),
});

const langchain: Case = {
  name: '@langchain/openai: text, streamed tools, embeddings',
  run: (lab) =>
    withLocal('langchain', async (url, apiKey) => {
      const settings = { apiKey, configuration: { baseURL: `${url}/v1` }, maxRetries: 0 };
      const model = new ChatOpenAI({ ...settings, model: MODEL });
      const { content } = await model.invoke(QUESTION);
      lab.check(content.endsWith(QUESTION), content);
      const weather = tool(async () => 'Sunny', {
        name: 'get_weather',
        description: 'The weather of a city',
        schema: z.object({ city: z.string() }),
      });
      // biome-ignore lint/suspicious/noExplicitAny: a chunk of LangChain
      let whole: any;
      for await (const chunk of await model.bindTools([weather]).stream(QUESTION))
        whole = whole?.concat(chunk) ?? chunk;
      lab.check(whole.tool_calls[0]?.args.city === 'Oslo', JSON.stringify(whole.tool_calls));
      const embeddings = new OpenAIEmbeddings({ ...settings, model: EMBEDDING_MODEL });
      const vectors = await embeddings.embedDocuments(['a', 'b']);
      lab.check(vectors.length === 2 && vectors[1].length > 100, `${vectors.length} vectors`);
    }),
};

/** Clients that know nothing of this package, on its local Heroku. */
export const otherClients: Suite = {
  title: 'Clients of the OpenAI API, on `local --for`',
  cases: [
    openaiCase(4, OpenAI4),
    openaiCase(5, OpenAI5),
    openaiCase(6, OpenAI6),
    openaiCase(7, OpenAI7),
    langchain,
  ],
};
