// A reporter of Stryker: each result as it comes, one a line, so that a run that is stopped leaves what it has found.
import { appendFileSync } from 'node:fs';

class LinesReporter {
  #write = (line) => appendFileSync(process.env.MUTATION_RESULTS, `${JSON.stringify(line)}\n`);

  onMutationTestingPlanReady({ mutantPlans }) {
    for (const { mutant } of mutantPlans) this.#write({ planned: mutant.fileName });
  }

  onMutantTested({ fileName, mutatorName, replacement, location, status, statusReason }) {
    this.#write({ fileName, mutatorName, replacement, location, status, statusReason });
  }
}

export const strykerPlugins = [{ kind: 'Reporter', name: 'lines', injectableClass: LinesReporter }];
