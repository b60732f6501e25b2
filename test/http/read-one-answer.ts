import { createHeroku } from '../../src';

// Reads one answer to its end and has nothing else to do: the process ends unless a timer or a connection holds it.

const heroku = createHeroku({
  apiKey: 'inf-test-key',
  baseURL: process.env.BASE_URL ?? '',
  idleTimeoutMs: 600_000,
});
const { stream } = await heroku('claude-4-5-sonnet').doStream({
  prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
});
const types: string[] = [];
for (const reader = stream.getReader(); ; ) {
  const { done, value } = await reader.read();
  if (done) break;
  types.push(value.type);
}
console.log(types.at(-1));
