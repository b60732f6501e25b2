import { chooseValue } from './choose-value';
import { type Reading, type State, type Step, write } from './reading';
import { openThought, segment } from './thinking-tags';

/** Reads a thought behind its opening tag. Nothing in it is searched. */
export function createThought(reading: Reading, opening: string): State {
  const thought = openThought(opening);
  return {
    read(piece: string): Step | undefined {
      const { text, rest } = thought.push(piece);
      write(reading, 'reasoning', text);
      if (rest === undefined) return undefined;
      // The tag may have closed a thought within the thought: only the end tells.
      if (thought.isNested()) reading.release = 'at the end';
      return { to: 'search', text: rest };
    },
    end: ({ isComplete }) => [
      ...segment('reasoning', thought.end()),
      ...segment('text', chooseValue(reading, { whole: reading.prose, isComplete })),
    ],
    hasValue: false,
  };
}
