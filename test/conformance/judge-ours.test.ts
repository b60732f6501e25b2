import * as ai from 'ai';
import * as ai6 from 'ai-v6';
import * as ai7 from 'ai-v7';
import { expect, test } from 'vitest';
import { judge, toReport } from '../../src/conformance';
import { HEROKU } from './heroku-subject';

test.each([
  ['5', ai],
  ['6', ai6],
  ['7', ai7],
])('our model has no finding under AI SDK %s', async (_major, sdk) => {
  expect(toReport(await judge(HEROKU, { sdk }))).toBe('Nothing was found.');
});
