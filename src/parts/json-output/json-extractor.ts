import { createCandidate } from './candidate';
import type { JsonShape } from './json-shape';
import { createReading, type End, type Release, type State, type Step } from './reading';
import { type Behind, createRest } from './rest';
import { createSearch } from './search';
import { type Segment, segment } from './thinking-tags';
import { createThought } from './thought';
import { createValue } from './value';

/**
 * Takes the JSON out of a text with thoughts, fences and prose around it, as the text arrives. The rule:
 * 1. Thoughts in tags, where the answer or a line begins, are reasoning and are not searched. A closing tag alone makes
 *    reasoning of all that came before it.
 * 2. A value that begins where the answer (behind its thoughts), a line or a fence begins is the answer, if its first key is
 *    one of the schema's. It ends with its last bracket; the rest is dropped.
 * 3. A value in running prose may be an example, and one with another key may be the schema, so nothing goes out. When the
 *    answer has ended a value in a fence wins, else the last whole one that has what the schema requires, else the last whole
 *    one; of an answer that a limit cut short the unfinished one.
 * 4. A text without a value, or that is one as a whole, comes out whole at the end.
 * `{}` is no answer where the schema requires a property, as long as there is another value.
 * @param release when a value of rule 2 goes out.
 */
export function createJsonExtractor(shape: JsonShape, release: Release) {
  const reading = createReading(shape, release);
  let state: State = createSearch(reading, 0);

  function open(step: Step): State {
    switch (step.to) {
      case 'search':
        return createSearch(reading, step.isBehind ? 1 : 0);
      case 'candidate':
        return createCandidate(reading, step);
      case 'thought':
        return createThought(reading, step.opening);
      case 'value':
        return createValue(reading);
      case 'rest':
        return createRest(reading, (): Behind => createJsonExtractor(shape, 'at the end'));
    }
  }

  return {
    /** Takes a piece of the answer and gives what goes out now. */
    push(text: string): Segment[] {
      reading.out = [];
      for (let step = state.read(text); step; step = state.read(step.text)) state = open(step);
      return reading.out;
    },
    /**
     * Sends a value that waits to be asked for: another part comes, and the order of the parts is to be kept. A value that
     * has turned out to be a thought stays.
     */
    release(): Segment[] {
      if (reading.release !== 'when asked' || !state.hasValue || state.isFollowed?.()) return [];
      reading.release = 'at once';
      const value = reading.held.join('');
      reading.held = [];
      return segment('text', value);
    },
    /** What is left to go out at the end. */
    end: (answer: End): Segment[] => state.end(answer),
    /** Whether there is a value: one that has begun, or a whole one in prose. */
    hasValue: (): boolean => state.hasValue || reading.lastWhole !== undefined,
    /** Whether the value that went out was followed by a closing tag of thoughts and by another value. */
    isContradicted: (): boolean => reading.release === 'at once' && state.isFollowed?.() === true,
  };
}
