/** Prints how many milliseconds the first call of a process takes with one provider. */
import { PROMPT } from './prompt.mjs';

const answer = JSON.stringify({
  choices: [{ message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});
const settings = {
  name: 'bench',
  apiKey: 'inf-bench',
  baseURL: 'http://bench.test/v1',
  fetch: async () => new Response(answer, { headers: { 'content-type': 'application/json' } }),
};
const create =
  process.argv[2] === 'heroku'
    ? (await import('../dist/index.js')).createHeroku
    : (await import('@ai-sdk/openai-compatible')).createOpenAICompatible;

const start = performance.now();
await create(settings)('claude-4-5-sonnet').doGenerate({ prompt: PROMPT });
console.log(performance.now() - start);
