import { parseJson } from '../../json/parse-json';
import { toObject } from '../../json/values';
import { createJsonScanner } from './json-scanner';
import { createJsonValidator, type JsonValidity } from './json-validator';
import {
  CLOSING,
  OPENING,
  openThought,
  type Segment,
  segment,
  type Thought,
} from './thinking-tags';

/**
 * Takes the JSON out of a text with thoughts, fences and prose around it, as the text arrives. The rule:
 * 1. Thoughts in tags, where the answer or a line begins, are reasoning and are not searched. A closing tag alone makes
 *    reasoning of all that came before it.
 * 2. A value that begins where the answer (behind its thoughts), a line or a fence begins is the answer. It streams at once.
 *    It ends with its last bracket; the rest is dropped.
 * 3. A value in running prose may be an example, so nothing is committed. When the answer has ended a value in a fence wins,
 *    else the last whole one; of an answer that a limit cut short the unfinished one.
 * 4. A text without a value comes out whole at the end.
 * What marks a start: `{` before a quote; `{}` and `[` where an answer or a fence begins; `[` before `{`, `[` or a quote also
 * where a line begins. So a `[` or a `{}` in prose is not JSON.
 * @param objectOnly the schema's root is an object, so an array is never the answer.
 * @param mayCommit false: thoughts are told apart, and the rest is held until the end.
 */
export function createJsonExtractor(objectOnly: boolean, mayCommit = true) {
  const pattern = PATTERNS[!mayCommit ? 'tags' : objectOnly ? 'object' : 'any'];
  let state: 'search' | 'candidate' | 'thought' | 'value' | 'rest' = 'search';
  /** What is neither thought nor value, while no value is certain: `prose`, then `doubt`, then `tail`. */
  let prose = '';
  /** The end of it, as far as it decides what comes next, so that no split changes the answer; reading goes on at `at`. */
  let tail = '';
  let at = 0;
  let thought: Thought | undefined;
  const scanner = createJsonScanner();
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
  let lastWhole: string | undefined;
  /** Reads what comes behind the value and a closing tag. */
  let behind: ReturnType<typeof createJsonExtractor> | undefined;
  let segments: Segment[] = [];

  function write(kind: Segment['kind'], text: string): void {
    if (text !== '') segments.push({ kind, text });
  }

  function push(text: string): Segment[] {
    segments = [];
    if (state === 'value') readValue(text);
    else if (state === 'rest') readRest(text);
    else {
      let goesOn = state === 'thought' ? readThought(text) : addProse(text);
      while (goesOn) goesOn = state === 'candidate' ? readCandidate() : search();
    }
    return segments;
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

  /** Looks for what decides: a value, or a tag. Like the other readers, gives whether there is more to read in the tail. */
  function search(): boolean {
    pattern.lastIndex = at;
    const found = pattern.exec(tail);
    if (found === null) return keepEnd();
    const { opening, closing, inProse } = found.groups ?? {};
    if (inProse !== undefined) return openCandidate(found.index);
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
      lastWhole = undefined;
      prose = '';
      return true;
    }
    state = 'value';
    prose = '';
    readValue(tail);
    return false;
  }

  function keepEnd(): false {
    const dropped = Math.max(0, tail.length - 2 * REACH);
    at = Math.max(at, tail.length - REACH) - dropped;
    prose += tail.slice(0, dropped);
    tail = tail.slice(dropped);
    return false;
  }

  function readThought(text: string): boolean {
    const { text: words, rest } = thought?.push(text) ?? { text };
    write('reasoning', words);
    tail = rest ?? '';
    if (rest !== undefined) state = 'search';
    return rest !== undefined;
  }

  function openCandidate(index: number): true {
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
      if (validity === 'incomplete') noteResume(character, !wasInString && validator.isInString);
    }
    state = 'search';
    if (validity === 'complete') {
      lastWhole = carried + tail.slice(begin, at);
      prose += doubt;
    } else {
      tail = doubt + tail;
      at = resume + 1;
    }
    doubt = '';
    return true;
  }

  function noteResume(character: string, isQuote: boolean): void {
    if (!isQuote && (hasQuote || character.trim() === '')) return;
    hasQuote ||= isQuote;
    resume = at;
    prose += doubt;
    doubt = '';
  }

  function readValue(text: string): void {
    const value = scanner.read(text);
    write('text', value);
    if (!scanner.hasEnded) return;
    state = 'rest';
    readRest(text.slice(value.length));
  }

  /** A closing tag behind the value would mean that the value was a thought. */
  function readRest(text: string): void {
    if (behind) {
      behind.push(text);
      return;
    }
    tail = tail.slice(-REACH) + text;
    const found = PATTERNS.closing.exec(tail);
    if (!found) return;
    behind = createJsonExtractor(objectOnly);
    behind.push(tail.slice(found.index + found[0].length));
  }

  function findValue(isComplete: boolean): string {
    const whole = prose + doubt + tail;
    const unfinished = state === 'candidate' ? carried + tail.slice(begin) : undefined;
    // What a limit has cut short is newer than what came whole.
    if (!isComplete && unfinished !== undefined) return unfinished;
    const fenced = lastFenced(whole);
    const isAnswer =
      fenced !== undefined && (!objectOnly || toObject(parseJson(fenced)) !== undefined);
    return (isAnswer ? fenced : undefined) ?? lastWhole ?? unfinished ?? fenced ?? whole;
  }

  return {
    push,
    /** What is left to go out at the end. */
    end(isComplete: boolean): Segment[] {
      if (state === 'value' || state === 'rest') return [];
      const words = state === 'thought' ? (thought?.end() ?? '') : '';
      return [
        ...segment('reasoning', words),
        ...(mayCommit ? segment('text', findValue(isComplete)) : []),
      ];
    },
    /** What was held, if nothing was to be committed. */
    get held(): string {
      return prose + doubt + tail;
    },
    /** Whether there is a value: one that has begun, or a whole one in prose. */
    get hasValue(): boolean {
      return state === 'value' || state === 'rest' || lastWhole !== undefined;
    },
    /** Whether the value that went out was followed by a closing tag of thoughts and by another value. */
    get isContradicted(): boolean {
      return behind?.hasValue === true;
    },
  };
}

