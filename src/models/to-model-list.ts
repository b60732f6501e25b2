import type { JSONObject } from '@ai-sdk/provider';
import { toArray, toNonEmptyString, toObject } from '../json/values';

/** What a model makes of what, in Heroku's terms: `text-to-score` is reranking. Other terms are kept as they come. */
export type HerokuModelKind =
  | 'text-to-text'
  | 'text-to-embedding'
  | 'text-to-score'
  | 'text-to-image'
  | (string & {});

/** One model of Heroku's list (heroku-api.md §6). What the list does not say is absent. */
export type HerokuModelInfo = {
  /** The id that `heroku(id)` takes. */
  id: string;
  /** What it is for. */
  kinds: HerokuModelKind[];
  /** Where it is served, such as `us` and `eu`. */
  regions: string[];
  /** `active`, `deprecated`, or what else Heroku writes. */
  state?: string;
  /** When it becomes, or became, deprecated: an ISO date as it came. */
  deprecationDate?: string;
  /** When it ends, or ended: an ISO date as it came. */
  endOfLifeDate?: string;
  /** The id of the model that Heroku recommends instead. */
  replacement?: string;
  /** The entry as it came, with fields that are not known here. */
  raw: JSONObject;
};

/** Entries without an id are left out. Undefined for what is no list, such as one with entries of which none has an id. */
export function toModelList(json: unknown): HerokuModelInfo[] | undefined {
  const entries = toArray(json);
  const models = entries?.flatMap((entry) => {
    const raw = toObject(entry) ?? {};
    const id = toNonEmptyString(raw.model_id);
    return id === undefined ? [] : { id, ...toFacts(raw), raw };
  });
  return models?.length === 0 && entries?.length !== 0 ? undefined : models;
}

function toFacts(raw: JSONObject): Omit<HerokuModelInfo, 'id' | 'raw'> {
  const facts = {
    state: toNonEmptyString(raw.state),
    deprecationDate: toNonEmptyString(raw.deprecation_date),
    endOfLifeDate: toNonEmptyString(raw.eol_date),
    replacement: toNonEmptyString(raw.replacement_model),
  };
  const known = Object.entries(facts).filter(([, fact]) => fact !== undefined);
  return {
    kinds: toStrings(raw.type),
    regions: toStrings(raw.regions),
    ...Object.fromEntries(known),
  };
}

/** The strings of a list. A string in place of a list is taken for a list of one. */
function toStrings(value: unknown): string[] {
  const values = toArray(value) ?? [value];
  return values.filter((item) => toNonEmptyString(item) !== undefined) as string[];
}
