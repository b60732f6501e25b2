import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toUnverifiedPage } from '../../src/cli/probes/unverified-page';
import { ROOT } from '../consumers/root';

await writeFile(join(ROOT, 'docs/unverified.md'), toUnverifiedPage());
