import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleOwnFiles } from '../consumers/bundle';
import type { Consumer } from '../consumers/consumer';
import { ROOT } from '../consumers/root';

const NEXT = join(ROOT, 'examples/next-app-route');

/** As `create-next-app` writes it, without what only its editor plugin needs. */
const NEXT_TSCONFIG = {
  compilerOptions: {
    target: 'ES2017',
    lib: ['dom', 'dom.iterable', 'esnext'],
    skipLibCheck: true,
    strict: true,
    noEmit: true,
    esModuleInterop: true,
    module: 'esnext',
    moduleResolution: 'bundler',
    isolatedModules: true,
    jsx: 'react-jsx',
  },
  include: ['**/*.ts', '**/*.tsx'],
};

/** Puts examples/next-app-route into a consumer's folder: its sources to be type-checked, its handler to be run. */
export async function addNextRoute({ folder }: Consumer): Promise<void> {
  const app = join(folder, 'next-app-route');
  await cp(NEXT, app, { recursive: true });
  await cp(join(ROOT, 'scripts/frameworks/next-types.ts'), join(app, 'next-types.ts'));
  await writeFile(join(app, 'tsconfig.json'), JSON.stringify(NEXT_TSCONFIG));
  await bundleOwnFiles(join(NEXT, 'app/api/chat/route.ts'), join(folder, 'next-route.mjs'));
}
