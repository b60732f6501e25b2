/// <reference types="vite/client" />
import { test } from 'vitest';

const modules = import.meta.glob(['../../src/chat/**/*.ts', '../../src/parts/**/*.ts']);

/**
 * A mutant of what is run when files are loaded may keep one from being loaded. A test file that imports it then has no tests,
 * and Stryker would take a run without a failed test for a success.
 */
test.each(Object.entries(modules))('%s can be loaded', async (_file, load) => {
  await load();
});
