import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHAT_MODEL_IDS } from '../../src/models/model-ids';
import { ROOT } from '../consumers/root';
import { withTables } from './models-page';

const PAGE = join(ROOT, 'docs/models.md');

await writeFile(PAGE, withTables(await readFile(PAGE, 'utf8'), CHAT_MODEL_IDS));
