// npm run test:package: what is published, as its users find it: contents, tree shaking, types, quick start, zod 3 and 4.
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

await run(fileURLToPath(new URL('package/main.ts', import.meta.url)));
