import { expect, test } from 'vitest';
import { toWarningV2, toWarningV3, type Warning } from '../../src/specification/warning';
import { functionTool } from '../chat/request/prompts';

const tool = functionTool('look');
const details = 'topK is not sent.';

const WARNINGS: { warning: Warning; v2: object; v3: object }[] = [
  {
    warning: { type: 'unsupported', feature: 'topK', details },
    v2: { type: 'unsupported-setting', setting: 'topK', details },
    v3: { type: 'unsupported', feature: 'topK', details },
  },
  {
    warning: { type: 'compatibility', feature: 'topP', details },
    v2: { type: 'unsupported-setting', setting: 'topP', details },
    v3: { type: 'compatibility', feature: 'topP', details },
  },
  {
    warning: { type: 'unsupported', feature: tool, details },
    v2: { type: 'unsupported-tool', tool, details },
    v3: { type: 'unsupported', feature: 'tool look', details },
  },
  {
    warning: { type: 'other', message: details },
    v2: { type: 'other', message: details },
    v3: { type: 'other', message: details },
  },
];

test.each(WARNINGS)('$v2.type', ({ warning, v2, v3 }) => {
  expect(toWarningV2(warning)).toEqual(v2);
  expect(toWarningV3(warning)).toEqual(v3);
});

test.each([
  ['ai/5.0.277', false],
  ['my-app/1.0 ai/5.0.277', false],
  ['openai/6.1', false],
  [undefined, false],
  ['ai/6.0.326', true],
  ['my-app/1.0 ai/7.0.173', true],
  ['ai/10.0.0', true],
])('the caller %s needs a sentence: %s', (userAgent, isSentence) => {
  const headers = { 'user-agent': userAgent };
  for (const { warning, v2 } of WARNINGS) {
    const sentence = { type: 'other', message: details };
    expect(toWarningV2(warning, headers)).toEqual(isSentence ? sentence : v2);
  }
});
