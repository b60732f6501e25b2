// Run by `npm publish` before anything else: refuses to publish what is not ready. RELEASING.md has the steps.
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

await run(fileURLToPath(new URL('release/main.ts', import.meta.url)));
