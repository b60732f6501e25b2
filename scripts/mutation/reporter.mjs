// A reporter of Stryker: what is planned and each result as it comes, one a line, so that a run that is stopped leaves what it has found.
import { appendFileSync } from 'node:fs';

/** A plan counts lines and columns from zero, in contrast to results. */
const fromOne = ({ line, column }) => ({ line: line + 1, column: column + 1 });

class LinesReporter {
  #write = (line) => appendFileSync(process.env.MUTATION_RESULTS, `${JSON.stringify(line)}\n`);

  onMutationTestingPlanReady({ mutantPlans }) {
    for (const { mutant } of mutantPlans) {
      const { id, fileName, mutatorName, replacement, location } = mutant;
      const [start, end] = [location.start, location.end].map(fromOne);
      this.#write({ id, fileName, mutatorName, replacement, location: { start, end } });
    }
  }

  onMutantTested({ id, status }) {
    this.#write({ id, status });
  }
}

export const strykerPlugins = [{ kind: 'Reporter', name: 'lines', injectableClass: LinesReporter }];
