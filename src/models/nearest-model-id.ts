import { nearestName } from '../json/nearest-name';
import { MODEL_IDS } from './model-ids';

/**
 * The known id that was probably meant by one that Heroku refuses: the one whose parts all stand in it, in any order
 * (`anthropic.claude-sonnet-4-5-v1` is Heroku's `claude-4-5-sonnet`), else its misspelling. Undefined for a known id, and if none is near.
 * @param known default: the ids that this package knows.
 */
export function nearestModelId(
  id: string,
  known: readonly string[] = MODEL_IDS,
): string | undefined {
  if (known.includes(id)) return undefined;
  const parts = new Set(partsOf(id));
  const [longest] = known
    .filter((knownId) => partsOf(knownId).every((part) => parts.has(part)))
    .sort((a, b) => b.length - a.length);
  return longest ?? nearestName(id, known);
}

const partsOf = (id: string) => id.toLowerCase().split(/[^a-z\d]+/);
