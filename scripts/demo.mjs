// npm run demo: builds the demo and shows it. No key is needed.
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

await run(fileURLToPath(new URL('demo/main.ts', import.meta.url)));
