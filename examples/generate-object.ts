import { generateObject } from 'ai';
import { heroku } from 'ai-sdk-provider-heroku';
import { z } from 'zod';

const { object } = await generateObject({
  model: heroku('claude-4-5-sonnet'),
  schema: z.object({
    name: z.string(),
    servings: z.number(),
    ingredients: z.array(z.object({ name: z.string(), amount: z.string() })),
  }),
  prompt: 'A recipe for caldo verde.',
});

console.log(`${object.name}, for ${object.servings}`);
for (const { name, amount } of object.ingredients) console.log(`- ${amount} ${name}`);
