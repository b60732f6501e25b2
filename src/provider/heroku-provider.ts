import { v2 } from '../specification/v2';
import { createModels } from './create-models';
import type { HerokuModels, HerokuProviderSettings } from './settings';

/** The provider: a function from model ids to models, and what a provider registry needs. */
export interface HerokuProvider extends HerokuModels<'v2'> {}

/**
 * A provider for Heroku Managed Inference, for AI SDK 5. (AI SDK 6 and 7: `ai-sdk-provider-heroku/v3` and `/v4`.)
 *
 * ```ts
 * const heroku = createHeroku({ attachment: 'HEROKU_INFERENCE_TEAL' });
 * const { text } = await generateText({ model: heroku('claude-4-5-sonnet'), prompt: 'Hello' });
 * ```
 *
 * Throws InvalidArgumentError for a setting that is misspelt or has the wrong type. A missing key, a missing model id and
 * a malformed URL throw, at the call, errors that name what is wrong and the cheapest remedy.
 */
export function createHeroku(settings: HerokuProviderSettings = {}): HerokuProvider {
  return createModels(settings, v2);
}

/** The provider with default settings: everything comes from the variables INFERENCE_URL, INFERENCE_KEY, INFERENCE_MODEL_ID. */
export const heroku: HerokuProvider = /* @__PURE__ */ createHeroku();
