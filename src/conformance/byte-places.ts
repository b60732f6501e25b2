import { answer, text } from './scripts';
import type { Script, ToWire, WireRequest } from './types';

/** One of the words that an answer streams. */
type WordPlace = { words: readonly string[]; index: number };

/**
 * How many bytes of an answer cannot have told its end: those that it shares with an answer that goes on with another
 * word. The comparison needs no knowledge of the wire's form.
 */
export async function openBytes(toWire: ToWire, request: WireRequest, script: Script) {
  const longer = { ...script, says: [...script.says, text('more')] };
  return commonBytes(toWire, request, [script, longer]);
}

/** How many bytes two answers begin with in common. */
export async function commonBytes(
  toWire: ToWire,
  request: WireRequest,
  scripts: readonly [Script, Script],
): Promise<number> {
  const [a, b] = await Promise.all(
    scripts.map(async (script) => new Uint8Array(await toWire(script, request).arrayBuffer())),
  );
  if (a === undefined || b === undefined) return 0;
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** How many bytes of a text come before one of its words: those that it shares with a text that has another word there. */
export async function bytesBefore(
  toWire: ToWire,
  request: WireRequest,
  { words, index }: WordPlace,
): Promise<number> {
  const other = [...words.slice(0, index), 'other'];
  return commonBytes(toWire, request, [answer([text(...words)]), answer([text(...other)])]);
}

/** Like `bytesBefore`, but without the line that has not ended there. */
export async function linesBefore(
  toWire: ToWire,
  request: WireRequest,
  { words, index }: WordPlace,
): Promise<number> {
  const after = await bytesBefore(toWire, request, { words, index });
  const bytes = await toWire(answer([text(...words)]), request).arrayBuffer();
  return new Uint8Array(bytes, 0, after).lastIndexOf(LINE_END) + 1;
}

const LINE_END = 10;
