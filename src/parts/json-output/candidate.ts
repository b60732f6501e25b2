import { parseJson } from '../../json/parse-json';
import { toValidJson } from '../../json/valid-json';
import { chooseValue } from './choose-value';
import { createJsonValidator } from './json-validator';
import { noteValue, type Reading, type State, type Step, sendsAtOnce } from './reading';
import { segment } from './thinking-tags';

/** Reads a value that is not certain to be the answer, or to be a value at all. */
export function createCandidate(
  reading: Reading,
  { isElement = false, ...how }: { waitsForKey?: boolean; isElement?: boolean },
): State {
  const validator = createJsonValidator();
  const seen = createSeenText();
  let waitsForKey = how.waitsForKey;
  let hasQuote = false;
  let isList: boolean | undefined;

  function readCharacter(piece: string, at: number): Step | undefined {
    const character = piece.charAt(at);
    const wasInString = validator.isInString();
    const validity = validator.step(character);
    if (waitsForKey && wasInString && !validator.isInString()) {
      waitsForKey = false;
      if (isKey(seen.with(piece.slice(0, at + 1)))) return openValue(seen.with(piece));
    }
    if (validity === 'complete') return complete(piece, at);
    if (validity === 'invalid') return giveUp(piece);
    const isQuote = !wasInString && validator.isInString();
    if (isQuote || (!hasQuote && character.trim() !== '')) seen.markDoubt(at);
    hasQuote ||= isQuote;
    return undefined;
  }

  /** @param start the beginning of an object, up to the end of its first key. */
  function isKey(start: string): boolean {
    const key = parseJson(toValidJson(start.slice(1)));
    return typeof key === 'string' && reading.shape.keys?.includes(key) === true;
  }

  function openValue(text: string): Step {
    if (sendsAtOnce(reading)) reading.prose = '';
    return { to: 'value', text };
  }

  /** @param at the index of the last bracket, at which the search looks back: a value behind it does not begin the answer. */
  function complete(piece: string, at: number): Step {
    if (!isElement) noteValue(reading, seen.with(piece.slice(0, at + 1)));
    reading.prose += seen.with(piece.slice(0, at));
    return { to: 'search', text: piece.slice(at), isBehind: true };
  }

  function giveUp(piece: string): Step {
    seen.keep(piece);
    const { settled, doubtful } = seen.parts();
    reading.isInBrokenList ||= isList === true && reading.shape.objectOnly;
    reading.prose += settled;
    return { to: 'search', text: doubtful, isBehind: true };
  }

  return {
    read(piece: string): Step | undefined {
      isList ??= piece.startsWith('[');
      for (let at = 0; at < piece.length; at++) {
        const step = readCharacter(piece, at);
        if (step) return step;
      }
      seen.keep(piece);
      return undefined;
    },
    end({ isComplete }) {
      const unfinished = seen.with('');
      const whole = reading.prose + unfinished;
      return segment('text', chooseValue(reading, { whole, unfinished, isComplete }));
    },
    hasValue: false,
  };
}

/**
 * The text of the value in the pieces before this one. If it turns out to be none, the search goes on behind the first
 * character of `doubtful`, which is its last quote: what was taken for a string may hold the beginning of a value.
 */
function createSeenText() {
  let settled = '';
  let doubtful = '';
  /** Where `doubtful` begins in this piece, if it does. */
  let start: number | undefined;

  return {
    with: (piece: string): string => settled + doubtful + piece,
    markDoubt(at: number): void {
      start = at;
    },
    /** The piece has been read. */
    keep(piece: string): void {
      if (start === undefined) doubtful += piece;
      else {
        settled += doubtful + piece.slice(0, start);
        doubtful = piece.slice(start);
      }
      start = undefined;
    },
    parts: () => ({ settled, doubtful }),
  };
}
