// npm run test:mutation [-- options] [files]: changes the code of src/chat and src/parts in one place after another, and
// runs the tests that reach that place. What no test notices is a survivor. scripts/mutation/main.ts names the options.
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

await run(fileURLToPath(new URL('mutation/main.ts', import.meta.url)));
