import { expect, test } from 'vitest';
import { toDifferences, toIds } from '../../scripts/models/differences';

const TAKES_ALL = {
  rejectsSamplingParameters: false,
  rejectsBudgetThinking: false,
  rejectsForcedToolUse: false,
};

test('a model that the catalogue knows otherwise is named with the fact', () => {
  expect(toDifferences(['claude-opus-4-6'], () => TAKES_ALL)).toEqual([]);
  expect(toDifferences(['claude-fable-5-1'], () => TAKES_ALL)).toEqual([
    'claude-fable-5-1 (Claude Fable and Mythos 5.1 and later): sampling settings: no here, yes there',
    'claude-fable-5-1 (Claude Fable and Mythos 5.1 and later): a thinking budget: no here, yes there',
    'claude-fable-5-1 (Claude Fable and Mythos 5.1 and later): forced tools: no here, yes there',
  ]);
});

test('ids are read from declarations, each once', () => {
  expect(toIds(`type Id = "claude-b-5" | 'claude-a-5.5' | "claude-b-5" | (string & {})`)).toEqual([
    'claude-a-5.5',
    'claude-b-5',
  ]);
});
