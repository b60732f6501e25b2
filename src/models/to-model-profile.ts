import { FAMILIES, type ModelFamily, UNKNOWN } from './families';
import type { ModelProfile } from './model-profile';

/**
 * What a model takes, told from its id. Spellings differ (`claude-4-6-sonnet`, `claude-sonnet-4-6`,
 * `us.anthropic.claude-sonnet-4-6-v1:0`) and lead to one row; an id that nobody has seen gets the row of its family.
 */
export function toModelProfile(modelId: string): ModelProfile {
  const id = modelId.toLowerCase();
  return FAMILIES.find((family) => isFamilyOf(family, id)) ?? UNKNOWN;
}

function isFamilyOf({ ids, below, from }: ModelFamily, id: string): boolean {
  const at = id.search(ids);
  if (at < 0) return false;
  // Numbers in front of the family's name, as of a region, are no version of it.
  const version = toVersion(id.slice(at));
  if (from !== undefined && version < toVersion(from)) return false;
  return below === undefined || version < toVersion(below);
}

/** `4-6` and `4.6` -> 406, so that 4.10 is above 4.9. Longer numbers are dates. */
function toVersion(text: string): number {
  const [, major = Number.POSITIVE_INFINITY, minor = 0] =
    /(?<!\d)(\d{1,2})(?:[-.](\d{1,2}))?(?!\d)/.exec(text) ?? [];
  return Number(major) * 100 + Number(minor);
}
