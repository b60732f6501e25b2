import { createJsonScanner } from '../../json/json-scanner';
import { parseJson } from '../../json/parse-json';
import { toArray, toObject } from '../../json/values';
import { createJsonValidator, type JsonValidity } from './json-validator';
import {
  CLOSING,
  OPENING,
  openThought,
  type Segment,
  segment,
  type Thought,
} from './thinking-tags';

/** What is known of the value that is to come. */
export type JsonShape = {
  /** The schema's root is an object, so an array is never the answer. */
  objectOnly: boolean;
  /** The properties of that object, and those that it must have; absent where the schema does not say. */
  keys?: readonly string[] | undefined;
  required?: readonly string[] | undefined;
};

/**
 * Takes the JSON out of a text with thoughts, fences and prose around it, as the text arrives. The rule:
 * 1. Thoughts in tags, where the answer or a line begins, are reasoning and are not searched. A closing tag alone makes
 *    reasoning of all that came before it.
 * 2. A value that begins where the answer (behind its thoughts), a line or a fence begins is the answer, if its first key is
 *    one of the schema's. It streams at once. It ends with its last bracket; the rest is dropped.
 * 3. A value in running prose may be an example, and one with another key may be the schema, so nothing is committed. When the
 *    answer has ended a value in a fence wins, else the last whole one that has what the schema requires, else the last whole
 *    one; of an answer that a limit cut short the unfinished one.
 * 4. A text without a value, or that is one as a whole, comes out whole at the end.
 * `{}` is no answer where the schema requires a property, as long as there is another value.
 * What marks a start: `{` before a quote; `{}`, `[` and `{` before a comment or a bare key where an answer or a fence begins;
 * `[` before `{`, `[` or a quote also where a line begins. So a `[` or a `{}` in prose is not JSON, and neither is what
 * stands in a fence of another language.
 * @param mayCommit false: the value is held until the end, so that a closing tag behind it, unless its opening tag is there
 *    too, makes it a thought.
 * @param isHeld true: who reads waits for the end, so that a value which 2 would send is held too, and is a thought if a closing
 *    tag and another value follow. Where it has gone out already, these two are an error (`isContradicted`).
 */
