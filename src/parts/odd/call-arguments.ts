import { createTooLongError, MAX_CHARACTERS } from '../../http/limits';
import { createJsonScanner } from '../../json/json-scanner';
import { parseJson } from '../../json/parse-json';
import { type JsonPlace, toValidJson } from '../../json/valid-json';
import { toNonEmptyString, toObject } from '../../json/values';
import { endsInHalf, withoutHalf } from './surrogates';

export type CallArguments = ReturnType<typeof createCallArguments>;

/**
 * The arguments of one tool call, joined from fragments. The text is released as it arrives, apart from what may turn out
 * not to belong: a code fence, an empty value before the real JSON (`{}`, `null`, `""`, PHP's `[]`; language-model-v2.md A1),
 * an object inside of a JSON string, the same JSON sent again, another object behind the first, brackets and tokens behind
 * it, what came before in fragments that hold all of it so far. The released pieces concatenate to the arguments, in which
 * control characters are escaped and white space is JSON's (valid-json.ts).
 * @param openNext takes a whole object behind the first one: it is the input of another call.
 */
export function createCallArguments(openNext?: (input: string) => void) {
  const scanner = createJsonScanner();
  /** What the next characters are. */
  let read = readStart;
  /** The beginning, while it is blank or may still be an empty value. */
  let start = '';
  /** All that has been released. */
  let text = '';
  /** The same as it came, where it is not the same. */
  let received: string | undefined;
  /** What was released and not yet taken. */
  let released = '';
  /** Inside of the JSON string that the arguments are. */
  let isEscaped = false;
  let string: string[] = [];
  /** What came behind the first value: an object, and where it ends, or else all that is no object. */
  let rest = '';
  let isObjectNext = true;
  let restScanner = createJsonScanner();
  let known: Set<string> | undefined;
  /** A fragment that is either all of the text so far and more, or an object within it: what comes next tells. */
  let doubtful = '';
  let isCumulative = false;

  /** Takes a fragment, which some servers begin with all that they have sent before. */
  function readFragment(fragment: string): void {
    if (fragment === '') return;
    if (doubtful !== '') settle(isBegunWith(doubtful, fragment));
    if (start.startsWith('{') && fragment.startsWith(start)) start = '';
    if (read !== readValue || !isBegunWith(received ?? text, fragment)) read(fragment);
    else if (isCumulative) read(withoutReceived(fragment));
    else doubtful = fragment;
  }

  function settle(isWhole: boolean): void {
    const fragment = doubtful;
    doubtful = '';
    isCumulative ||= isWhole;
    read(isWhole ? withoutReceived(fragment) : fragment);
  }

  function withoutReceived(fragment: string): string {
    return fragment.slice((received ?? text).length);
  }

  function readStart(piece: string): void {
    start = (start + piece).trimStart().replace(FENCE, '').replace(LEADING_EMPTY_VALUES, '');
    if (MAYBE_EMPTY_VALUE.test(start)) return;
    const value = start;
    start = '';
    read = value.startsWith('"') ? readString : readValue;
    read(value);
  }

  /** Holds a JSON string until it ends, since an object may be inside of it. */
  function readString(piece: string): void {
    for (let i = 0; i < piece.length; i++) {
      const character = piece[i];
      if (isEscaped) isEscaped = false;
      else if (character === '\\') isEscaped = true;
      else if (character === '"' && (i > 0 || string.length > 0)) {
        string.push(piece.slice(0, i + 1));
        return endString(piece.slice(i + 1));
      }
    }
    string.push(piece);
  }

  function endString(behind: string): void {
    const whole = string.join('');
    string = [];
    const inner = toNonEmptyString(parseJson(toValidJson(whole)))?.trim() ?? whole;
    const hasObject = isObject(inner);
    read = hasObject ? readValue : releaseAsIs;
    read(hasObject ? inner : whole);
    read(behind);
  }

  function readValue(piece: string): void {
    const place = scanner.place();
    const value = scanner.read(piece);
    release(value, place);
    if (!scanner.hasEnded) return;
    read = readRest;
    readRest(piece.slice(value.length));
  }

  /** A whole object that is not the same again is the input of another call; `{}` is as little as before. */
  function readRest(piece: string): void {
    let left = rest === '' ? piece.trimStart() : piece;
    while (left !== '') {
      if (rest === '') isObjectNext = left.startsWith('{');
      if (!isObjectNext) return hold(left);
      const value = restScanner.read(left);
      hold(value);
      if (!restScanner.hasEnded) return;
      left = left.slice(value.length).trimStart();
      readNextObject(rest);
      rest = '';
      restScanner = createJsonScanner();
    }
  }

  function hold(piece: string): void {
    rest += piece;
  }

  /** Whether what came behind the value says nothing. A long text is not read for it: that would be done for each fragment. */
  function isRestNothing(): boolean {
    if (rest === '') return true;
    return !isObjectNext && rest.length < LONGEST_NOTHING && IS_NOTHING.test(rest);
  }

  function readNextObject(input: string): void {
    if (input === text) return;
    known ??= new Set([toCanonical(text)]);
    const canonical = toCanonical(input);
    if (canonical === '{}' || known.has(canonical)) return;
    known.add(canonical);
    openNext?.(input);
  }

  function release(piece: string, place: JsonPlace): void {
    const valid = toValidJson(piece, place);
    if (received !== undefined || valid !== piece) received = (received ?? text) + piece;
    text += valid;
    released += valid;
  }

  function releaseAsIs(piece: string): void {
    text += piece;
    released += piece;
  }

  return {
    get text(): string {
      return text;
    },
    /** Whether the text so far is a whole value: an object, by its brackets, or what stands for an empty one. */
    get isComplete(): boolean {
      if (doubtful !== '') return isObject(doubtful);
      return (scanner.hasEnded && isRestNothing()) || IS_EMPTY_VALUE.test(start);
    },
    /** Throws InvalidResponseDataError when the arguments grow beyond MAX_CHARACTERS. */
    push(fragment: string): void {
      if (text.length + rest.length + fragment.length > MAX_CHARACTERS) {
        throw createTooLongError("a tool call's input");
      }
      readFragment(fragment);
    },
    /** What was released since the last time, apart from half a character. */
    take(): string {
      const taken = released;
      released = '';
      if (!endsInHalf(taken)) return taken;
      const { text: whole, half } = withoutHalf(taken);
      released = half;
      return whole;
    },
    /**
     * Gives what is left when nothing more will come.
     * @param isComplete the answer ended on its own, so a call without arguments means `{}`.
     * @param only `first`: what is behind the whole value is dropped. Default: all of it goes out.
     */
    end({ isComplete, only }: { isComplete: boolean; only?: 'first' }): string {
      if (doubtful !== '') settle(isObject(doubtful) && !isObject((received ?? text) + doubtful));
      const left = start + string.join('');
      const isEmpty = left === '' ? text === '' && isComplete : IS_EMPTY_VALUE.test(left);
      // What is broken goes out too, for the AI SDK to report or repair.
      const isDropped = only === 'first' || isRestNothing();
      releaseAsIs(isEmpty ? '{}' : left + (isDropped ? '' : rest));
      const taken = released;
      released = start = rest = '';
      string = [];
      return taken;
    },
  };
}

