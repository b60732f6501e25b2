import { expect, test } from 'vitest';
import type { Segment } from '../../../src/parts/json-output/thinking-tags';
import { createWholeThinkingTags } from '../../../src/parts/json-output/whole-thinking-tags';

function read(pieces: readonly string[]): { reasoning: string; text: string } {
  const tags = createWholeThinkingTags();
  const segments: Segment[] = [...pieces.flatMap(tags.push), ...tags.end()];
  const of = (wanted: Segment['kind']) =>
    segments.map(({ kind, text }) => (kind === wanted ? text : '')).join('');
  return { reasoning: of('reasoning'), text: of('text') };
}

test.each<[what: string, text: string, reasoning: string, rest: string]>([
  ['on a line', 'A greeting.\n</thinking>\n\nHello!', 'A greeting.\n', 'Hello!'],
  ['at the end of a line', 'A greeting.</think>\nHello!', 'A greeting.', 'Hello!'],
  ['at the beginning of a line', 'A greeting.\n</think>Hello!', 'A greeting.\n', 'Hello!'],
  ['at the end', 'A greeting.\n</think>', 'A greeting.\n', ''],
  ['before a thought with both tags', 'A\n</think>\n<think>B</think>\nHello!', 'A\nB', 'Hello!'],
  ['within a line, which may speak of it', 'Write </think> there.', '', 'Write </think> there.'],
  [
    'whose opening tag stands before it',
    'Write:\n<think>\na\n</think>\nDone.',
    '',
    'Write:\n<think>\na\n</think>\nDone.',
  ],
  ['behind a thought', '<think>A</think>\nB\n</think>\nC', 'A', 'B\n</think>\nC'],
  ['that is none', 'Hello <b>you</b>\n</b>', '', 'Hello <b>you</b>\n</b>'],
])('a closing tag alone, %s', (_what, text, reasoning, rest) => {
  for (const pieces of [[text], [...text], ['', text]]) {
    expect(read(pieces)).toEqual({ reasoning, text: rest });
  }
});

test('what is held goes out when another part comes, and later text has no thoughts', () => {
  const tags = createWholeThinkingTags();
  expect(tags.push('A look.\n</think>\nI look.')).toEqual([]);
  expect(tags.release()).toEqual([
    { kind: 'reasoning', text: 'A look.\n' },
    { kind: 'text', text: 'I look.' },
  ]);
  expect(tags.push('B\n</think>\n')).toEqual([]);
  expect(tags.end()).toEqual([{ kind: 'text', text: 'B\n</think>\n' }]);
});
