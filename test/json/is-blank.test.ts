import { expect, test } from 'vitest';
import { FILLER } from '../../src/chat/request/prompt/filler';
import { isBlank } from '../../src/json/is-blank';

test.each(['', ' ', '\n\t ', '\u00a0', '\ufeff'])('%j is blank', (text) => {
  expect(isBlank(text)).toBe(true);
});

test.each(['.', ' a ', '\u200b', '0'])('%j is not blank', (text) => {
  expect(isBlank(text)).toBe(false);
});

test('the filler is not blank itself and is a fixed point of trimming: Bedrock refuses white space', () => {
  expect(FILLER.trim()).toBe(FILLER);
  expect(isBlank(FILLER)).toBe(false);
});