/** Compares lengths first: a text that grows by fragments is looked at only when a fragment is as long as all before. */
function isBegunWith(object: string, fragment: string): boolean {
  return (
    object !== '' &&
    fragment.length >= object.length &&
    fragment.startsWith('{') &&
    fragment.startsWith(object)
  );
}

function isObject(json: string): boolean {
  return toObject(parseJson(toValidJson(json))) !== undefined;
}

/** Behind a whole object: what closes once too often, as brackets, fences, tags and tokens of the model's own format do; not many. */
const IS_NOTHING = /^(?:[}\])`;,\0]|\s|<[/|｜][^<>{}\s]{1,40}>){0,200}$/;
const LONGEST_NOTHING = 4000;

/** Of the arguments, as models write it around JSON in a text. */
const FENCE = /^`{1,4}(?:json\w?)?(?=[\s{])\s*/i;

/** JSON in one spelling, so that white space makes no difference. */
function toCanonical(json: string): string {
  const value = parseJson(toValidJson(json));
  return value === undefined ? json : JSON.stringify(value);
}

// White space is bounded so that no text can make these slow.
const EMPTY_VALUE = '(?:(?:\\{\\s{0,99}\\}|\\[\\]|null|"")[\\s`]{0,99})';
const MAYBE_EMPTY_VALUE = /* @__PURE__ */ new RegExp(
  `^${EMPTY_VALUE}{0,99}(?:\\{\\s{0,99}|\\[|n|nu|nul|"|\`{1,4}\\w{0,5})?$`,
);
const LEADING_EMPTY_VALUES = /* @__PURE__ */ new RegExp(`^${EMPTY_VALUE}{1,99}(?=\\{)`);
const IS_EMPTY_VALUE = /* @__PURE__ */ new RegExp(`^${EMPTY_VALUE}+$`);
