// node scripts/print-models.mjs: writes the tables of docs/models.md from src/models.
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

await run(fileURLToPath(new URL('models/main.ts', import.meta.url)));
