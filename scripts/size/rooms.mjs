import { posix } from 'node:path';
import { build } from 'esbuild';

/**
 * What each room of src takes of an entry, in bytes: how much smaller it is without the room and what only the room uses. So the
 * figures of rooms that lead to others hold these too.
 * @param code as `export * from './src/index.ts'`.
 * @param toSize code -> bytes.
 */
export async function toRooms(code, toSize) {
  const files = await toFiles(code);
  const whole = await toSize(join(files));
  const names = new Set(files.map(({ room }) => room).filter((room) => room !== ''));
  const rooms = [];
  for (const name of names) {
    const others = files.filter(({ room }) => room !== name);
    rooms.push({ name, bytes: whole - (await toSize(join(others))) });
  }
  return rooms.sort((one, two) => two.bytes - one.bytes);
}

/** The bundle, cut at the comments with which esbuild names the file that follows. */
async function toFiles(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    format: 'esm',
    packages: 'external',
    define: { __PACKAGE_VERSION__: '"0.0.0"' },
    write: false,
  });
  const [head, ...parts] = outputFiles[0].text.split(/^\/\/ src\/(.*)\n/m);
  const files = [{ room: '', text: head }];
  for (let at = 0; at < parts.length; at += 2) {
    const [, exported = ''] = /^(export \{[\s\S]*)/m.exec(parts[at + 1]) ?? [];
    files.push({ room: toRoom(parts[at]), text: parts[at + 1].replace(exported, '') });
    files.push({ room: '', text: exported });
  }
  return files;
}

/** Files that lie directly in src belong to no room. */
function toRoom(file) {
  const room = posix.dirname(file);
  return room === '.' ? '' : room;
}

const join = (files) => files.map(({ text }) => text).join('');
