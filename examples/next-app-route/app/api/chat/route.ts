import { convertToModelMessages, isStepCount, streamText, tool, type UIMessage } from 'ai';
import { type HerokuChatProviderOptions, heroku } from 'ai-sdk-provider-heroku/v4';
import { z } from 'zod';

/** Seconds that an answer may take, where the platform asks. On Heroku nothing has to be set. */
export const maxDuration = 60;

const weather = tool({
  description: 'The weather in a city',
  inputSchema: z.object({ city: z.string() }),
  // Ask a weather service here.
  execute: async ({ city }) => ({ city, celsius: 21, sky: 'clear' }),
});

/** What `useChat` posts to. */
export async function POST(request: Request): Promise<Response> {
  const { messages } = (await request.json()) as { messages: UIMessage[] };
  const result = streamText({
    model: heroku('claude-4-5-sonnet'),
    messages: await convertToModelMessages(messages, { ignoreIncompleteToolCalls: true }),
    tools: { weather },
    stopWhen: isStepCount(5),
    // Whoever leaves the page also stops the model.
    abortSignal: request.signal,
    providerOptions: {
      heroku: {
        extendedThinking: { enabled: true, budgetTokens: 1024 },
      } satisfies HerokuChatProviderOptions,
    },
  });
  return result.toUIMessageStreamResponse({
    // The AI SDK says just "An error occurred" unless told otherwise. The API key is never among Heroku's words.
    onError: (error) => (error instanceof Error ? error.message : String(error)),
  });
}
