import { deepStrictEqual } from 'node:assert/strict';
import fc, { type Arbitrary } from 'fast-check';
import { withoutJsonCuts } from './fold';
import { law } from './law';
import { MODES } from './modes';
import { bytesOf, type Call, comparable, streamed } from './read-answer';
import { anyFixture, bodyOf, callOf, editedFixture } from './stream-arbitraries/fixture-streams';
import { oddStream } from './stream-arbitraries/odd-streams';
import { chunksOf, lengths } from './stream-arbitraries/texts';

/** With raw chunks each frame is parsed by itself; the parts must be the same without, in whatever pieces the bytes come. */
async function templateChangesNothing(
  bytes: Uint8Array,
  call: Call,
  split: number[] = [bytes.length],
): Promise<void> {
  const read = async (includeRawChunks: boolean) => {
    const options = { ...call.options, includeRawChunks };
    const chunks = chunksOf(bytes, includeRawChunks ? [Number.MAX_SAFE_INTEGER] : split);
    const { parts, rejection } = await streamed({ chunks }, { ...call, options });
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

/** Values that may differ from frame to frame: padding, times, and what only looks like them. */
const silent = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[a-zA-Z0-9]{0,12}$/).map((text) => `"${text}"`) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 2_000_000_000 }).map(String) },
  { weight: 1, arbitrary: literal },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'null',
      '{"a":1}',
      '-1',
      '0',
      '1.5',
      '1e5',
      '007',
      '"',
      '[]',
      '"\\u0061"',
    ),
  },
);
const silentKey = fc.constantFrom(
  ...['p', 'obfuscation', 'created', 'padding', 'id', 'model', 'service_tier', 'usage', 'error'],
  ...['message', 'finish_reason', 'content', 'choices', '$&', '__proto__', 'toString'],
);

/** Where the field stands: before the choices, behind them, at both ends, or within them. */
const PLACES: ((field: string, choice: string) => string)[] = [
  (field, choice) => `{${field},"model":"m","choices":[{${choice}}]}`,
  (field, choice) => `{"id":"a","choices":[{${choice}}],${field}}`,
  (field, choice) => `{${field},"choices":[{${choice}}],${field}}`,
  (field, choice) => `{"created":1700000000,"choices":[{${field},${choice}}]}`,
];
const CHOICES: ((literal: string) => string)[] = [
  (text) => `"index":0,"delta":{"content":${text}},"finish_reason":null`,
  (text) => `"delta":{"reasoning":{"thinking":${text}}}`,
  (text) => `"delta":{"tool_calls":[{"index":0,"function":{"name":"a","arguments":${text}}}]}`,
];
const FIELDS = [
  'data:',
  'data: ',
  'event:message\ndata:',
  'event: message\ndata: ',
  ': c\ndata:',
  'id:1\ndata:',
];

/** Frames that are alike but for their deltas and for a field, or two. */
const paddedFrames: Arbitrary<string> = fc
  .record({
    place: fc.constantFrom(...PLACES),
    choice: fc.constantFrom(...CHOICES),
    keys: fc.uniqueArray(silentKey, { minLength: 1, maxLength: 2 }),
    colon: fc.constantFrom(':', ': '),
    fields: fc.constantFrom(...FIELDS),
    frames: fc.array(fc.tuple(literal, silent, silent), { minLength: 3, maxLength: 12 }),
  })
  .map(({ place, choice, keys, colon, fields, frames }) =>
    frames
      .map(([text, ...values]) => {
        const field = keys.map((key, nth) => `"${key}"${colon}${values[nth]}`).join(',');
        return `${fields}${place(field, choice(text))}\n\n`;
      })
      .join(''),
  );

const anyMode = fc.constantFrom(...MODES);
const DONE = 'event:done\ndata:[DONE]\n\n';
/** Also an end amid the answer, with the same frames behind it. */
const anyEnd = fc.constantFrom<(frames: string) => string>(
  (frames) => frames,
  (frames) => `${frames}data:[DONE]\n\n`,
  (frames) => frames + DONE + frames,
  (frames) => `${frames}data:{"error":{"message":"no"}}\n\n${frames}`,
  (frames) => frames.replaceAll('\n', '\r\n') + frames,
  (frames) => frames.replaceAll('\n\n', '\n\r\n'),
  (frames) => frames.slice(0, -1),
  (frames) => frames.slice(0, -5),
);

law(
  'frames that are alike say the same, read by template or by themselves, in any pieces',
  {
    values: fc.tuple(fc.oneof(similarFrames, paddedFrames), anyEnd, anyMode, lengths),
    runs: 2500,
  },
  ([frames, withEnd, { call }, split]) =>
    templateChangesNothing(bytesOf(withEnd(frames)), call, split),
);

law(
  'an odd stream, read by template or not',
  { values: fc.tuple(oddStream, anyMode, lengths), runs: 400 },
  ([text, { call }, split]) => templateChangesNothing(bytesOf(text), call, split),
);

law('a fixture, read by template or not', { values: anyFixture, runs: 300 }, (fixture) =>
  templateChangesNothing(bodyOf(fixture), callOf(fixture)),
);

law(
  'an edited fixture, read by template or not',
  { values: editedFixture, runs: 300 },
  ({ fixture, text }) => templateChangesNothing(bytesOf(text), callOf(fixture)),
);
