// npm run judge:peers [-- --write]: judges other providers in the versions that npm gives, each in a folder of its own, and prints
// the tables of docs/conformance.md; with --write puts them there.
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

await run(fileURLToPath(new URL('judge/main.ts', import.meta.url)));
