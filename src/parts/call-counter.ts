/**
 * The next id in the form of Kimi K2, `functions.look:0`. The model reads the tool's name out of the id, and the number counts
 * the calls of the whole conversation: with ids of another form it stops calling tools (field-reports.md B4; llxprt-code#713,
 * sglang#10603).
 * @param ids those of the conversation so far, in any form.
 */
export function createCallCounter(ids: Iterable<string>) {
  let next = 0;
  for (const id of ids) note(id);

  function note(id: string): void {
    const { number } = COUNTED.exec(id)?.groups ?? {};
    if (number) next = Math.max(next, Number(number) + 1);
  }

  return {
    /** Counts one more id of the conversation. */
    note,
    /** The id with the next number; undefined if it has another form. */
    toNext(id: string): string | undefined {
      const { prefix } = COUNTED.exec(id)?.groups ?? {};
      return prefix && `${prefix}${next++}`;
    },
  };
}

const COUNTED = /^(?<prefix>functions\..*:)(?<number>\d{1,9})$/s;