export function createJsonExtractor(shape: JsonShape, mayCommit = true, isHeld = false) {
  const pattern = PATTERNS[shape.objectOnly ? 'object' : 'any'];
  let commits = mayCommit;
  let holds = isHeld;
  let state: 'search' | 'candidate' | 'thought' | 'value' | 'rest' = 'search';
  /** What is neither thought nor value, while no value is certain: `prose`, then `doubt`, then `tail`. */
  let prose = '';
  /** The end of it, as far as it decides what comes next, so that no split changes the answer; reading goes on at `at`. */
  let tail = '';
  let at = 0;
  let thought: Thought | undefined;
  let scanner = createJsonScanner();
  /** Reads a value in running prose, which begins in the tail, or began before it with the text that is carried. */
  let validator = createJsonValidator();
  let begin = 0;
  let carried = '';
  /**
   * Where reading goes on if it is no value: behind its last quote, since what was taken for a string may hold the beginning
   * of a value. `doubt` is what has left the tail since then.
   */
  let resume = 0;
  let hasQuote = false;
  let doubt = '';
  /** The value begins where an answer may, so that its first key decides. */
  let waitsForKey = false;
  let lastWhole: string | undefined;
  let lastFitting: string | undefined;
  /** A value that is not committed, and what came behind it. */
  let held: string[] = [];
  let heldRest = '';
  /** Reads what comes behind a value of rule 2 and a closing tag. */
  let behind: JsonExtractor | undefined;
  let segmentsBehind: Segment[] = [];
  let segments: Segment[] = [];

  function write(kind: Segment['kind'], text: string): void {
    if (text !== '') segments.push({ kind, text });
  }

  function push(text: string): Segment[] {
    segments = [];
    let goesOn = readMore(text);
    while (goesOn) goesOn = state === 'candidate' ? readCandidate() : search();
    return segments;
  }

  /** Like the other readers, gives whether there is more to read in the tail. */
  function readMore(text: string): boolean {
    if (state === 'value') return readValue(text);
    if (state === 'rest') return readRest(text);
    return state === 'thought' ? readThought(text) : addProse(text);
  }

  function addProse(text: string): boolean {
    if (state === 'candidate') {
      carried += tail.slice(begin);
      prose += tail.slice(0, resume);
      doubt += tail.slice(resume);
      begin = resume = at = 0;
      tail = text;
    } else tail += text;
    return true;
  }

  /** Looks for what decides: a value, or a tag. */
  function search(): boolean {
    pattern.lastIndex = at;
    const found = pattern.exec(tail);
    if (found === null) return keepEnd();
    const { opening, closing, keyed, empty, inProse } = found.groups ?? {};
    const isKeyed = keyed !== undefined && shape.keys !== undefined;
    const isLacking = empty !== undefined && Boolean(shape.required?.length);
    if (isKeyed || isLacking || inProse !== undefined) return openCandidate(found.index, isKeyed);
    prose += tail.slice(0, found.index);
    tail = tail.slice(found.index + (opening ?? closing ?? '').length);
    at = 0;
    if (opening !== undefined) {
      thought = openThought(opening);
      state = 'thought';
      return readThought(tail);
    }
    if (closing !== undefined) {
      if (prose.trim()) write('reasoning', prose);
      forgetValues();
      return true;
    }
    return openValue(tail);
  }

  /** @param value begins the value, and is the end of all text so far. */
  function openValue(value: string): boolean {
    const whole = prose + doubt + tail;
    prose = sends() ? '' : whole.slice(0, whole.length - value.length);
    doubt = tail = '';
    at = 0;
    state = 'value';
    return readValue(value);
  }

  /** What came so far was thought. */
  function forgetValues(): void {
    lastWhole = lastFitting = undefined;
    prose = '';
  }

  function keepEnd(): false {
    const dropped = Math.max(0, tail.length - 2 * REACH);
    const from = Math.max(at, tail.length - REACH);
    const begun = tail.slice(from).search(TRIGGER);
    at = (begun < 0 ? tail.length : from + begun) - dropped;
    prose += tail.slice(0, dropped);
    tail = tail.slice(dropped);
    return false;
  }

  function readThought(text: string): boolean {
    const { text: words, rest } = thought?.push(text) ?? { text };
    write('reasoning', words);
    tail = rest ?? '';
    if (rest === undefined) return false;
    // The tag may have closed a thought within the thought: only the end tells.
    if (thought?.isNested) commits = false;
    state = 'search';
    return true;
  }

  function openCandidate(index: number, isKeyed: boolean): true {
    waitsForKey = isKeyed;
    state = 'candidate';
    validator = createJsonValidator();
    carried = '';
    hasQuote = false;
    begin = resume = at = index;
    return true;
  }

  function readCandidate(): boolean {
    let validity: JsonValidity = 'incomplete';
    for (; validity === 'incomplete'; at++) {
      if (at === tail.length) return false;
      const character = tail.charAt(at);
      const wasInString = validator.isInString;
      validity = validator.step(character);
      if (waitsForKey && wasInString && !validator.isInString) {
        waitsForKey = false;
        if (isKey(carried + tail.slice(begin, at + 1)))
          return openValue(carried + tail.slice(begin));
      }
      if (validity === 'incomplete') noteResume(character, !wasInString && validator.isInString);
    }
    state = 'search';
    if (validity === 'complete') {
      lastWhole = carried + tail.slice(begin, at);
      if (isFitting(lastWhole, shape)) lastFitting = lastWhole;
      prose += doubt;
    } else {
      tail = doubt + tail;
      at = resume + 1;
    }
    doubt = '';
    return true;
  }

  /** @param start of an object, up to the end of its first key. */
  function isKey(start: string): boolean {
    const key = parseJson(start.slice(1));
    return typeof key === 'string' && shape.keys?.includes(key) === true;
  }

  function noteResume(character: string, isQuote: boolean): void {
    if (!isQuote && (hasQuote || character.trim() === '')) return;
    hasQuote ||= isQuote;
    resume = at;
    prose += doubt;
    doubt = '';
  }

  function sends(): boolean {
    return commits && !holds;
  }

  function readValue(text: string): boolean {
    const value = scanner.read(text);
    if (sends()) write('text', value);
    else held.push(value);
    if (!scanner.hasEnded) return false;
    state = 'rest';
    return readRest(text.slice(value.length));
  }

  /** A closing tag behind the value means that the value was a thought, which is too late if it has gone out. */
  function readRest(text: string): boolean {
    if (behind) {
      segmentsBehind.push(...behind.push(text));
      return false;
    }
    tail = tail.slice(-REACH) + text;
    const found = PATTERNS.closing.exec(tail);
    if (!sends()) heldRest += text;
    if (!found) return false;
    const rest = tail.slice(found.index + found[0].length);
    heldRest = heldRest.slice(0, heldRest.length - rest.length - found[0].length);
    // Where the thought begins behind the value too, another value is needed to make the first one a thought.
    if (commits || PATTERNS.opening.test(heldRest)) {
      behind = createJsonExtractor(shape, false);
      segmentsBehind = behind.push(rest);
      return false;
    }
    write('reasoning', prose + held.join('') + heldRest);
    forgetValues();
    held = [];
    heldRest = '';
    scanner = createJsonScanner();
    state = 'search';
    tail = rest;
    at = 0;
    return true;
  }

  function findValue(isComplete: boolean): string {
    const whole = prose + doubt + tail;
    const unfinished = state === 'candidate' ? carried + tail.slice(begin) : undefined;
    // What a limit has cut short is newer than what came whole.
    if (!isComplete && unfinished !== undefined) return unfinished;
    const json = parseJson(whole);
    // The object may be inside of a JSON string.
    if (typeof json === 'string' && toObject(parseJson(json))) return json.trim();
    // In a list of one there is no doubt which object is meant.
    const isMeant = shape.objectOnly && toArray(json)?.length === 1 && lastWhole !== undefined;
    if (json !== undefined && !isMeant) return whole;
    const fenced = lastFenced(whole);
    const isAnswer =
      fenced !== undefined && (!shape.objectOnly || toObject(parseJson(fenced)) !== undefined);
    return (
      (isAnswer && isFitting(fenced, shape) ? fenced : undefined) ??
      lastFitting ??
      (isAnswer ? fenced : undefined) ??
      lastWhole ??
      unfinished ??
      fenced ??
      whole
    );
  }

  return {
    push,
    /** Sends a value that is held because `isHeld`: another part comes, and the order of the parts is to be kept. */
    release(): Segment[] {
      if (!holds || !commits || (state !== 'value' && state !== 'rest')) return [];
      holds = false;
      const value = held.join('');
      held = [];
      return segment('text', value);
    },
    /** What is left to go out at the end. */
    end(isComplete: boolean): Segment[] {
      if (!sends() && behind?.hasValue) {
        const thoughts = prose + held.join('') + heldRest;
        return [...segment('reasoning', thoughts), ...segmentsBehind, ...behind.end(isComplete)];
      }
      if (state === 'value' || state === 'rest') return segment('text', held.join(''));
      const words = state === 'thought' ? (thought?.end() ?? '') : '';
      return [...segment('reasoning', words), ...segment('text', findValue(isComplete))];
    },
    /** Whether there is a value: one that has begun, or a whole one in prose. */
    get hasValue(): boolean {
      return state === 'value' || state === 'rest' || lastWhole !== undefined;
    },
    /** Whether the value that went out was followed by a closing tag of thoughts and by another value. */
    get isContradicted(): boolean {
      return sends() && behind?.hasValue === true;
    },
  };
}

