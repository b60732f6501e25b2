import type { createHeroku, HerokuProvider, HerokuProviderSettings } from '../../src';
import type { Entry } from './entries';
import type { LocalHeroku } from './local-heroku';
import type { Sdk } from './sdk';

/** The package under test, from the sources or from a tarball. */
export type HerokuPackage = { createHeroku: typeof createHeroku; heroku: HerokuProvider };

/** What a feature is given. */
export type Lab = HerokuPackage & {
  sdk: Sdk;
  /** Of the package under test. */
  entry: Entry;
  local: LocalHeroku;
  /** All that the entry exports. */
  namespace: HerokuPackage;
  /** A model of the local Heroku. Default id: `claude-4-5-sonnet`. */
  model(id?: string, settings?: HerokuProviderSettings): ReturnType<HerokuProvider>;
};

/** One thing that a user does with the AI SDK and Heroku. Throws if it does not work. */
export type Feature = {
  name: string;
  /** The first major of the AI SDK that has what is tested. */
  since?: 6 | 7;
  /**
   * Runs with each entry that the major takes, also where the adapters of the AI SDK stand between: the short list of what they
   * could change. All other features run with the entry that is made for the major.
   */
  anyEntry?: true;
  /** Wraps the model as it is: AI SDK 6 then loses finish reason and usage of a v2 model, and runs no tools. */
  wraps?: true;
  /** The strict server refuses a request on purpose. Elsewhere a refusal fails the feature. */
  refusal?: true;
  run(lab: Lab): Promise<void>;
};
