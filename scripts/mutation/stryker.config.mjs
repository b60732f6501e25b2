// One run of Stryker. MUTATION_FILES: the files to mutate, MUTATION_RESULTS: where results go, one a line, MUTATION_SANDBOX: where copies of the repository go.
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'scripts/mutation/vitest.config.ts' },
  plugins: ['@stryker-mutator/vitest-runner', './scripts/mutation/reporter.mjs'],
  reporters: ['lines'],
  mutate: JSON.parse(process.env.MUTATION_FILES ?? '[]'),
  coverageAnalysis: 'perTest',
  concurrency: Number(process.env.MUTATION_WORKERS ?? 1),
  checkers: [],
  // What no test of these rooms reads.
  ignorePatterns: ['/bench', '/dist', '/examples', '/findings', '/.tmp'],
  tempDirName: process.env.MUTATION_SANDBOX,
  // Machines may be busy: a mutant is not found because a test was slow.
  timeoutMS: 20_000,
  timeoutFactor: 5,
  dryRunTimeoutMinutes: 20,
  allowConsoleColors: false,
  logLevel: 'warn',
};
