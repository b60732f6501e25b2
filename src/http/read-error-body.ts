import { MAX_ERROR_CHARACTERS } from './limits';
import { readText, type WaitLimits } from './read-text';

/** The body of an error, as far as it arrives and up to MAX_ERROR_CHARACTERS: half of the words are better than none. */
export async function readErrorBody(response: Response, limits: WaitLimits = {}): Promise<string> {
  const { text } = await readText(response, MAX_ERROR_CHARACTERS, limits);
  return text;
}
