import { streamObject } from 'ai';
import { heroku } from 'ai-sdk-provider-heroku';
import { z } from 'zod';

const { partialObjectStream } = streamObject({
  model: heroku('claude-4-5-sonnet'),
  schema: z.object({
    name: z.string(),
    steps: z.array(z.string()),
  }),
  prompt: 'A recipe for caldo verde.',
  onError({ error }) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
});

for await (const partial of partialObjectStream) console.log(JSON.stringify(partial));
