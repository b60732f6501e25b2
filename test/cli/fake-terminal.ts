import type { Terminal } from '../../src/cli/terminal';

/** A terminal that keeps what is printed. `interrupt` is its Ctrl-C. */
export function createFakeTerminal(given: Partial<Terminal> = {}) {
  const printed: string[] = [];
  const noted: string[] = [];
  const interruption = new AbortController();
  const terminal: Terminal = {
    print: (text) => void printed.push(text),
    note: (text) => void noted.push(text),
    colours: false,
    interactive: false,
    ask: async () => false,
    interrupted: interruption.signal,
    fetch: () => Promise.reject(new Error('no network in tests')),
    ...given,
  };
  return {
    terminal,
    interrupt: () => interruption.abort(),
    output: () => printed.join('\n'),
    notes: () => noted.join('\n'),
  };
}
