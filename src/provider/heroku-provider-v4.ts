import { v4 } from '../specification/v3';
import { createModels } from './create-models';
import type { HerokuModels, HerokuProviderSettings } from './settings';

/** The provider: a function from model ids to models, and what a provider registry needs. */
export interface HerokuProvider extends HerokuModels<'v4'> {
  /** Without it AI SDK 7 takes the provider for one of v2. */
  readonly specificationVersion: 'v4';
}

/** A provider for Heroku Managed Inference, for AI SDK 7. All else is as in the main entry, `ai-sdk-provider-heroku`. */
export function createHeroku(settings: HerokuProviderSettings = {}): HerokuProvider {
  return Object.assign(createModels(settings, v4), { specificationVersion: v4.version });
}

/** The provider with default settings: everything comes from the variables INFERENCE_URL, INFERENCE_KEY, INFERENCE_MODEL_ID. */
export const heroku: HerokuProvider = /* @__PURE__ */ createHeroku();
