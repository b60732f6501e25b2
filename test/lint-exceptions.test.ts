import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { overrides } = JSON.parse(
  readFileSync(new URL('../biome.json', import.meta.url), 'utf8'),
) as { overrides: unknown[] };

test('functions of src have limits, and no file is an exception', () => {
  expect(overrides).toEqual([
    {
      includes: ['src/**'],
      linter: {
        rules: {
          complexity: {
            noExcessiveCognitiveComplexity: {
              level: 'error',
              options: { maxAllowedComplexity: 15 },
            },
            noExcessiveLinesPerFunction: { level: 'error', options: { maxLines: 60 } },
            useMaxParams: { level: 'error', options: { max: 3 } },
          },
        },
      },
    },
  ]);
});
