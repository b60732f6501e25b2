import { createLocalHeroku } from '../../src/local';

const MODEL = 'claude-4-5-sonnet';

/** What the demo talks to. `about` are the lines that tell the viewer. */
export type Target = {
  url: string | undefined;
  key: string;
  modelId: string;
  about: string[];
  close: () => Promise<void>;
};

/** The real Heroku if INFERENCE_KEY is set, else the local one on a free port. */
export async function openHeroku(): Promise<Target> {
  const { INFERENCE_KEY: key, INFERENCE_URL, INFERENCE_MODEL_ID: modelId = MODEL } = process.env;
  if (key) {
    const url = INFERENCE_URL || undefined;
    const about = [
      `INFERENCE_KEY is set: this talks to ${url ?? 'the default INFERENCE_URL'}, with ${modelId}.`,
    ];
    return { url, key, modelId, about, close: async () => {} };
  }

  const { url, key: localKey, close } = await createLocalHeroku({ chunkDelayMs: 25 }).listen();
  const about = [
    `A local Heroku listens on ${url}. Its answers are scripted: no model speaks here.`,
    'Set INFERENCE_KEY and INFERENCE_URL to run the same against the real one.',
  ];
  return { url, key: localKey, modelId: MODEL, about, close };
}
