import { embed, generateText, stepCountIs, streamObject, streamText, tool } from 'ai';
import { createHeroku, type HerokuProvider } from 'ai-sdk-provider-heroku';
import { createLocalHeroku } from 'ai-sdk-provider-heroku/local';
import { z } from 'zod';
import { PROMPTS, REFUSAL } from './prompts';
import { type Outcome, SCENE_NAMES, type SceneName } from './scene-names';

export type Target = {
  /** Of the local Heroku, without `/v1`. */
  url: string;
  key: string;
};

type Lab = {
  heroku: HerokuProvider;
  url: string;
  /** Takes streamed text as it comes. */
  show: (text: string) => void;
  /** Whether the runtime can listen on a port. */
  canListen: boolean;
};

const MODEL = 'claude-4-5-sonnet';
const LIMIT_MS = 15_000;

/** What is tried in every runtime. A scene fails by throwing. */
const SCENES: Record<SceneName, (lab: Lab) => Promise<void>> = {
  async text({ heroku, url, show }) {
    const answer = ask(heroku, { prompt: PROMPTS.held });
    let text = '';
    for await (const delta of answer.textStream) {
      // The server holds the rest back until the first words were seen.
      if (text === '') await fetch(`${url}/go-on`);
      text += delta;
      show(text);
    }
    matches(text, /^This is a scripted local Heroku\. The end\.$/);
  },

  async tools({ heroku }) {
    const weather = tool({
      inputSchema: z.object({ city: z.string() }),
      execute: async ({ city }) => `21 degrees in ${city}`,
    });
    const prompt = 'How is the weather in Paris?';
    const answer = ask(heroku, { prompt, tools: { weather }, stopWhen: stepCountIs(3) });
    matches(await answer.text, /weather returned: 21 degrees in Paris/);
  },

  async object({ heroku }) {
    const schema = z.object({ city: z.string(), people: z.number() });
    const { partialObjectStream, object } = streamObject({
      model: heroku(MODEL),
      schema,
      prompt: 'A city: Paris',
    });
    let partials = 0;
    for await (const _ of partialObjectStream) partials++;
    matches(JSON.stringify(await object), /^\{"city":".+","people":\d+\}$/);
    matches(String(partials > 1), /true/);
  },

  async reasoning({ heroku }) {
    const extendedThinking = { enabled: true, budgetTokens: 1024 };
    const answer = ask(heroku, {
      prompt: 'Why?',
      providerOptions: { heroku: { extendedThinking } },
    });
    matches(String(await answer.reasoningText), /thought about: Why\?$/);
  },

  async image({ heroku }) {
    const content = [
      { type: 'text' as const, text: 'What is this?' },
      { type: 'image' as const, image: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10) },
    ];
    const { text } = await generateText({
      model: heroku(MODEL),
      messages: [{ role: 'user', content }],
    });
    matches(text, /I was sent 1 image/);
  },

  async abort({ heroku, url }) {
    const controller = new AbortController();
    const answer = ask(heroku, { prompt: PROMPTS.held, abortSignal: controller.signal });
    for await (const _ of answer.textStream) controller.abort();
    // Answers when the server has seen that nobody listens any more.
    await fetch(`${url}/left`);
  },

  async retry({ heroku }) {
    const answer = ask(heroku, { prompt: PROMPTS.throttled });
    matches(await answer.text, /You said: Too much$/);
  },

  async error({ heroku }) {
    const refused = generateText({ model: heroku(MODEL), prompt: PROMPTS.refused });
    const words = await refused.then(
      () => 'no error',
      ({ message }: Error) => message,
    );
    matches(words, new RegExp(`^${REFUSAL}`));
  },

  embeddings: ({ heroku }) => embeds(heroku),

  /** A local Heroku in the runtime itself, in process and where it can listen on a port. */
  async local({ canListen }) {
    const local = createLocalHeroku();
    const { key: apiKey, fetch } = local;
    await answers(createHeroku({ baseURL: 'http://heroku.test', apiKey, fetch }));
    if (canListen) {
      const { url: baseURL, close } = await local.listen();
      await answers(createHeroku({ baseURL, apiKey }));
      await close();
    }
    const refused = local.requests.filter(({ refusedBy }) => refusedBy !== undefined);
    matches(JSON.stringify(refused), /^\[\]$/);
  },
};

/** A whole answer, a stream and an embedding. */
async function answers(heroku: HerokuProvider): Promise<void> {
  const { text } = await generateText({ model: heroku(MODEL), prompt: 'Whole' });
  matches(text, /You said: Whole$/);
  matches(await ask(heroku, { prompt: 'Streamed' }).text, /You said: Streamed$/);
  await embeds(heroku);
}

async function embeds(heroku: HerokuProvider): Promise<void> {
  const model = heroku.embedding('cohere-embed-v4');
  const { embedding, usage } = await embed({ model, value: 'a dyno' });
  matches(`${embedding.length} ${usage.tokens > 0}`, /^1536 true$/);
}

/** @param isInEnvironment whether URL and key are in the variables too, for the provider to find, as in runtimes that can listen. */
export async function runScenario(
  { url, key }: Target,
  {
    isInEnvironment = false,
    show = () => {},
  }: { isInEnvironment?: boolean; show?: Lab['show'] } = {},
): Promise<Outcome> {
  const heroku = createHeroku(isInEnvironment ? {} : { baseURL: url, apiKey: key });
  const outcome: Outcome = {};
  const canListen = isInEnvironment;
  for (const name of SCENE_NAMES) {
    await limited(SCENES[name]({ heroku, url, show, canListen })).catch((error: unknown) => {
      outcome[name] = error instanceof Error ? (error.stack ?? error.message) : String(error);
    });
  }
  return outcome;
}

/** `streamText`, whose results then reject with what went wrong. */
function ask(heroku: HerokuProvider, settings: Partial<Parameters<typeof streamText>[0]>) {
  return streamText({ ...settings, model: heroku(MODEL), onError() {} } as Parameters<
    typeof streamText
  >[0]);
}

function matches(text: string, pattern: RegExp): void {
  if (!pattern.test(text)) throw new Error(`"${text}" does not match ${pattern}`);
}

async function limited(running: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('It waits for something')), LIMIT_MS);
  });
  await Promise.race([running, limit]).finally(() => clearTimeout(timer));
}
