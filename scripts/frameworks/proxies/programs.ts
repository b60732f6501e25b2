import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { freePort } from '../free-port';
import type { Unpacked } from './debian';

export type ProxyName = 'nginx' | 'HAProxy' | 'Caddy';

/** A change to the settings that the page shows, to see what they are for. */
export type Edit = (settings: string) => string;

type Program = {
  /** The language of its block on the page. */
  language: string;
  /** In the folder of packages. */
  binary: string;
  args: (file: string, folder: string) => string[];
  /** The page's settings, with these ports in place of the page's addresses, as a whole file. */
  toFile: (settings: string, ports: Ports) => string;
};

type Ports = { listen: number; upstream: number };

const HOST = 'us.inference.heroku.com';

const PROGRAMS: Record<ProxyName, Program> = {
  nginx: {
    language: 'nginx',
    binary: 'usr/sbin/nginx',
    args: (file, folder) => ['-c', file, '-p', folder, '-e', join(folder, 'error.log')],
    toFile: (settings, { listen, upstream }) => `
daemon off;
master_process off;
pid nginx.pid;
events {}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  server {
    listen 127.0.0.1:${listen};
    ${settings.replace(`https://${HOST}`, `http://127.0.0.1:${upstream}`)}
  }
}`,
  },
  HAProxy: {
    language: 'haproxy',
    binary: 'usr/sbin/haproxy',
    args: (file) => ['-db', '-f', file],
    toFile: (settings, { listen, upstream }) =>
      settings
        .replace('bind :8080', `bind 127.0.0.1:${listen}`)
        .replace(/server heroku .*/, `server heroku 127.0.0.1:${upstream}`),
  },
  Caddy: {
    language: 'caddy',
    binary: 'usr/bin/caddy',
    args: (file) => ['run', '--adapter', 'caddyfile', '--config', file],
    toFile: (settings, { listen, upstream }) => `
{
  admin off
}
${settings
  .replace(':8080', `http://127.0.0.1:${listen}`)
  .replace(`https://${HOST}`, `http://127.0.0.1:${upstream}`)}`,
  },
};

/** The page as it is in the package that is installed. */
const PAGE = 'node_modules/ai-sdk-provider-heroku/docs/situations.md';

/** The settings that the page shows for a proxy. */
async function readSettings({ language }: Program): Promise<string> {
  const page = await readFile(PAGE, 'utf8');
  const [, settings] = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  if (settings === undefined) throw new Error(`${PAGE} has no block in ${language}`);
  return settings;
}

export type Proxy = { url: string; stop: () => Promise<void> };

/** Runs a proxy on loopback with the page's settings, edited if need be, in front of a port. */
export async function startProxy(
  name: ProxyName,
  { folder, env }: Unpacked,
  { upstream, edit = (settings) => settings }: { upstream: number; edit?: Edit },
): Promise<Proxy> {
  const program = PROGRAMS[name];
  const listen = await freePort();
  const place = resolve(`${program.language}-${listen}`);
  await mkdir(place);
  const file = join(place, 'settings');
  const settings = edit(await readSettings(program));
  await writeFile(file, program.toFile(settings, { listen, upstream }));
  const child = spawn(join(folder, program.binary), program.args(file, place), {
    cwd: place,
    env: { ...env, HOME: place, XDG_DATA_HOME: place, XDG_CONFIG_HOME: place },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => void child.kill('SIGKILL');
  process.on('exit', kill);
  await listening(child, listen);
  return {
    url: `http://127.0.0.1:${listen}`,
    async stop() {
      process.off('exit', kill);
      const ended = once(child, 'close');
      kill();
      await ended;
    },
  };
}

/** Until the port takes connections. */
async function listening(child: ChildProcess, port: number): Promise<void> {
  let printed = '';
  for (const output of [child.stdout, child.stderr])
    output?.on('data', (data) => {
      printed += data;
    });
  while (!(await isOpen(port))) {
    if (child.exitCode !== null) throw new Error(`It ended: ${printed}`);
    await new Promise((again) => setTimeout(again, 50));
  }
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const isConnected = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isConnected;
}
