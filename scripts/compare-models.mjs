// node scripts/compare-models.mjs: where src/models/families.ts differs from the catalogue of the newest @ai-sdk/anthropic,
// which is installed in a temporary folder. The catalogue is of Anthropic's own API: a difference may be Bedrock's.
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

await run(fileURLToPath(new URL('models/compare.ts', import.meta.url)));
