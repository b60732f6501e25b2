import { describe, expect, test } from 'vitest';
import type { AnswerSettings } from '../../src/chat/response/answer';
import { createReader } from '../support/create-reader';
import { chunkOf, eventOf } from '../support/scripted-model';

const JSON_OUTPUT: Partial<AnswerSettings> = { json: { objectOnly: true } };

function callFrame(index: number, json: string, id?: string): string {
  const call = { index, id, function: { name: id && 'weather', arguments: json } };
  return eventOf(chunkOf({ tool_calls: [call] }));
}

const textFrame = (content: string) => eventOf(chunkOf({ content }));

/** The deltas of an object, of ten characters but for the first and the last. */
function objectOf(count: number): string[] {
  const inner = Array.from({ length: count - 2 }, (_, nth) =>
    `${nth}`.padStart(9, '0').concat(' '),
  );
  return ['{"a":"', ...inner, '"}'];
}

const callFrames = (index: number, deltas: string[]) =>
  deltas.map((json, nth) => callFrame(index, json, nth === 0 ? `c${index}` : undefined));

/** The deltas of each read. */
function deltasOf(settings: Partial<AnswerSettings>, reads: string[][]): string[][] {
  const reader = createReader(settings);
  return reads.map((frames) =>
    reader.feed(frames.join('')).flatMap((part) => ('delta' in part ? [part.delta] : [])),
  );
}

const SHORT = objectOf(16);
const LONG = objectOf(3000);

describe.each<[what: string, settings: Partial<AnswerSettings>, (deltas: string[]) => string[]]>([
  ["a tool's input", {}, (deltas) => callFrames(0, deltas)],
  ['JSON output', JSON_OUTPUT, (deltas) => deltas.map(textFrame)],
])('%s that arrives in one read', (_, settings, framesOf) => {
  test('comes out as it was sent if it is short', () => {
    expect(deltasOf(settings, [framesOf(SHORT)])).toEqual([SHORT]);
  });

  test('begins as it was sent and goes on in deltas that grow, so that reading from the beginning for each is cheap', () => {
    const [deltas = []] = deltasOf(settings, [framesOf(LONG)]);
    expect(deltas.join('')).toBe(LONG.join(''));
    expect(deltas.slice(0, 10)).toEqual(LONG.slice(0, 10));
    let length = 0;
    let parsed = 0;
    for (const delta of deltas) parsed += length += delta.length;
    expect(parsed).toBeLessThan(20 * length);
    // None grows so far that a reader waits for most of an object.
    for (const delta of deltas) expect(delta.length).toBeLessThan(length / 10);
  });

  test('is not kept for the next read', () => {
    const reads = framesOf(LONG).map((frame) => [frame]);
    expect(deltasOf(settings, reads).flat()).toEqual(LONG);
  });

  test('follows its raw chunks delta by delta', () => {
    const raw = { ...settings, includeRawChunks: true };
    expect(deltasOf(raw, [framesOf(LONG)])).toEqual([LONG]);
  });
});

test('text for people stays as it was sent', () => {
  expect(deltasOf({}, [LONG.map(textFrame)])).toEqual([LONG]);
});

test('each call begins anew, and two in turns stay apart', () => {
  const frames = [...callFrames(0, LONG), ...callFrames(1, SHORT)];
  expect(deltasOf({}, [frames])[0]?.slice(-SHORT.length)).toEqual(SHORT);

  const [first, second] = [callFrames(0, LONG), callFrames(1, LONG)];
  const inTurns = first.flatMap((frame, nth) => [frame, second[nth] ?? '']);
  expect(deltasOf({}, [inTurns])[0]).toEqual(LONG.flatMap((delta) => [delta, delta]));
});
