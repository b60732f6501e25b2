import { defineConfig, mergeConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import config from '../../vitest.config';

/** Tests that lie as the changed file does come first: they find most mutants, and the first failure ends the run. */
class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const related = this.ctx.config.related?.[0] ?? '';
    const steps = related.replace(/^.*\/src\//, '').split(/[/.]/);
    const nearness = ({ moduleId }: TestSpecification) => {
      const own = moduleId.replace(/^.*\/test\//, '').split(/[/.]/);
      const different = steps.findIndex((step, index) => step !== own[index]);
      return different < 0 ? steps.length : different;
    };
    return [...files].sort((a, b) => nearness(b) - nearness(a));
  }
}

/** The tests that Stryker runs. MUTATION_TESTS: globs of their files, as JSON. */
export default defineConfig(() => {
  const merged = mergeConfig(config, { test: { sequence: { sequencer: NearestFirst } } });
  merged.test.projects = undefined;
  // Cases of each law: enough to find most mutants.
  merged.test.env = { LAW_RUNS: '100' };
  merged.test.include = JSON.parse(process.env.MUTATION_TESTS ?? '[]');
  return merged;
});
