import { toObject } from '../json/values';

/** A model in Heroku's list (heroku-surface.md §4). Values that nobody has listed stay strings. */
export type ListedModel = {
  id: string;
  /** Such as `text-to-text`, `text-to-embedding`, `text-to-image`, `text-to-score`. */
  types: string[];
  regions: string[];
  state?: string | undefined;
  deprecationDate?: string | undefined;
  eolDate?: string | undefined;
  replacement?: string | undefined;
};

/** Reads the body of `GET /available-models`. Undefined if it is not such a list. */
export function readModelList(body: unknown): ListedModel[] | undefined {
  if (!Array.isArray(body)) return undefined;
  const models = body.map(toListedModel).filter((model) => model !== undefined);
  return models.length === 0 && body.length > 0 ? undefined : models;
}

function toListedModel(value: unknown): ListedModel | undefined {
  const model = toObject(value);
  if (typeof model?.model_id !== 'string') return undefined;
  return {
    id: model.model_id,
    types: toStrings(model.type),
    regions: toStrings(model.regions),
    state: toText(model.state),
    deprecationDate: toText(model.deprecation_date),
    eolDate: toText(model.eol_date),
    replacement: toText(model.replacement_model),
  };
}

const toText = (value: unknown) => (typeof value === 'string' ? value : undefined);

const toStrings = (value: unknown): string[] =>
  [value].flat().filter((item) => typeof item === 'string');

/** Whether the model has reached its end of life. */
export function isEnded({ eolDate }: ListedModel, now: number): boolean {
  const end = Date.parse(eolDate ?? '');
  return !Number.isNaN(end) && end <= now;
}

/** Whether it answers chats. A list without types, as in 2025, says nothing. */
export const isChatModel = ({ types }: ListedModel) =>
  types.length === 0 || types.includes('text-to-text');
