import { expect, test } from 'vitest';
import { chooseValue } from '../../../src/parts/json-output/choose-value';
import { createReading } from '../../../src/parts/json-output/reading';

type Ended = Parameters<typeof chooseValue>[1];
type Known = Partial<Pick<ReturnType<typeof createReading>, 'lastWhole' | 'lastFitting'>>;

const FENCED = '```json\n{"a":1}\n```';

test.each<[what: string, ended: Partial<Ended> & { whole: string }, known: Known, chosen: string]>([
  ['a text without JSON', { whole: 'No.' }, {}, 'No.'],
  ['a text that is JSON as a whole', { whole: ' {"a":1}' }, {}, ' {"a":1}'],
  ['an object inside of a JSON string', { whole: '"{\\"a\\":1} "' }, {}, '{"a":1}'],
  ['a JSON string of something else', { whole: '"No."' }, {}, '"No."'],
  ['a fence', { whole: `So:\n${FENCED}` }, {}, '{"a":1}'],
  ['the last of two fences', { whole: `${FENCED}\n\`\`\`\n{"a":2}\n\`\`\`` }, {}, '{"a":2}'],
  ['a fence before one without JSON', { whole: `${FENCED}\n\`\`\`sh\nls\n\`\`\`` }, {}, '{"a":1}'],
  [
    'JSON between two fences is prose',
    { whole: '```sh\nls\n```\n5\n```sh\nls\n```' },
    {},
    '```sh\nls\n```\n5\n```sh\nls\n```',
  ],
  [
    'a fence that fits, before a value in prose',
    { whole: FENCED },
    { lastFitting: '{"a":3}' },
    '{"a":1}',
  ],
  [
    'a value in prose that fits, before a fence that does not',
    { whole: '```\n{"x":1}\n```' },
    { lastFitting: '{"a":3}' },
    '{"a":3}',
  ],
  [
    'a fence that does not fit, before a value that does not',
    { whole: '```\n{"x":1}\n```' },
    { lastWhole: '{"y":3}' },
    '{"x":1}',
  ],
  ['a whole value in prose', { whole: 'So {"y":3}' }, { lastWhole: '{"y":3}' }, '{"y":3}'],
  [
    'one that is unfinished, after nothing',
    { whole: 'So {"a":', unfinished: '{"a":' },
    {},
    '{"a":',
  ],
  [
    'one that is unfinished, after a whole one',
    { whole: 'x', unfinished: '{"a":' },
    { lastWhole: '{"y":3}' },
    '{"y":3}',
  ],
  [
    'one that a limit cut short',
    { whole: 'x', unfinished: '{"a":', isComplete: false },
    { lastWhole: '{"y":3}' },
    '{"a":',
  ],
  [
    'nothing that a limit cut short',
    { whole: 'x', isComplete: false },
    { lastWhole: '{"y":3}' },
    '{"y":3}',
  ],
])('%s', (_, ended, known, chosen) => {
  const reading = createReading({ objectOnly: true, keys: ['a'], required: ['a'] }, 'at the end');
  Object.assign(reading, known);
  expect(chooseValue(reading, { isComplete: true, ...ended })).toBe(chosen);
});
