import { createCallCounter } from './call-counter';

export type CallIds = ReturnType<typeof createCallIds>;

/**
 * The ids under which the caller gets the calls of one answer. None of them is in the prompt or comes twice: the AI SDK finds
 * the result of a call by its id, and servers count ids anew in each answer, as in `call_0` (field-reports-2.md H5).
 * @param known the ids of the prompt.
 */
export function createCallIds(generateId: () => string, known: Iterable<string> = []) {
  const taken = new Set(known);
  /** Counts ids of Kimi's form. Created when an id comes a second time. */
  let counter: ReturnType<typeof createCallCounter> | undefined;
  /** The number behind an id that `generateId` has repeated. It goes on where it ended, or many calls would cost the square of their number. */
  let count = 1;

  function generate(): string {
    const generated = generateId();
    if (generated && !taken.has(generated)) return generated;
    let numbered: string;
    do numbered = `${generated}_${++count}`;
    while (taken.has(numbered));
    return numbered;
  }

  function toNewId(serverId = ''): string {
    counter ??= createCallCounter(taken);
    return counter.toNext(serverId) ?? generate();
  }

  return {
    /** The server's id if it is free, else a new one. */
    claim(serverId?: string): string {
      const isFree = serverId && !taken.has(serverId);
      const id = isFree ? serverId : toNewId(serverId);
      taken.add(id);
      counter?.note(id);
      return id;
    },
  };
}
