import {
  type End,
  forgetValues,
  type Reading,
  type State,
  type Step,
  sendsAtOnce,
  write,
} from './reading';
import { type Segment, segment } from './thinking-tags';
import { CLOSING_TAG, OPENING_TAG, REACH } from './value-starts';

/** Reads what comes behind a value and a closing tag. */
export type Behind = {
  push(text: string): Segment[];
  end(answer: End): Segment[];
  hasValue(): boolean;
};

/**
 * Reads what is behind the value. A closing tag there means that the value was a thought, which is too late if it has gone
 * out.
 */
export function createRest(reading: Reading, createBehind: () => Behind): State {
  /** The end of the text, as far as it may be the beginning of a tag. */
  let tail = '';
  /** The text between a value that is held and the closing tag. */
  let between = '';
  let behind: Behind | undefined;
  let segmentsBehind: Segment[] = [];

  function readClosing(rest: string, closing: string): Step | undefined {
    between = between.slice(0, between.length - rest.length - closing.length);
    // If the thought may have begun behind the value, another value is needed to make the first one a thought.
    if (reading.release !== 'at the end' || OPENING_TAG.test(between)) {
      behind = createBehind();
      segmentsBehind = behind.push(rest);
      return undefined;
    }
    write(reading, 'reasoning', toThoughts());
    forgetValues(reading);
    return { to: 'search', text: rest };
  }

  function toThoughts(): string {
    return reading.prose + reading.held.join('') + between;
  }

  return {
    read(text: string): Step | undefined {
      if (behind) {
        segmentsBehind.push(...behind.push(text));
        return undefined;
      }
      tail = tail.slice(-REACH) + text;
      if (!sendsAtOnce(reading)) between += text;
      const found = CLOSING_TAG.exec(tail);
      if (!found) return undefined;
      const [closing] = found;
      return readClosing(tail.slice(found.index + closing.length), closing);
    },
    end: (answer) =>
      behind?.hasValue() && !sendsAtOnce(reading)
        ? [...segment('reasoning', toThoughts()), ...segmentsBehind, ...behind.end(answer)]
        : segment('text', reading.held.join('')),
    hasValue: true,
    isFollowed: () => behind?.hasValue() === true,
  };
}
