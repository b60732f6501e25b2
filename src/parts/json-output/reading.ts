import { parseJson } from '../../json/parse-json';
import { toValidJson } from '../../json/valid-json';
import { toArray, toObject } from '../../json/values';
import { isFitting, isFittingValue, type JsonShape } from './json-shape';
import { type Segment, segment } from './thinking-tags';
import { toAnswer } from './to-answer';

/**
 * When a value goes out that begins where an answer may begin:
 * - 'at once': as it arrives. What shows later that it was a thought is then an error.
 * - 'when asked': at the end, or when another part of the answer is to follow it.
 * - 'at the end': no earlier, so that a closing tag behind it makes it a thought, unless its opening tag is there too.
 */
export type Release = 'at once' | 'when asked' | 'at the end';

/** What the states of the extractor share. */
export type Reading = ReturnType<typeof createReading>;

export function createReading(shape: JsonShape, release: Release) {
  return {
    shape,
    release,
    /** The text before the current state's that is neither thought nor value. */
    prose: '',
    /** The pieces of a value that has not gone out. */
    held: [] as string[],
    /** The last values in running prose: any, and one that has what the schema requires. */
    lastWhole: undefined as string | undefined,
    lastFitting: undefined as string | undefined,
    /** Whether a list has begun that is no JSON. What stands behind its commas are its elements. */
    isInBrokenList: false,
    /** What goes out next. */
    out: [] as Segment[],
  };
}

export function sendsAtOnce({ release }: Reading): boolean {
  return release === 'at once';
}

export function write(reading: Reading, kind: Segment['kind'], text: string): void {
  reading.out.push(...segment(kind, text));
}

/** Notes a whole value in running prose. */
export function noteValue(reading: Reading, value: string): void {
  const { shape } = reading;
  const json = toValidJson(value);
  const answer = toAnswer(json, shape);
  if (answer === undefined) return noteList(reading, json);
  reading.lastWhole = answer;
  if (isFitting(answer, shape)) reading.lastFitting = answer;
}

/** A list of several objects is none of them, so it goes out as it is; any other list is prose. */
function noteList(reading: Reading, json: string): void {
  const objects = toArray(parseJson(json))?.filter(toObject) ?? [];
  if (objects.length === 0) return;
  reading.lastWhole = json;
  if (objects.some((object) => isFittingValue(object, reading.shape))) reading.lastFitting = json;
}

/** What came so far was thought. */
export function forgetValues(reading: Reading): void {
  reading.lastWhole = reading.lastFitting = undefined;
  reading.prose = '';
  reading.held = [];
  reading.isInBrokenList = false;
}

/** Where reading goes on, and with which text. */
export type Step =
  /** @property isBehind the first character is only what the search looks back at. */
  | { to: 'search'; text: string; isBehind?: boolean }
  /**
   * @property waitsForKey the value begins where an answer may, so that its first key decides.
   * @property isElement the value is an element of a list, and no answer.
   */
  | { to: 'candidate'; text: string; waitsForKey?: boolean; isElement?: boolean }
  | { to: 'thought'; text: string; opening: string }
  | { to: 'value'; text: string }
  | { to: 'rest'; text: string };

/** @property isComplete nothing has cut the answer short. */
export type End = { isComplete: boolean };

/** One state of the extractor. */
export type State = {
  /** Reads a piece of the answer. Gives the next state and what it is to read, or nothing if all has been read. */
  read(text: string): Step | undefined;
  /** What is left to go out when nothing more comes. */
  end(answer: End): Segment[];
  /** Whether a value has begun that is the answer. */
  hasValue: boolean;
  /** Whether a closing tag and another value came behind that value. */
  isFollowed?(): boolean;
};
