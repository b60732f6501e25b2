import { answer, text } from './scripts';
import type { Script, ToWire, WireRequest } from './types';

/**
 * How many bytes of an answer cannot yet have told its end: those that it has in common with the answer that goes on
 * with another word. So nothing need be known of the wire.
 */
export async function openBytes(toWire: ToWire, script: Script, request: WireRequest) {
  return commonBytes(toWire, script, { ...script, says: [...script.says, text('more')] }, request);
}

/** How many bytes two answers begin with in common. */
export async function commonBytes(
  toWire: ToWire,
  one: Script,
  other: Script,
  request: WireRequest,
): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map(async (script) => new Uint8Array(await toWire(script, request).arrayBuffer())),
  );
  if (a === undefined || b === undefined) return 0;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

/** How many bytes of a text come before one of its words: those that it has in common with another text at that place. */
export async function bytesBefore(
  toWire: ToWire,
  words: readonly string[],
  at: number,
  request: WireRequest,
): Promise<number> {
  const [one, other] = [words, [...words.slice(0, at), 'other']].map((deltas) =>
    answer([text(...deltas)]),
  );
  return one && other ? commonBytes(toWire, one, other, request) : 0;
}

/** As `bytesBefore`, without the line that has not ended there. */
export async function linesBefore(
  toWire: ToWire,
  words: readonly string[],
  at: number,
  request: WireRequest,
): Promise<number> {
  const after = await bytesBefore(toWire, words, at, request);
  const bytes = await toWire(answer([text(...words)]), request).arrayBuffer();
  return new Uint8Array(bytes, 0, after).lastIndexOf(LINE_END) + 1;
}

const LINE_END = 10;
