import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

type Environment = Record<string, string>;

function start(args: string[], environment: Environment): ChildProcess {
  // The variables of whoever runs the tests stay outside.
  const { PATH, HOME } = process.env;
  return spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs a script of this repository to its end. */
export async function runScript(args: string[], environment: Environment = {}) {
  const child = start(args, environment);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (data) => (stdout += data));
  child.stderr?.on('data', (data) => (stderr += data));
  const [code] = await once(child, 'close');
  return { code: code as number, stdout, stderr };
}

/** Runs an example to its end, with its imports from `ai-sdk-provider-heroku` taken from src. */
export function runExample(name: string, environment: Environment = {}, args: string[] = []) {
  return runScript(['scripts/run.mjs', `examples/${name}.ts`, ...args], environment);
}

/** Starts an example that is a server, and waits for the URL that it prints. */
export async function startExample(name: string, environment: Environment = {}) {
  const child = start(['scripts/run.mjs', `examples/${name}.ts`], { PORT: '0', ...environment });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const listen = (data: Buffer) => {
      said += data;
      const [found] = /http:\/\/localhost:\d+\S*/.exec(said) ?? [];
      if (found) resolve(found.replace('localhost', '127.0.0.1'));
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.on('close', () => reject(new Error(`${name} ended before it listened: ${said}`)));
  });
  const close = async () => {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  };
  return { url, close };
}
