import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createConsumer } from '../../consumers/consumer';
import type { Place } from '../example-app';
import { freePort } from '../free-port';

/** PGlite behind the protocol of Postgres, in a process of its own. */
export async function startPostgres({ workplace, binary }: Place) {
  const consumer = await createConsumer(join(workplace, 'postgres'), [
    '@electric-sql/pglite@0.5.14',
    '@electric-sql/pglite-pgvector@0.0.15',
    '@electric-sql/pglite-socket@0.2.17',
  ]);
  const port = await freePort();
  await consumer.write(
    'server.js',
    `import { PGlite } from '@electric-sql/pglite';
    import { vector } from '@electric-sql/pglite-pgvector';
    import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
    const db = await PGlite.create({ extensions: { vector } });
    await new PGLiteSocketServer({ db, port: ${port}, maxConnections: 10 }).start();
    console.log('ready');`,
  );
  const child = spawn(binary, ['server.js'], {
    cwd: consumer.folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: () => child.kill(),
  };
}