/** No start is longer than this, nor what stands before it and makes it one: hence the bounds below. */
const REACH = 100;
const SPACE = '\\s{0,30}';
const FENCE = '```\\w{0,30}';

/** `{` before a quote where an answer, a line or a fence begins; `{}` where an answer or a fence does. */
const OBJECT =
  `\\{(?<=(?:^|\\n|${FENCE})${SPACE}\\{)${SPACE}"|` +
  `\\{(?<=(?:^|${FENCE})${SPACE}\\{)${SPACE}\\}`;
/** `[` before a bracket or a quote where a line begins too; `[]` and `[1,` only where an answer or a fence does. */
const ARRAY =
  `\\[(?<=(?:^|\\n|${FENCE})${SPACE}\\[)${SPACE}[{["]|` +
  `\\[(?<=(?:^|${FENCE})${SPACE}\\[)${SPACE}(?:\\]|-?\\d[\\d.eE+-]{0,30}${SPACE},)`;

const PATTERNS = /* @__PURE__ */ createPatterns();

function createPatterns() {
  const tag = `(?<=(?:^|\\n)${SPACE})(?<opening>${OPENING})|(?<closing>${CLOSING})`;
  const brace = `\\{${SPACE}"`;
  const inProse = `${brace}|\\[${SPACE}[{["]`;
  return {
    tags: new RegExp(tag, 'gi'),
    object: new RegExp(`${OBJECT}|${tag}|(?<inProse>${brace})`, 'gi'),
    any: new RegExp(`${OBJECT}|${ARRAY}|${tag}|(?<inProse>${inProse})`, 'gi'),
    closing: new RegExp(CLOSING, 'i'),
  };
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
