import { createJsonScanner } from '../../json/json-scanner';
import { toValidJson } from '../../json/valid-json';
import { type Reading, type State, type Step, sendsAtOnce, write } from './reading';
import { segment } from './thinking-tags';

/** Reads the value that is the answer, up to its last bracket. */
export function createValue(reading: Reading): State {
  const scanner = createJsonScanner();
  return {
    read(text: string): Step | undefined {
      const place = scanner.place();
      const read = scanner.read(text);
      const value = toValidJson(read, place);
      if (sendsAtOnce(reading)) write(reading, 'text', value);
      else reading.held.push(value);
      return scanner.hasEnded() ? { to: 'rest', text: text.slice(read.length) } : undefined;
    },
    end: () => segment('text', reading.held.join('')),
    hasValue: true,
  };
}
