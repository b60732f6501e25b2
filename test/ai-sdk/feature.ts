import type { createHeroku, HerokuProvider, HerokuProviderSettings } from '../../src';
import type { LocalHeroku } from './local-heroku';
import type { Sdk } from './sdk';

/** The package under test, from the sources or from a tarball. */
export type HerokuPackage = { createHeroku: typeof createHeroku; heroku: HerokuProvider };

/** What a feature is given. */
export type Lab = HerokuPackage & {
  sdk: Sdk;
  local: LocalHeroku;
  /** A model of the local Heroku. Default id: `claude-4-5-sonnet`. */
  model(id?: string, settings?: HerokuProviderSettings): ReturnType<HerokuProvider>;
};

/** One thing that a user does with the AI SDK and Heroku. Throws if it does not work. */
export type Feature = {
  name: string;
  /** The first major of the AI SDK that has what is tested. */
  since?: 6 | 7;
  /** The strict server refuses a request on purpose. Elsewhere a refusal fails the feature. */
  refusal?: true;
  run(lab: Lab): Promise<void>;
};
