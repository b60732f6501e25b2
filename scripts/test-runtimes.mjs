// npm run test:runtimes: the packed tarball in each runtime where people run the AI SDK, streaming from the local Heroku
// over real HTTP, and with a local Heroku of its own. `-- bun workerd` runs some. Runtimes are downloaded into a folder of the system's for temporary files.
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

await run(fileURLToPath(new URL('runtimes/main.ts', import.meta.url)));
