// node scripts/unverified.mjs: writes docs/unverified.md from the table of probes.
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

await run(fileURLToPath(new URL('unverified/main.ts', import.meta.url)));
