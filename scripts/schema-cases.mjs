// node scripts/schema-cases.mjs FILE: JSON made from the schemas of a file by the local Heroku, and judged by ajv.
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

await run(fileURLToPath(new URL('schema-cases/main.ts', import.meta.url)));
