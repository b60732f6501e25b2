import { toArray, toNonEmptyString, toObject } from '../../../json/values';
import type { SourceFragment } from '../../../parts/chunk';

/** `annotations` of type `url_citation`, or `citations`: URLs, or objects with one. */
export function toSources(value: unknown): SourceFragment[] | undefined {
  const sources = (toArray(value) ?? []).flatMap((item) => {
    const citation = toObject(toObject(item)?.url_citation) ?? toObject(item);
    const url = toNonEmptyString(citation?.url) ?? toNonEmptyString(item);
    return url ? [{ url, title: toNonEmptyString(citation?.title) }] : [];
  });
  return sources.length > 0 ? sources : undefined;
}
