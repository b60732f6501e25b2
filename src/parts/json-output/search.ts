import { chooseValue } from './choose-value';
import { forgetValues, type Reading, type State, type Step, sendsAtOnce, write } from './reading';
import { segment } from './thinking-tags';
import { REACH, TRIGGER, toSearchPattern } from './value-starts';

/**
 * Looks for what decides: a value, or a tag.
 * @param from where the search begins; what is before it is only looked back at.
 */
export function createSearch(reading: Reading, from: number): State {
  const pattern = toSearchPattern(reading.shape);
  /** The end of the text, as far as it decides what comes next, so that no split changes the answer; reading goes on at `at`. */
  let tail = '';
  let at = from;

  function keepEnd(): undefined {
    const dropped = Math.max(0, tail.length - 2 * REACH);
    const end = Math.max(at, tail.length - REACH);
    const begun = tail.slice(end).search(TRIGGER);
    at = (begun < 0 ? tail.length : end + begun) - dropped;
    reading.prose += tail.slice(0, dropped);
    tail = tail.slice(dropped);
  }

  return {
    read(text: string): Step | undefined {
      tail += text;
      pattern.lastIndex = at;
      const found = pattern.exec(tail);
      if (found === null) return keepEnd();
      reading.prose += tail.slice(0, found.index);
      const isElement = reading.isInBrokenList && BEFORE_ELEMENT.test(tail.slice(0, found.index));
      return toStep(reading, tail.slice(found.index), { ...found.groups, isElement });
    },
    end: ({ isComplete }) =>
      segment('text', chooseValue(reading, { whole: reading.prose + tail, isComplete })),
    hasValue: false,
  };
}

type Found = { [group in 'opening' | 'closing' | 'keyed' | 'empty' | 'list' | 'inProse']?: string };

/** @param text begins with what was found. */
function toStep(reading: Reading, text: string, found: Found & { isElement: boolean }): Step {
  const { opening, closing, keyed, empty, list, inProse, isElement } = found;
  if (opening !== undefined) return { to: 'thought', text: text.slice(opening.length), opening };
  if (closing !== undefined) {
    if (reading.prose.trim()) write(reading, 'reasoning', reading.prose);
    forgetValues(reading);
    return { to: 'search', text: text.slice(closing.length) };
  }
  if (isElement) return { to: 'candidate', text, isElement };
  const { keys, required } = reading.shape;
  const waitsForKey = keyed !== undefined && keys !== undefined;
  const isLacking = empty !== undefined && Boolean(required?.length);
  if (waitsForKey || isLacking || list !== undefined || inProse !== undefined) {
    return { to: 'candidate', text, waitsForKey };
  }
  if (sendsAtOnce(reading)) reading.prose = '';
  return { to: 'value', text };
}

const BEFORE_ELEMENT = /[[,]\s{0,30}$/;
