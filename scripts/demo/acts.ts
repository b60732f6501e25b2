import { type LanguageModel, stepCountIs, streamObject, streamText, tool } from 'ai';
import type { HerokuChatProviderOptions } from 'ai-sdk-provider-heroku';
import { z } from 'zod';
import { bold, dim, say, write } from './terminal';

type Act = { title: string; show: (model: LanguageModel) => Promise<void> };

/** What `fullStream` reports as a part, the demo takes as a failure. */
const silent = { onError: () => {} };

export const acts: Act[] = [
  { title: 'streamText', show: showText },
  { title: 'A tool loop in two steps', show: showTools },
  { title: 'streamObject', show: showObject },
  { title: 'Reasoning', show: showReasoning },
];

async function showText(model: LanguageModel): Promise<void> {
  const prompt = ask('Say in one sentence what a dyno is.');
  const { fullStream } = streamText({ model, prompt, ...silent });
  let text = '';
  for await (const part of fullStream) {
    if (part.type === 'error') throw part.error;
    if (part.type !== 'text-delta') continue;
    text += part.text;
    write(part.text);
  }
  say('');
  expect(text !== '', 'no text came');
}

const weather = tool({
  description: 'The weather in a city',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => ({ city, celsius: 21, sky: 'clear' }),
});

async function showTools(model: LanguageModel): Promise<void> {
  const prompt = ask('What is the weather in Lisbon? Use the tool.');
  const tools = { weather };
  const { fullStream, steps } = streamText({
    model,
    prompt,
    tools,
    stopWhen: stepCountIs(5),
    ...silent,
  });
  for await (const part of fullStream) {
    if (part.type === 'error') throw part.error;
    if (part.type === 'text-delta') write(part.text);
    if (part.type === 'tool-input-start') write(`\n${bold(part.toolName)} `);
    if (part.type === 'tool-input-delta') write(part.delta);
    if (part.type === 'tool-result') say(` ${dim('->')} ${JSON.stringify(part.output)}`);
  }
  say('');
  const taken = await steps;
  expect(
    taken.some(({ toolResults }) => toolResults.length > 0),
    'no tool ran',
  );
  expect(taken.at(-1)?.text !== '', 'no answer followed the tool');
  say(dim(`${taken.length} steps`));
}

const recipe = z.object({
  name: z.string(),
  minutes: z.number(),
  ingredients: z.array(z.string()),
});

async function showObject(model: LanguageModel): Promise<void> {
  const prompt = ask('A recipe for caldo verde.');
  const { fullStream, object } = streamObject({ model, schema: recipe, prompt, ...silent });
  object.catch(() => {}); // awaited below, if the stream gets there
  let partials = 0;
  for await (const part of fullStream) {
    if (part.type === 'error') throw part.error;
    if (part.type !== 'object') continue;
    partials++;
    say(dim(JSON.stringify(part.object)));
  }
  say(JSON.stringify(await object));
  expect(partials > 1, 'no partial objects came');
}

async function showReasoning(model: LanguageModel): Promise<void> {
  const { fullStream } = streamText({
    model,
    prompt: ask('Is 3599 a prime number?'),
    maxOutputTokens: 1000,
    providerOptions: {
      heroku: {
        extendedThinking: { enabled: true, budgetTokens: 1024 },
      } satisfies HerokuChatProviderOptions,
    },
    ...silent,
  });
  let reasoning = '';
  for await (const part of fullStream) {
    if (part.type === 'error') throw part.error;
    if (part.type === 'reasoning-end') say('');
    if (part.type === 'text-delta') write(part.text);
    if (part.type === 'reasoning-delta') {
      reasoning += part.text;
      write(dim(part.text));
    }
  }
  say('');
  expect(reasoning !== '', 'no reasoning came');
}

function ask(prompt: string): string {
  say(dim(`> ${prompt}`));
  return prompt;
}

function expect(condition: boolean, failure: string): void {
  if (!condition) throw new Error(failure);
}
