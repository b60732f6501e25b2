import { createJsonScanner } from '../../json/json-scanner';
import { parseJson } from '../../json/parse-json';
import { toValidJson } from '../../json/valid-json';
import { toNonEmptyString, toObject } from '../../json/values';

/** What the arguments begin with. */
type Begun = {
  value: string;
  /** Whether the value is read as JSON to its end; else all that comes is a text. */
  isJson: boolean;
  behind: string;
};

/**
 * The beginning of arguments that do not begin with an object: a code fence, an empty value before the real JSON (`{}`,
 * `null`, `""`: Claude on Bedrock, language-model-v2.md A1), or a JSON string, inside of which an object may be
 * (field-reports.md A2).
 */
export function createBeginning() {
  let start = '';
  let string: ReturnType<typeof createStringReader> | undefined;

  function read(piece: string): Begun | undefined {
    if (string) return string.read(piece);
    start = (start + piece).trimStart().replace(FENCE, '').replace(LEADING_EMPTY_VALUES, '');
    if (MAYBE_EMPTY_VALUE.test(start)) return undefined;
    const value = start;
    start = '';
    if (!value.startsWith('"')) return { value, isJson: true, behind: '' };
    string = createStringReader();
    return string.read(value);
  }

  /** What is not yet known to belong. */
  return { read, held: (): string => start + (string?.held() ?? '') };
}

/** Holds a JSON string until it ends, since an object may be inside of it. */
function createStringReader() {
  let held = '';
  let isEscaped = false;

  function findEnd(piece: string): number {
    for (let i = 0; i < piece.length; i++) {
      const character = piece[i];
      if (isEscaped) isEscaped = false;
      else if (character === '\\') isEscaped = true;
      else if (character === '"' && (i > 0 || held !== '')) return i + 1;
    }
    return -1;
  }

  return {
    read(piece: string): Begun | undefined {
      const end = findEnd(piece);
      held += end < 0 ? piece : piece.slice(0, end);
      if (end < 0) return undefined;
      const whole = held;
      held = '';
      const inner = toNonEmptyString(parseJson(toValidJson(whole)))?.trim() ?? whole;
      const isJson = toObject(parseJson(toValidJson(inner))) !== undefined;
      return { value: isJson ? inner : whole, isJson, behind: piece.slice(end) };
    },
    held: (): string => held,
  };
}

/**
 * What comes behind the object of the arguments: the same JSON sent again, another object, which is the input of another
 * call (field-reports.md A2), or brackets, fences and tokens of the model's own format, which say nothing.
 */
export function createRest(first: string, openNext?: (input: string) => void) {
  /** An object, and where it ends, or else all that is no object. */
  let rest = '';
  let isObjectNext = true;
  let scanner = createJsonScanner();
  let known: Set<string> | undefined;

  /** A whole object that is not the same again is the input of another call; `{}` is as little as before. */
  function readNextObject(input: string): void {
    if (input === first) return;
    known ??= new Set([toCanonical(first)]);
    const canonical = toCanonical(input);
    if (canonical === '{}' || known.has(canonical)) return;
    known.add(canonical);
    openNext?.(input);
  }

  return {
    read(piece: string): void {
      let left = rest === '' ? piece.trimStart() : piece;
      while (left !== '') {
        if (rest === '') isObjectNext = left.startsWith('{');
        const value = isObjectNext ? scanner.read(left) : left;
        rest += value;
        if (!isObjectNext || !scanner.hasEnded()) return;
        left = left.slice(value.length).trimStart();
        readNextObject(rest);
        rest = '';
        scanner = createJsonScanner();
      }
    },
    held: (): string => rest,
    /** Whether it says nothing. A long text is not read for it: that would be done for each fragment. */
    isNothing(): boolean {
      if (rest === '') return true;
      return !isObjectNext && rest.length < MAX_NOTHING_LENGTH && IS_NOTHING.test(rest);
    },
  };
}

/** Whether arguments stand for an empty object. */
export function isEmptyValue(text: string): boolean {
  return IS_EMPTY_VALUE.test(text);
}

/** Behind a whole object: what closes once too often, as brackets, fences, tags and tokens of the model's own format do; not many. */
const IS_NOTHING = /^(?:[}\])`;,\0]|\s|<[/|｜][^<>{}\s]{1,40}>){0,200}$/;
const MAX_NOTHING_LENGTH = 4000;

/** The fence that models write around JSON in a text. */
const FENCE = /^`{1,4}(?:json\w?)?(?=[\s{])\s*/i;

/** JSON in one spelling, so that white space makes no difference. */
function toCanonical(json: string): string {
  const value = parseJson(toValidJson(json));
  try {
    return value === undefined ? json : JSON.stringify(value);
  } catch {
    // Nested more deeply than can be written.
    return json;
  }
}

// White space is bounded so that no text can make these slow.
const EMPTY_VALUE = '(?:(?:\\{\\s{0,99}\\}|null|"")[\\s`]{0,99})';
const MAYBE_EMPTY_VALUE = /* @__PURE__ */ new RegExp(
  `^${EMPTY_VALUE}{0,99}(?:\\{\\s{0,99}|n|nu|nul|"|\`{1,4}\\w{0,5})?$`,
);
const LEADING_EMPTY_VALUES = /* @__PURE__ */ new RegExp(`^${EMPTY_VALUE}{1,99}(?=\\{)`);
const IS_EMPTY_VALUE = /* @__PURE__ */ new RegExp(`^${EMPTY_VALUE}+$`);
