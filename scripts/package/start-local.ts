import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type Environment = Record<string, string>;

/** A local Heroku that a command has started. */
export type Local = {
  /** What it printed to paste; undefined if it ended before. */
  environment: Environment | undefined;
  /** Ends it, and all that it has started. Gives its exit code. */
  stop: () => Promise<number | null>;
};

export async function startLocal(command: string, cwd: string): Promise<Local> {
  const child = spawn('sh', ['-c', `exec ${command}`], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  const closed = once(child, 'close');
  return {
    environment: await Promise.race([readExports(child), closed.then(() => undefined)]),
    async stop() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
      const [code] = await closed;
      return code;
    },
  };
}

/** The variables of the lines `export NAME=value ...`, up to the model id, which is the last. */
function readExports({ stdout }: ChildProcess): Promise<Environment> {
  assert.ok(stdout);
  const environment: Environment = {};
  const lines = createInterface({ input: stdout });
  return new Promise((resolve) => {
    lines.on('line', (line) => {
      if (!line.startsWith('export ')) return;
      for (const [, name = '', value = ''] of line.matchAll(/(\w+)=(\S+)/g)) {
        environment[name] = value;
      }
      if ('INFERENCE_MODEL_ID' in environment) resolve(environment);
    });
  });
}
