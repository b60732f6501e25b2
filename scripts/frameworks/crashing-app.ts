import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program of this folder in a process of its own, which can be killed. */
export type CrashingApp = {
  /** Resolves once the program has printed these words; rejects if it ends before. */
  printed: (words: string) => Promise<void>;
  /** Kills it, as a crash would: it cannot clean up. */
  kill: () => Promise<void>;
  /** All that it prints, once it has ended well. */
  output: () => Promise<string>;
};

/** @param file a bundle in this folder, such as `dbos-app.mjs`. */
export function startApp(file: string, env: Record<string, string>): CrashingApp {
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const stop = () => child.kill('SIGKILL');
  process.on('exit', stop);
  const ended = once(child, 'close').finally(() => process.off('exit', stop));
  const failure = (code: unknown) => new Error(`${file} ended with ${code}: ${output}${errors}`);
  return {
    async printed(words) {
      const seen = new Promise<void>((resolve) => {
        child.stdout.on('data', () => output.includes(words) && resolve());
        if (output.includes(words)) resolve();
      });
      const early = ended.then(([code, signal]) => Promise.reject(failure(code ?? signal)));
      await Promise.race([seen, early]);
    },
    async kill() {
      stop();
      await ended;
    },
    async output() {
      const [code, signal] = await ended;
      if (code !== 0) throw failure(code ?? signal);
      return output;
    },
  };
}
