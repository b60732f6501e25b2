import { describe, expect, test } from 'vitest';
import type { AnswerSettings } from '../../../src/chat/response/answer-reader';
import { createReader } from '../../support/create-reader';
import { chunkOf, eventOf } from '../../support/scripted-model';

const JSON_OUTPUT: Partial<AnswerSettings> = { json: { objectOnly: true } };

function callFrame(index: number, json: string, id?: string): string {
  const call = { index, id, function: { name: id && 'weather', arguments: json } };
  return eventOf(chunkOf({ tool_calls: [call] }));
}

const textFrame = (content: string) => eventOf(chunkOf({ content }));
const CALL = [callFrame(0, '{"a', 'c1'), callFrame(0, '":'), callFrame(0, '1}')];
const TEXT = ['{"a', '":', '1}'].map(textFrame);

/** What the deltas of each read say, by type. */
function deltasOf(settings: Partial<AnswerSettings>, reads: string[]): string[][] {
  const reader = createReader(settings);
  return reads.map((read) =>
    reader.feed(read).flatMap((part) => ('delta' in part ? [`${part.type} ${part.delta}`] : [])),
  );
}

describe('deltas that come in one read', () => {
  test.each([
    ["a tool's input is one", {}, CALL, ['tool-input-delta {"a":1}']],
    ['JSON output is one', JSON_OUTPUT, TEXT, ['text-delta {"a":1}']],
    [
      'text for people stays as it was sent',
      {},
      TEXT,
      ['text-delta {"a', 'text-delta ":', 'text-delta 1}'],
    ],
    [
      'two calls in turns stay apart',
      {},
      [...CALL, callFrame(1, '{"b', 'c2'), callFrame(1, '":2}')],
      ['tool-input-delta {"a":1}', 'tool-input-delta {"b":2}'],
    ],
    [
      'beside raw chunks each delta follows its own',
      { includeRawChunks: true },
      CALL,
      ['tool-input-delta {"a', 'tool-input-delta ":', 'tool-input-delta 1}'],
    ],
  ])('%s', (_, settings, frames, expected) => {
    expect(deltasOf(settings, [frames.join('')])).toEqual([expected]);
  });

  test('no delta waits for the next read', () => {
    expect(deltasOf({}, CALL)).toEqual([
      ['tool-input-delta {"a'],
      ['tool-input-delta ":'],
      ['tool-input-delta 1}'],
    ]);
  });
});
