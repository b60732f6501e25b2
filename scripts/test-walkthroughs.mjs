// npm run test:walkthroughs: CONTRIBUTING's walkthroughs, all applied in a copy, and what `npm test` checks there, but for the
// longest tests; with them: npm run test:walkthroughs -- --all.
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

await run(fileURLToPath(new URL('walkthroughs/main.ts', import.meta.url)));
