import type { JSONObject } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import type { ReasoningFragment } from '../../src/parts/chunk';
import { createSignedThought } from '../../src/parts/signed-thought';

/** A thought that these fragments have been written to. */
function thoughtOf(...fragments: ReasoningFragment[]) {
  const thought = createSignedThought();
  for (const { text, metadata } of fragments) {
    if (text) thought.noteText();
    if (metadata) thought.addMetadata(metadata);
  }
  return thought;
}

const text = (value = 'Hm'): ReasoningFragment => ({ text: value });
const signed = (signature: string, more: ReasoningFragment = {}): ReasoningFragment => ({
  ...more,
  metadata: { signature },
});
const redacted = (data: string): ReasoningFragment => ({ metadata: { redacted_thinking: data } });

test.each<[what: string, pieces: JSONObject[], metadata: JSONObject | undefined]>([
  ['nothing', [], undefined],
  ['one signature', [{ signature: 'ab' }], { signature: 'ab' }],
  ['a signature in pieces', [{ signature: 'ab' }, { signature: 'cd' }], { signature: 'abcd' }],
  ['one that is repeated', [{ signature: 'ab' }, { signature: 'ab' }], { signature: 'ab' }],
  ['one that grows', [{ signature: 'ab' }, { signature: 'abcd' }], { signature: 'abcd' }],
  [
    'a piece that ends as the known one',
    [{ signature: 'b' }, { signature: 'ab' }],
    { signature: 'bab' },
  ],
  ['a signature behind a number', [{ signature: 1 }, { signature: 'ab' }], { signature: 'ab' }],
  ['a number behind a signature', [{ signature: 'ab' }, { signature: 1 }], { signature: 1 }],
  ['other keys', [{ signature: 'ab' }, { id: 'r1' }], { signature: 'ab', id: 'r1' }],
])('what came beside the text: %s', (_, pieces, metadata) => {
  expect(thoughtOf(...pieces.map((piece) => ({ metadata: piece }))).metadata()).toEqual(metadata);
});

test.each<
  [what: string, before: ReasoningFragment[], next: ReasoningFragment, own: boolean, is: boolean]
>([
  ['text behind text', [text()], text(), false, false],
  ['text behind signed text', [text(), signed('s')], text(), false, true],
  ['text behind keys that sign nothing', [text(), { metadata: { id: '1' } }], text(), false, false],
  ['text behind a signature that came first', [signed('s')], text(), false, false],
  ['more text behind a signature that came first', [signed('s'), text()], text(), false, false],
  ['nothing behind signed text', [text(), signed('s')], {}, false, false],
  ['the signature again', [text(), signed('s')], signed('s', text()), true, false],
  ['another signature, as an entry of its own', [text(), signed('s')], signed('t'), true, true],
  ['a piece of the signature', [text(), signed('s')], signed('t'), false, false],
  ['a signature behind text that came last', [signed('s'), text()], signed('t'), false, true],
  ['a redacted thought behind a signed one', [text(), signed('s')], redacted('x'), false, true],
  ['the redacted thought again', [redacted('x')], redacted('x'), true, false],
  ['another redacted thought', [redacted('x')], redacted('y'), false, true],
  ['a signature behind a redacted thought', [redacted('x')], signed('s'), true, true],
  ['keys that sign nothing', [text(), signed('s')], { metadata: { id: '2' } }, true, false],
])('another thought begins: %s', (_, before, next, isOwnEntry, is) => {
  expect(thoughtOf(...before).isFollowedBy(next, { isOwnEntry })).toBe(is);
});

test('a signature behind text that came last is again one that text may follow', () => {
  const thought = thoughtOf(signed('s'), text(), signed('t'));
  expect(thought.isFollowedBy(text(), { isOwnEntry: false })).toBe(true);
  const repeated = thoughtOf(signed('s'), text(), signed('s'));
  expect(repeated.isFollowedBy(text(), { isOwnEntry: false })).toBe(false);
});
