/**
 * node scripts/run.mjs scripts/local.ts: a local Heroku on a port, until it is stopped. From the source; where the package
 * is installed, `npx ai-sdk-provider-heroku local` does this, with options.
 */
import { createLocalHeroku } from 'ai-sdk-provider-heroku/local';

const { url, key } = await createLocalHeroku({
  chunkDelayMs: 25,
  onRequest: ({ method, url, status, refusedBy = '' }) =>
    console.error(`${method} ${new URL(url).pathname} ${status} ${refusedBy}`.trim()),
}).listen();
console.log(
  `export INFERENCE_URL=${url} INFERENCE_KEY=${key} INFERENCE_MODEL_ID=claude-4-5-sonnet`,
);
