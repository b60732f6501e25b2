// npm run test:majors: the features of test/ai-sdk with the packed tarball and AI SDK 5, 6 and 7, in folders of their own.
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

await run(fileURLToPath(new URL('majors/main.ts', import.meta.url)));
