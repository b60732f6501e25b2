import type { FetchFunction } from '@ai-sdk/provider-utils';
import { get } from '../http/post';
import { readJson } from '../http/read-json';
import { type HerokuModelInfo, toModelList } from '../models/to-model-list';
import { toAttachment } from './attachment';
import { loadUrl } from './environment';

/** Options of `listHerokuModels`. All may be left out. */
export type ListHerokuModelsOptions = {
  /** Where Heroku is, as in `createHeroku`. Default: the variable INFERENCE_URL, else `https://us.inference.heroku.com`. */
  baseURL?: string | undefined;
  /** Replaces the global `fetch`. */
  fetch?: FetchFunction | undefined;
  /** Ends the request. */
  abortSignal?: AbortSignal | undefined;
};

/**
 * The models that Heroku serves: `GET /available-models`, which needs no key and gets none (heroku-surface.md §4). Which of
 * them a key may use it does not say.
 *
 * Throws APICallError with Heroku's own words, LoadSettingError for a malformed URL, an AbortError on abort.
 */
export async function listHerokuModels({
  baseURL,
  fetch,
  abortSignal,
}: ListHerokuModelsOptions = {}): Promise<HerokuModelInfo[]> {
  const url = loadUrl(baseURL, toAttachment('chat', {}), '/available-models');
  const response = await get({ url, fetch, abortSignal, expected: 'a list of models' });
  const { toShown, toError } = await readJson(response, abortSignal);
  const models = toModelList(toShown());
  if (models === undefined) throw toError('no list of models');
  return models;
}
