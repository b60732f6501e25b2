import { join } from 'node:path';
import { download } from './download';

/** Where a Node of this version, such as `22` or `latest`, was put. */
export async function nodeBinary(version: string): Promise<string> {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = await download([`${name}@${version}`]);
  return join(folder, 'node_modules', name, 'bin/node');
}
