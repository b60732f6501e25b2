import type { HerokuProvider, HerokuProviderSettings } from '../../src';
import type { Exchange } from '../faults/exchange';
import type { Script } from '../faults/fault-server';
import type { Sdk } from './sdk';

/** What a situation is given. */
export type SituationLab = {
  sdk: Sdk;
  /** A provider whose requests are answered by the scripts in turn, the last of them again and again. */
  serve(scripts: Script[], settings?: HerokuProviderSettings): Served;
};

export type Served = {
  heroku: HerokuProvider;
  model: ReturnType<HerokuProvider>;
  /** The requests that arrived. */
  exchanges: Exchange[];
  /** Settles when so many requests have arrived. */
  arrived(count: number): Promise<Exchange>;
};

/**
 * Something that happens on the way between an app and Heroku: an abort, a silence, a lost connection. It runs with the real
 * AI SDK over real HTTP, and throws if what the app sees is wrong.
 */
export type Situation = {
  name: string;
  /** The first major of the AI SDK that has what is tested. */
  since?: 6 | 7;
  run(lab: SituationLab): Promise<void>;
};