type JsonExtractor = {
  push(text: string): Segment[];
  end(isComplete: boolean): Segment[];
  readonly hasValue: boolean;
};

/** No start is longer than this, nor what stands before it and makes it one: hence the bounds below. */
const REACH = 160;
const SPACE = '\\s{0,30}';
const FENCE = '```(?:json\\w{0,9}|js|javascript)?';
/** Where a line begins, unless it is the first of a fence of another language. */
const LINE = '(?<!```(?!json|js|javascript)\\w{1,30}\\s{0,9})\\n';

/** `{` before a quote where an answer, a line or a fence begins; `{}` and what is no JSON where an answer or a fence does. */
const OBJECT =
  `(?<keyed>\\{(?<=(?:^|${LINE}|${FENCE})${SPACE}\\{)${SPACE}")|` +
  `\\{(?<=(?:^|${FENCE})${SPACE}\\{)${SPACE}(?:(?<empty>\\})|/[/*]|'|[\\w$]{1,30}\\s{0,9}:)`;
/** `[` before a bracket or a quote where a line begins too; `[]` and `[1,` only where an answer or a fence does. */
const ARRAY =
  `\\[(?<=(?:^|${LINE}|${FENCE})${SPACE}\\[)${SPACE}[{["]|` +
  `\\[(?<=(?:^|${FENCE})${SPACE}\\[)${SPACE}(?:\\]|-?\\d[\\d.eE+-]{0,30}${SPACE},)`;
/** What a start or a tag begins with. */
const TRIGGER = /[{[<◁]|a\w{0,13}$/i;

const PATTERNS = /* @__PURE__ */ createPatterns();

function createPatterns() {
  return {
    object: toSearch(OBJECT),
    any: toSearch(`${OBJECT}|${ARRAY}`, '|\\[\\s{0,30}[{["]'),
    opening: new RegExp(OPENING, 'i'),
    closing: new RegExp(CLOSING, 'i'),
  };
}

function toSearch(start: string, moreInProse = ''): RegExp {
  const tag = `(?<=(?:^|\\n)${SPACE})(?<opening>${OPENING})|(?<closing>${CLOSING})`;
  return new RegExp(`${start}|${tag}|(?<inProse>\\{${SPACE}"${moreInProse})`, 'gi');
}

/** Whether an object has what the schema requires; if it requires nothing, one of its properties, or none at all. */
export function isFitting(json: string, { keys, required }: JsonShape): boolean {
  if (!keys?.length) return true;
  const object = toObject(parseJson(json));
  if (object === undefined) return false;
  const own = Object.keys(object);
  return required?.length
    ? required.every((key) => own.includes(key))
    : own.length === 0 || own.some((key) => keys.includes(key));
}

/** The last fence with JSON in it: for values of a kind that no bracket marks. */
function lastFenced(text: string): string | undefined {
  const parts = text.split('```');
  for (let nth = parts.length - 2; nth > 0; nth -= 1) {
    const inside = parts[nth]?.replace(/^\w{0,30}(?=\s)/, '').trim();
    if (nth % 2 === 1 && inside && parseJson(inside) !== undefined) return inside;
  }
  return undefined;
}
