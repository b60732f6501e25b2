import * as ai5 from 'ai';
import * as ai6 from 'ai-v6';
import * as ai7 from 'ai-v7';
import { expect, test } from 'vitest';
import { OTHER } from '../../examples/other-provider/other-subject';
import { judge, toReport } from '../../src/conformance';

test.each([
  ['5', ai5],
  ['6', ai6],
  ['7', ai7],
])('the provider of the guide under AI SDK %s: no finding', async (_major, sdk) => {
  expect(toReport(await judge(OTHER, { sdk }))).toBe('Nothing was found.');
});
