import { deepStrictEqual } from 'node:assert/strict';
import fc, { type Arbitrary } from 'fast-check';
import { withoutJsonCuts } from './fold';
import { law } from './law';
import { MODES } from './modes';
import { bytesOf, type Call, comparable, streamed } from './read-answer';
import { anyFixture, bodyOf, callOf, editedFixture } from './stream-arbitraries/fixture-streams';
import { oddStream } from './stream-arbitraries/odd-streams';

/** With raw chunks each frame is parsed by itself; the parts must be the same without. */
async function templateChangesNothing(bytes: Uint8Array, call: Call): Promise<void> {
  const read = async (includeRawChunks: boolean) => {
    const options = { ...call.options, includeRawChunks };
    const { parts, rejection } = await streamed({ chunks: [bytes] }, { ...call, options });
    const said = parts.filter(({ type }) => type !== 'raw');
    return comparable({ parts: withoutJsonCuts(said, call), rejection });
  };
  deepStrictEqual(await read(false), await read(true));
}

/** Texts that hide as something else: keys and values of the frame around them, and what JSON can write in two ways. */
const delta = fc.oneof(
  fc.constantFrom(
    'content',
    'a',
    'assistant',
    '',
    ' ',
    'text',
    '"',
    '\\',
    '\u2028',
    'é',
    '/',
    '\ud83d',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

const literal = fc.tuple(delta, fc.constantFrom('plain', 'ascii', 'slash')).map(([text, style]) => {
  const json = JSON.stringify(text);
  if (style === 'slash') return json.replaceAll('/', '\\/');
  if (style === 'plain') return json;
  return json.replaceAll(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
});

/** Frames around a literal, as text: alike, alike but for a number, and with a second string that looks like the delta. */
const SHAPES: ((literal: string, at: number) => string)[] = [
  (text) => `{"choices":[{"delta":{"content":${text}}}]}`,
  (text, at) => `{"created":${1 + (at >> 3)},"choices":[{"index":0,"delta":{"content":${text}}}]}`,
  (text, at) => `{"created":${1 + at},"choices":[{"delta":{"content":${text}}}]}`,
  (text) => `{"choices":[{"delta":{"content":${text},"refusal":${text}}}],"model":"a"}`,
  (text) => `{"choices":[{"delta":{"content":"a","content":${text}}}]}`,
  (text) => `{"choices":[{"delta":{"reasoning":{"thinking":${text}}}}]}`,
  (text) => `{"choices":[{"delta":{"reasoning_content":${text},"content":null}}]}`,
  (text) => `{"choices":[{"delta":{"content":"a","reasoning":${text}}}]}`,
  (text) =>
    `{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"a","arguments":${text}}}]}}]}`,
  (text) => `{"choices":[{"delta":{"content":[{"type":"text","text":${text}}]}}]}`,
  (text) => `{"choices":[{"finish_reason":"stop","delta":{"content":${text}}}]}`,
  (text) => `{"error":${text},"choices":[{"delta":{"content":"a"}}]}`,
  (text) => `{"message":${text}}`,
];

const similarFrames: Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...SHAPES), fc.array(literal, { minLength: 1, maxLength: 12 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((runs) =>
    runs
      .flatMap(([shape, literals]) => literals.map((text, at) => `data:${shape(text, at)}\n\n`))
      .join(''),
  );

const anyMode = fc.constantFrom(...MODES);

law(
  'frames that are alike say the same, read by template or by themselves',
  { values: fc.tuple(similarFrames, fc.constantFrom('', 'data:[DONE]\n\n'), anyMode), runs: 1500 },
  ([frames, end, { call }]) => templateChangesNothing(bytesOf(frames + end), call),
);

law(
  'an odd stream, read by template or not',
  { values: fc.tuple(oddStream, anyMode), runs: 400 },
  ([text, { call }]) => templateChangesNothing(bytesOf(text), call),
);

law('a fixture, read by template or not', { values: anyFixture, runs: 300 }, (fixture) =>
  templateChangesNothing(bodyOf(fixture), callOf(fixture)),
);

law(
  'an edited fixture, read by template or not',
  { values: editedFixture, runs: 300 },
  ({ fixture, text }) => templateChangesNothing(bytesOf(text), callOf(fixture)),
);
