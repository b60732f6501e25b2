import { describe, expect, test } from 'vitest';
import { toReplayedReasoning } from '../../../../src/chat/request/prompt/to-replayed-reasoning';
import { assistant, call, reasoning } from '../prompts';

const replayOf = (...parts: Parameters<typeof assistant>) =>
  toReplayedReasoning(assistant(...parts).content, 'heroku');

describe('toReplayedReasoning', () => {
  test.each([
    ['signed thinking', [reasoning('Hm', { signature: 's' })], { thinking: 'Hm', signature: 's' }],
    [
      'byte for byte',
      [reasoning(' Hm,\n\n"é💡" \t', { signature: 's+/=' })],
      { thinking: ' Hm,\n\n"é💡" \t', signature: 's+/=' },
    ],
    [
      'a signature that came after the text: the thinking is in the part before',
      [reasoning('Hm'), 'Hello', reasoning('', { signature: 's' })],
      { thinking: 'Hm', signature: 's' },
    ],
    [
      'redacted thinking',
      [reasoning('', { redacted_thinking: 'xyz' })],
      { redacted_thinking: 'xyz' },
    ],
    [
      'whatever else came with the thinking goes back too',
      [reasoning('Hm', { signature: 's', format: 'v1' })],
      { thinking: 'Hm', signature: 's', format: 'v1' },
    ],
    [
      'a signature over no text',
      [reasoning('', { signature: 's' })],
      { thinking: '', signature: 's' },
    ],
    [
      'the first signed thinking',
      [reasoning('A', { signature: '1' }), call('c'), reasoning('B', { signature: '2' })],
      { thinking: 'A', signature: '1' },
    ],
    [
      'after the calls',
      [call('c'), reasoning('Hm', { signature: 's' })],
      { thinking: 'Hm', signature: 's' },
    ],
  ])('%s', (_, parts, expected) => {
    expect(replayOf(...parts)).toEqual(expected);
  });

  test.each([
    ['no reasoning', ['Hello', call('c')]],
    ['unsigned reasoning', [reasoning('Hm')]],
    ['an empty signature', [reasoning('Hm', { signature: '' })]],
    ["another provider's signature", [reasoning('Hm', { signature: 's' }, 'anthropic')]],
    ['an encrypted block of another kind', [reasoning('Hm', { itemId: 'rs_1' })]],
  ])('%s: nothing to replay', (_, parts) => {
    expect(replayOf(...parts)).toBeUndefined();
  });

  test("the options are read under the provider's own name", () => {
    const { content } = assistant(reasoning('Hm', { signature: 's' }, 'my-heroku'));
    expect(toReplayedReasoning(content, 'my-heroku')).toEqual({ thinking: 'Hm', signature: 's' });
    expect(toReplayedReasoning(content, 'heroku')).toBeUndefined();
  });
});
