import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A file of src as it is written, also where the tests run on a changed copy of it (scripts/mutation). */
export function sourceOf(path: string): string {
  return readFileSync(join(process.env.MUTATION_ROOT ?? ROOT, path), 'utf8');
}
