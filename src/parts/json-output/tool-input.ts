import { parseJson } from '../../json/parse-json';
import type { JsonShape } from './json-shape';
import { toAnswer } from './to-answer';

/**
 * The arguments of the synthetic tool as the answer. They go out as they arrive if they begin as the object does: with one of
 * its keys. Anything else is held until it is whole, since the answer may be inside of it (to-answer.ts).
 */
export function createToolInput(shape: JsonShape) {
  let state: 'start' | 'passed on' | 'held' = 'start';
  /** The arguments that have not gone out. */
  let waiting = '';

  return {
    /** Takes the next piece and gives what may go out. */
    push(piece: string): string {
      if (state === 'passed on') return piece;
      waiting += piece;
      if (state === 'start') state = toState(waiting, shape);
      if (state !== 'passed on') return '';
      const begun = waiting;
      waiting = '';
      return begun;
    },
    end: (): string => (waiting && toAnswer(waiting, shape)) || waiting,
  };
}

function toState(start: string, { keys }: JsonShape): 'start' | 'passed on' | 'held' {
  const { bracket, key } = START.exec(start)?.groups ?? {};
  if (bracket === undefined) return start.length > MAX_START_LENGTH ? 'held' : 'start';
  if (bracket === '[') return 'held';
  if (!keys?.length) return 'passed on';
  if (key === undefined) return start.length > MAX_START_LENGTH ? 'held' : 'start';
  return keys.includes(String(parseJson(key))) ? 'passed on' : 'held';
}

/** The first bracket, and the first key if it is whole. */
const START = /^\s{0,99}(?<bracket>[[{])\s{0,99}(?<key>"(?:[^"\\]|\\.){0,99}")?/;
/** A longer start has none of the schema's keys. */
const MAX_START_LENGTH = 400;
