import { InvalidResponseDataError, type LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { createTooLongError, MAX_CHARACTERS } from '../../src/http/limits';
import type { PartsReader } from '../../src/parts/parts-reader';
import { createReader } from '../support/create-reader';
import { chunkOf, DONE, eventOf } from '../support/scripted-model';

const MEBI = 'x'.repeat(1024 * 1024);
const COUNT = MAX_CHARACTERS / MEBI.length;

/** Feeds `opening` and then the piece until the answer ends; how many pieces that took. */
function feed(reader: PartsReader, opening: string, piece: string) {
  const parts: LanguageModelV2StreamPart[] = reader.feed(opening);
  let count = 0;
  while (!reader.hasEnded && count < 2 * COUNT) {
    parts.push(...reader.feed(piece));
    count++;
  }
  return { parts, count };
}

const TOOL_CALL = chunkOf({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f' } }] });
const MORE_INPUT = eventOf(chunkOf({ tool_calls: [{ function: { arguments: MEBI } }] }));

describe('beyond 64 Mi characters the answer ends with a clear error', () => {
  test.each<[what: string, opening: string, piece: string, words: string]>([
    ['a line without end', `${eventOf(chunkOf({ content: 'Once' }))}data:`, MEBI, 'an event'],
    [
      'an event without end',
      `${eventOf(chunkOf({ content: 'Once' }))}data:`,
      `${MEBI}\ndata:`,
      'an event',
    ],
    ['a JSON body without end', '{"choices":"', MEBI, 'body'],
    ['a JSON body of many lines', '{"choices":[\n', `"${MEBI}",\n`, 'body'],
    ['an HTML page without end', '<html>', MEBI, 'body'],
    ['an HTML page of many lines', '<html>\n', `${MEBI}\n`, 'body'],
    ["a call's arguments", eventOf(TOOL_CALL), MORE_INPUT, "a tool call's input"],
  ])('%s', (_what, opening, piece, words) => {
    const { parts, count } = feed(createReader(), opening, piece);
    expect(count).toBeGreaterThanOrEqual(COUNT);
    expect(count).toBeLessThanOrEqual(COUNT + 1);

    const errors = parts.filter((part) => part.type === 'error').map((part) => part.error);
    expect(errors).toHaveLength(1);
    expect(InvalidResponseDataError.isInstance(errors[0])).toBe(true);
    expect(String(errors[0])).toContain(words);
    expect(String(errors[0])).toContain(`longer than ${MAX_CHARACTERS} characters`);
    expect(parts.some((part) => part.type === 'tool-call')).toBe(false);
    expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: 'error' });
  });
});

test('a stream as a whole has no limit', () => {
  const reader = createReader();
  const event = eventOf(chunkOf({ content: MEBI }));
  let length = 0;
  for (let i = 0; i < COUNT + 8; i++) {
    for (const part of reader.feed(event))
      if (part.type === 'text-delta') length += part.delta.length;
  }
  expect(length).toBeGreaterThan(MAX_CHARACTERS);
  expect(reader.feed(eventOf(chunkOf({}, 'stop')) + DONE).at(-1)).toMatchObject({
    type: 'finish',
    finishReason: 'stop',
  });
});

test('nor have the calls of a stream together', () => {
  const reader = createReader();
  let length = 0;
  for (const id of ['a', 'b']) {
    reader.feed(eventOf(chunkOf({ tool_calls: [{ id, function: { name: 'f' } }] })));
    for (let i = 0; i < COUNT / 2 + 1; i++) {
      for (const part of reader.feed(MORE_INPUT)) {
        if (part.type === 'tool-input-delta') length += part.delta.length;
      }
    }
  }
  expect(length).toBeGreaterThan(MAX_CHARACTERS);
  expect(reader.hasEnded).toBe(false);
});

test('the error names what is too long and the limit', () => {
  expect(createTooLongError('the answer').message).toContain(
    'the answer longer than 67108864 characters',
  );
});
