import * as ai5 from 'ai';
import * as ai6 from 'ai-v6';
import * as ai7 from 'ai-v7';
import { expect, test } from 'vitest';
import * as v2 from '../../src';
import { judge, toReport } from '../../src/conformance';
import * as v3 from '../../src/v3';
import * as v4 from '../../src/v4';
import { toHerokuSubject } from './heroku-subject';

test.each([
  ['v2', '5', v2, ai5],
  ['v2', '6', v2, ai6],
  ['v2', '7', v2, ai7],
  ['v3', '6', v3, ai6],
  ['v3', '7', v3, ai7],
  ['v4', '7', v4, ai7],
])('our %s model under AI SDK %s: no finding', async (_version, _major, entry, sdk) => {
  const findings = await judge(toHerokuSubject(entry), { sdk });
  expect(toReport(findings)).toBe('Nothing was found.');
});
