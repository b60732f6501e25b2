import { nearestName } from '../json/nearest-name';
import { MODEL_IDS } from './model-ids';

/**
 * The known id that was probably meant by one that Heroku refuses: the one whose words all stand in it, in any order
 * (`anthropic.claude-sonnet-4-5-v1` is Heroku's `claude-4-5-sonnet`), else its misspelling. Undefined for a known id, and if none is near.
 */
export function nearestModelId(id: string): string | undefined {
  if (MODEL_IDS.includes(id)) return undefined;
  const words = new Set(wordsOf(id));
  const [longest] = MODEL_IDS.filter((known) =>
    wordsOf(known).every((word) => words.has(word)),
  ).sort((a, b) => b.length - a.length);
  return longest ?? nearestName(id, MODEL_IDS);
}

const wordsOf = (id: string) => id.toLowerCase().split(/[^a-z\d]+/);
