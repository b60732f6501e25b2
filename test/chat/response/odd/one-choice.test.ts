import { expect, test } from 'vitest';
import { createReader } from '../../../support/create-reader';

type Choice = Record<string, unknown>;

const says = (index: number, content: string, more: Choice = {}): Choice => ({
  index,
  delta: { content },
  ...more,
});
const calls = (index: number, name: string, more: Choice = {}): Choice => ({
  index,
  delta: { tool_calls: [{ index: 0, id: `id-${name}`, function: { name, arguments: '{}' } }] },
  ...more,
});
const role = (index: number): Choice => ({ index, delta: { role: 'assistant', content: '' } });
const ends = (index: number, finish_reason: string): Choice => ({
  index,
  delta: {},
  finish_reason,
});

/** What an answer says whose frames have these choices. */
function read(frames: Choice[][], more: object = {}): string {
  const reader = createReader();
  const texts = frames.map((choices) => `data: ${JSON.stringify({ choices, ...more })}\n\n`);
  const parts = [...reader.feed(texts.join('')), ...reader.feed('data: [DONE]\n\n')];
  return parts
    .flatMap((part) => {
      if (part.type === 'text-delta') return part.delta;
      if (part.type === 'tool-call') return `[${part.toolName} ${part.input}]`;
      if (part.type === 'error') return 'error';
      return part.type === 'finish' ? ` ${part.finishReason} ${part.usage.outputTokens}` : [];
    })
    .join('');
}

test.each<[what: string, frames: Choice[][], said: string]>([
  [
    'two in turn',
    [[says(0, 'A')], [says(1, 'x')], [says(0, 'B')], [says(1, 'y')], [ends(0, 'stop')]],
    'AB stop',
  ],
  [
    'two in each frame',
    [
      [says(0, 'A'), says(1, 'x')],
      [says(1, 'y'), says(0, 'B')],
      [ends(0, 'stop'), ends(1, 'stop')],
    ],
    'AB stop',
  ],
  [
    'a role under 0, the text under 1',
    [[role(0)], [says(1, 'A')], [says(1, 'B')], [ends(1, 'stop')]],
    'AB stop',
  ],
  [
    'a role under 0, the text under 1, in each frame',
    [
      [role(0), says(1, 'A')],
      [role(0), says(1, 'B')],
      [role(0), ends(1, 'stop')],
    ],
    'AB stop',
  ],
  ['text under 1, the end under 0', [[says(1, 'A')], [ends(0, 'length')]], 'A length'],
  [
    'the other one at its limit',
    [[says(0, 'A')], [says(1, 'x')], [ends(1, 'length')], [ends(0, 'stop')]],
    'A stop',
  ],
  [
    'two candidates of a call',
    [[calls(0, 'f'), calls(1, 'g')], [ends(0, 'tool_calls')]],
    '[f {}] tool-calls',
  ],
  [
    'two candidates of a call in turn',
    [[calls(0, 'f')], [calls(1, 'g')], [ends(0, 'tool_calls')], [ends(1, 'tool_calls')]],
    '[f {}] tool-calls',
  ],
  [
    'text and its call in two choices',
    [[says(0, 'A'), calls(1, 'f', { finish_reason: 'tool_calls' })]],
    'A[f {}] tool-calls',
  ],
  [
    'a text that has stopped, and a call',
    [[says(0, 'A', { finish_reason: 'stop' }), calls(1, 'f', { finish_reason: 'tool_calls' })]],
    'A stop',
  ],
  ['all under 1', [[role(1)], [says(1, 'A')], [ends(1, 'stop')]], 'A stop'],
])('%s', (_what, frames, said) => {
  expect(read(frames)).toBe(`${said} undefined`);
});

test('the usage of all choices counts', () => {
  const usage = { prompt_tokens: 3, completion_tokens: 7 };
  expect(read([[says(0, 'A'), { ...says(1, 'x'), usage }], [ends(0, 'stop')]])).toBe('A stop 7');
});

test('the whole response: one of two', () => {
  const reader = createReader();
  const choices = ['A', 'B'].map((content, index) => ({
    index,
    message: { content },
    finish_reason: 'stop',
  }));
  const parts = [...reader.feed(JSON.stringify({ choices })), ...reader.end()];
  expect(parts.flatMap((part) => ('delta' in part ? part.delta : []))).toEqual(['A']);
});
