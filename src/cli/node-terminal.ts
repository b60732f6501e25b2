import { createInterface } from 'node:readline/promises';
import type { Terminal } from './terminal';

/** The terminal of this process. The first SIGINT or SIGTERM ends a command in order, the second at once. */
export function createNodeTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const interruption = new AbortController();
  const interrupt = () => {
    if (interruption.signal.aborted) process.exit(1);
    interruption.abort(new Error('interrupted'));
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  // `| head` closes the output early.
  stdout.on('error', () => process.exit(1));

  return {
    print: (text) => void stdout.write(`${text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
    colours: stdout.isTTY === true && !env.NO_COLOR,
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    interrupted: interruption.signal,
    fetch: globalThis.fetch,
    async ask(question) {
      const lines = createInterface({ input: stdin, output: stderr });
      // readline takes Ctrl-C for itself.
      lines.on('SIGINT', interrupt);
      try {
        const answer = await lines.question(`${question} [y/N] `, { signal: interruption.signal });
        return /^y(es)?$/i.test(answer.trim());
      } catch {
        return false;
      } finally {
        lines.close();
      }
    },
  };
}
