import type { HerokuProvider } from 'ai-sdk-provider-heroku';
import {
  type ChatBody,
  type ChatRequest,
  createLocalHeroku,
  type ScriptedAnswer,
} from 'ai-sdk-provider-heroku/local';

/**
 * What the entries of this package have in common. Suites are written against the types of AI SDK 5; what runs is the entry and the
 * AI SDK of the folder.
 */
export type Face = { createHeroku: (settings: object) => HerokuProvider };

type Script = (request: ChatRequest) => ScriptedAnswer | Response | undefined;

/** A provider that talks to a local Heroku of its own, over HTTP. */
export type Lab = {
  heroku: HerokuProvider;
  /** A provider with other settings, such as another address. */
  providerWith: (settings: object) => HerokuProvider;
  /** Of the local Heroku, as INFERENCE_URL has it. */
  url: string;
  key: string;
  /** What was asked, oldest first. */
  bodies: () => ChatBody[];
  /** What the local Heroku answers from now on; undefined leaves it to the built-in script. */
  answer: (script: Script) => void;
  /** Fails unless the value is true. */
  check: (value: unknown, words: string) => void;
};

export const MODEL = 'claude-4-5-sonnet';

/** Provider options that make the model think aloud, with a signature. */
export const THINKING = { heroku: { extendedThinking: { enabled: true, budgetTokens: 1024 } } };

export async function withLab(face: Face, use: (lab: Lab) => Promise<unknown>): Promise<void> {
  let script: Script = () => undefined;
  const server = createLocalHeroku({
    answer: (request) => (request.endpoint === 'chat' ? script(request) : undefined),
  });
  const { url, key, close } = await server.listen();
  try {
    await use({
      heroku: face.createHeroku({ baseURL: url, apiKey: key }),
      providerWith: (settings) => face.createHeroku({ baseURL: url, apiKey: key, ...settings }),
      url,
      key,
      bodies: () => server.requests.map(({ body }) => body as ChatBody),
      answer: (given) => {
        script = given;
      },
      check(value, words) {
        if (!value) throw new Error(words);
      },
    });
  } finally {
    await close();
  }
}
