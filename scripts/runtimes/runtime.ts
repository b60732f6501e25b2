import type { Consumer } from '../consumers/consumer';
import type { Target } from './scenario';
import type { Outcome } from './scene-names';

export type Lab = {
  /** Where the packed package, `ai` and zod are installed, and the scenario as `scenario`. */
  consumer: Consumer;
  target: Target;
};

export type Runtime = {
  name: string;
  /** Downloads the runtime and runs the scenario in it. Throws DownloadError. */
  run(lab: Lab): Promise<{ version: string; outcome: Outcome }>;
};
