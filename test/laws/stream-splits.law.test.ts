import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { withoutJsonCuts } from './fold';
import { law } from './law';
import { MODES } from './modes';
import { bytesOf, type Call, comparable, streamed } from './read-answer';
import {
  anyFixture,
  bodyOf,
  callOf,
  editedFixture,
  FIXTURES,
} from './stream-arbitraries/fixture-streams';
import { oddDocument } from './stream-arbitraries/odd-frames';
import { oddStream } from './stream-arbitraries/odd-streams';
import { chunksOf, lengths } from './stream-arbitraries/texts';

/** The same bytes say the same, cut as they may be: also amid a character, a line end or a name. */
async function splitChangesNothing(bytes: Uint8Array, split: number[], call: Call): Promise<void> {
  const read = async (chunks: Uint8Array[]) => {
    const { parts, rejection } = await streamed({ chunks }, call);
    return comparable({ parts: withoutJsonCuts(parts, call), rejection });
  };
  deepStrictEqual(await read(chunksOf(bytes, split)), await read([bytes]));
}

describe('byte by byte', () => {
  test.each(FIXTURES)('$name', (fixture) =>
    splitChangesNothing(bodyOf(fixture), [1], callOf(fixture)),
  );
});

law(
  'a fixture in any pieces',
  { values: fc.tuple(anyFixture, lengths), runs: 300 },
  ([fixture, split]) => splitChangesNothing(bodyOf(fixture), split, callOf(fixture)),
);

law(
  'an edited fixture in any pieces',
  { values: fc.tuple(editedFixture, lengths), runs: 300 },
  ([{ fixture, text }, split]) => splitChangesNothing(bytesOf(text), split, callOf(fixture)),
);

const body = fc.oneof(
  { weight: 3, arbitrary: oddStream },
  { weight: 1, arbitrary: oddDocument.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

law(
  'an odd body in any pieces',
  { values: fc.tuple(body, lengths, fc.constantFrom(...MODES), fc.boolean()), runs: 700 },
  ([text, split, { call }, includeRawChunks]) =>
    splitChangesNothing(bytesOf(text), split, {
      ...call,
      options: { ...call.options, includeRawChunks },
    }),
);
