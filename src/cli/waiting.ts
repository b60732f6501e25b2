import type { Terminal } from './terminal';

const INTERVAL_MS = 3000;

/** Says what is waited for, and every three seconds for how long it has been. */
export async function waiting<T>(
  { note }: Pick<Terminal, 'note'>,
  what: string,
  step: () => Promise<T>,
): Promise<T> {
  note(`${what} ...`);
  let seconds = 0;
  const timer = setInterval(() => {
    seconds += INTERVAL_MS / 1000;
    note(`  still waiting after ${seconds} seconds`);
  }, INTERVAL_MS);
  try {
    return await step();
  } finally {
    clearInterval(timer);
  }
}
