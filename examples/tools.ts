import { generateText, stepCountIs, tool } from 'ai';
import { heroku } from 'ai-sdk-provider-heroku';
import { z } from 'zod';

const { text, steps } = await generateText({
  model: heroku('claude-4-5-sonnet'),
  prompt: 'What is the weather in Lisbon?',
  stopWhen: stepCountIs(5),
  tools: {
    weather: tool({
      description: 'The weather in a city',
      inputSchema: z.object({ city: z.string() }),
      execute: async ({ city }) => ({ city, celsius: 21, sky: 'clear' }),
    }),
  },
});

for (const { toolResults } of steps) {
  for (const { toolName, input, output } of toolResults) {
    console.log(`${toolName}(${JSON.stringify(input)}) -> ${JSON.stringify(output)}`);
  }
}
console.log(text);
