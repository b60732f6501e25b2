import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../consumers/root';
import { toChatModelIds, withTables } from './models-page';

const PAGE = join(ROOT, 'docs/models.md');

const ids = toChatModelIds(await readFile(join(ROOT, 'src/models/model-ids.ts'), 'utf8'));
await writeFile(PAGE, withTables(await readFile(PAGE, 'utf8'), ids));
