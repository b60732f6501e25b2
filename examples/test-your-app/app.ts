// An app: two functions that use Heroku. app.test.ts tests them against the local one, without a key.

import { generateText, stepCountIs, streamText, tool } from 'ai';
import { createHeroku } from 'ai-sdk-provider-heroku';
import { z } from 'zod';

type Settings = Parameters<typeof createHeroku>[0];

const MODEL = 'claude-4-5-sonnet';

/** Answers a question with the weather at hand. */
export async function answerQuestion(question: string, settings?: Settings): Promise<string> {
  const { text } = await generateText({
    model: createHeroku(settings)(MODEL),
    tools: {
      weather: tool({
        description: 'The weather in a city',
        inputSchema: z.object({ city: z.string() }),
        execute: async ({ city }) => ({ city, celsius: 21 }),
      }),
    },
    stopWhen: stepCountIs(3),
    maxRetries: 0,
    prompt: question,
  });
  return text;
}

/** Tells a story, and says so when it was cut short. */
export async function tellStory(topic: string, settings?: Settings): Promise<string> {
  let story = '';
  let isCut = false;
  const { fullStream } = streamText({
    model: createHeroku(settings)(MODEL),
    maxRetries: 0,
    onError: () => {},
    prompt: `Tell me a story about ${topic}.`,
  });
  for await (const part of fullStream) {
    if (part.type === 'text-delta') story += part.text;
    if (part.type === 'error') isCut = true;
  }
  return isCut ? `${story} [The line broke.]` : story;
}
