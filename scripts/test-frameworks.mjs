// npm run test:frameworks: the packed tarball under the frameworks and durable engines people use, against the local Heroku.
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

await run(fileURLToPath(new URL('frameworks/main.ts', import.meta.url)));
