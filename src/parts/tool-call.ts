import { createTooLongError, MAX_CHARACTERS } from '../http/limits';
import { isBlank } from '../json/is-blank';
import { createJsonScanner } from '../json/json-scanner';
import { endsInHalf, withoutHalf } from '../json/surrogates';
import { toValidJson } from '../json/valid-json';
import { createBeginning, createRest, isEmptyValue } from './odd/call-arguments';

/** One call, as far as its fragments have told. */
export type ToolCall = {
  /** The id that the caller gets: the server's if it is free, else a new one; '' until an id or the name has come. */
  id: string;
  /** The name of an offered tool if it could be told, else the name as it came. */
  name?: string;
  /** Whether more of the name is to be expected. */
  isNamePartial: boolean;
  /** The caller's name of the tool, once the caller has been told of the call. */
  toolName?: string;
  /** The ids that the server gave. */
  ids: Set<string>;
  /** The first index that the server gave. */
  index?: number;
  arguments: CallArguments;
  /** The calls whose inputs came behind the input of this one. */
  followers: ToolCall[];
};

/** What the fragments of one answer have told of its calls. */
export type KnownCalls = {
  all: ToolCall[];
  /** The call that an id was last given to. */
  byId: Map<string, ToolCall>;
  /** The call that an index was last given to. */
  byIndex: Map<number, ToolCall>;
  nameless: Set<ToolCall>;
  /** The ids of calls that may have been opened at an index, until a name tells. */
  announced: Map<number, string>;
  /** The call opened last by a fragment. */
  last: ToolCall | undefined;
};

/** The call of a fragment: `new` if one begins, `none` if the fragment is of none or does not tell yet. */
export type FoundCall = ToolCall | 'new' | 'none';

/** Whether the call has its name and whole arguments. */
export function isDone(call: ToolCall): boolean {
  return call.name !== undefined && !call.isNamePartial && call.arguments.isComplete();
}

export function callAt({ byIndex }: KnownCalls, index: number | undefined): ToolCall | undefined {
  return index === undefined ? undefined : byIndex.get(index);
}

export type CallArguments = ReturnType<typeof createCallArguments>;

/** Where the next characters stand: before the object, in it, behind it, or in a text that has none. */
type State = 'beginning' | 'object' | 'rest' | 'text';

/**
 * The arguments of one tool call, joined from fragments. They are released as they arrive while they are one object that
 * begins with `{"`; what begins otherwise, and what comes behind the object, is left to `odd/call-arguments.ts`. The released
 * pieces concatenate to the arguments, in which control characters are escaped and white space is JSON's (valid-json.ts).
 * @param openNext takes a whole object behind the first one: it is the input of another call.
 */
export function createCallArguments(openNext?: (input: string) => void) {
  const output = createReleasedText();
  const reader = createReader(output, openNext);

  return {
    text: (): string => output.text(),
    /** Whether the text so far is a whole value: an object, by its brackets, or what stands for an empty one. */
    isComplete: (): boolean => reader.isComplete(),
    /** Throws InvalidResponseDataError when the arguments grow beyond MAX_CHARACTERS. */
    push(fragment: string): void {
      const length = output.text().length + reader.held().length + fragment.length;
      if (length > MAX_CHARACTERS) throw createTooLongError("a tool call's input");
      reader.read(fragment);
    },
    /** What was released since the last time, apart from half a character. */
    take: (): string => output.take(),
    /**
     * Gives what is left when nothing more will come.
     * @param isComplete the answer ended on its own, so a call without arguments means `{}`.
     * @param only `first`: what is behind the whole value is dropped. Default: all of it goes out.
     */
    end({ isComplete, only }: { isComplete: boolean; only?: 'first' }): string {
      const start = reader.start();
      const isEmpty = start === '' ? output.text() === '' && isComplete : isEmptyValue(start);
      // What is broken goes out too, for the AI SDK to report or repair.
      const isDropped = only === 'first' || !reader.hasRest();
      output.release(isEmpty ? '{}' : isDropped ? start : reader.held());
      reader.clear();
      return output.takeAll();
    },
  };
}

/** Reads fragments and releases what belongs to the arguments. */
function createReader(
  output: ReturnType<typeof createReleasedText>,
  openNext?: (input: string) => void,
) {
  const scanner = createJsonScanner();
  let state: State = 'beginning';
  /** The beginning of the arguments, as long as it may turn out not to belong to them. */
  let start = '';
  let beginning: ReturnType<typeof createBeginning> | undefined;
  let rest: ReturnType<typeof createRest> | undefined;

  function read(piece: string): void {
    if (piece === '') return;
    if (state === 'beginning') readBeginning(piece);
    else if (state === 'object') readObject(piece);
    else if (state === 'rest') readRest(piece);
    else output.release(piece);
  }

  function readBeginning(piece: string): void {
    start += piece;
    if (beginning === undefined) {
      if (start === '{') return;
      if (start.startsWith('{"')) return readObject(start);
      beginning = createBeginning();
      piece = start;
    }
    const begun = beginning.read(piece);
    start = beginning.held();
    if (!begun) return;
    if (begun.isJson) readObject(begun.value);
    else {
      state = 'text';
      output.release(begun.value);
    }
    read(begun.behind);
  }

  function readObject(piece: string): void {
    start = '';
    state = 'object';
    const place = scanner.place();
    const value = scanner.read(piece);
    output.release(toValidJson(value, place));
    if (!scanner.hasEnded()) return;
    state = 'rest';
    readRest(piece.slice(value.length));
  }

  function readRest(piece: string): void {
    if (rest === undefined && isBlank(piece)) return;
    rest ??= createRest(output.text(), openNext);
    rest.read(piece);
  }

  /** Whether text behind the whole value may be more than brackets, fences and tokens that say nothing. */
  function hasRest(): boolean {
    return rest !== undefined && !rest.isNothing();
  }

  return {
    read,
    start: (): string => start,
    isComplete: (): boolean =>
      state === 'rest' ? !hasRest() : start !== '' && isEmptyValue(start),
    hasRest,
    /** The text that was not released, because it may not belong to the arguments. */
    held: (): string => start + (rest?.held() ?? ''),
    clear(): void {
      start = '';
      rest = undefined;
    },
  };
}

function createReleasedText() {
  let text = '';
  /** The text that was released and not yet taken. */
  let released = '';

  function takeAll(): string {
    const taken = released;
    released = '';
    return taken;
  }

  return {
    text: (): string => text,
    release(piece: string): void {
      text += piece;
      released += piece;
    },
    take(): string {
      const taken = takeAll();
      if (!endsInHalf(taken)) return taken;
      const { text: whole, half } = withoutHalf(taken);
      released = half;
      return whole;
    },
    takeAll,
  };
}
