import { expect } from 'vitest';

/** What a call comes to, as JSON. */
export async function outcomeOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return toPlain(await call());
  } catch (error) {
    return toPlain({ error });
  }
}

/** As it would be in a fixture's JSON. */
function toPlain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, item: unknown) =>
      item instanceof Error ? { ...item, name: item.name, message: item.message } : item,
    ),
  );
}

/** `{ says }` stands for any string that holds those words; of an error, only the fields that are named are compared. */
export function toExpected(expected: unknown): unknown {
  if (Array.isArray(expected)) return expected.map(toExpected);
  if (typeof expected !== 'object' || expected === null) return expected;
  const fields = Object.entries(expected);
  const [first] = fields;
  if (fields.length === 1 && first?.[0] === 'says') return expect.stringContaining(first[1]);
  return Object.fromEntries(
    fields.map(([key, value]) => [
      key,
      key === 'error' ? expect.objectContaining(toExpected(value) as object) : toExpected(value),
    ]),
  );
}
