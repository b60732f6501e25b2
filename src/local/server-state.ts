import type { Ids } from './ids';
import type { ModelFacts } from './models';
import type { Personality } from './personality';
import type { RuleSwitches } from './rules';

/** What the endpoints of one server share. */
export type ServerState = {
  personality: Personality;
  rules: RuleSwitches;
  models: Readonly<Record<string, ModelFacts>>;
  ids: Ids;
  /** Signatures given out by scripted answers, with the thinking they belong to. */
  issued: Map<string, string>;
  chunkDelayMs: number;
};
