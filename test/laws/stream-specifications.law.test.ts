import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { asVersion, comparableVersion } from '../support/versions';
import { law } from './law';
import { MODES } from './modes';
import { bytesOf, type Call, comparable, generated, type Sent, streamed } from './read-answer';
import { callOf, editedFixture } from './stream-arbitraries/fixture-streams';
import { oddDocument } from './stream-arbitraries/odd-frames';
import { oddStream } from './stream-arbitraries/odd-streams';
import { chunksOf, readSizes } from './stream-arbitraries/texts';

const version = fc.constantFrom('v3' as const, 'v4' as const);
type Version = 'v3' | 'v4';

/** Whatever comes, a model of v3 or v4 gives what one of v2 gives, in its form. So the laws of v2 hold for all of them. */
async function isTranslated(sent: Sent, call: Call, version: Version): Promise<void> {
  // Neither temperature nor tool is sent as it is: each kind of warning is there.
  const options = { temperature: 2, seed: 1, ...call.options };
  const as = <T extends object>(value: T) => asVersion(version, 'heroku', value);
  const [before, after] = await Promise.all(
    [undefined, version].map((version) => streamed(sent, { ...call, options, version })),
  );
  deepStrictEqual(comparable(after?.rejection), comparable(before?.rejection));
  deepStrictEqual(
    comparable(after?.parts.map(comparableVersion)),
    comparable(before?.parts.map(as)),
  );
  const [whole, later] = await Promise.all(
    [undefined, version].map((version) => generated(sent, { ...call, options, version })),
  );
  if (whole && 'result' in whole && later && 'result' in later) {
    deepStrictEqual(comparableVersion(later.result), as(whole.result));
  } else {
    deepStrictEqual(comparable(later), comparable(whole));
  }
}

law(
  'an edited fixture',
  { values: fc.tuple(editedFixture, readSizes, fc.boolean(), version), runs: 200 },
  ([{ fixture, text }, split, isLost, version]) =>
    isTranslated({ chunks: chunksOf(bytesOf(text), split), isLost }, callOf(fixture), version),
);

law(
  'an odd stream',
  { values: fc.tuple(oddStream, readSizes, fc.constantFrom(...MODES), version), runs: 300 },
  ([text, split, { call }, version]) =>
    isTranslated({ chunks: chunksOf(bytesOf(text), split) }, call, version),
);

law(
  'an odd document',
  { values: fc.tuple(oddDocument, fc.constantFrom(...MODES), version), runs: 200 },
  ([value, { call }, version]) =>
    isTranslated(
      { chunks: [bytesOf(JSON.stringify(value))], contentType: 'application/json' },
      call,
      version,
    ),
);
