import { deepStrictEqual } from 'node:assert/strict';
import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import fc, { type Arbitrary } from 'fast-check';
import { expectedOf, withCountedIds } from './expected-answer';
import { type Folded, fold } from './fold';
import { law } from './law';
import {
  JSON_PROMPT,
  JSON_TOOL,
  JSON_TOOL_BESIDE_TOOLS,
  type Mode,
  PLAIN,
  WITH_TOOLS,
} from './modes';
import { bytesOf, generated, streamed } from './read-answer';
import { type Answer, answersCalling } from './stream-arbitraries/answers';
import { type DocumentStyle, documentOf, documentStyle } from './stream-arbitraries/documents';
import { type FrameStyle, frameStyle, framesOf, withClearIds } from './stream-arbitraries/frames';
import { type Framing, framing, toSse } from './stream-arbitraries/framing';
import { hostileName } from './stream-arbitraries/odd-values';
import { chunksOf, readSizes } from './stream-arbitraries/texts';
import { assertWellFormed } from './well-formed';

type Case = {
  mode: Mode;
  answer: Answer;
  frames: FrameStyle;
  framing: Framing;
  document: DocumentStyle;
  split: number[];
};

const casesOf = (mode: Mode, answer: Arbitrary<Answer>): Arbitrary<Case> =>
  fc
    .record({
      mode: fc.constant(mode),
      answer,
      frames: frameStyle,
      framing,
      document: documentStyle,
      split: readSizes,
    })
    .map((one) => ({ ...one, frames: withClearIds(one.answer, one.frames) }));

const plain = casesOf(PLAIN, answersCalling(['weather', 'toString', '__proto__', 'a.b']));
const withTools = casesOf(WITH_TOOLS, answersCalling(WITH_TOOLS.tools.map(({ wire }) => wire)));

/** Answers in which the JSON tool is called once or more, amid other calls or alone; its text is prose. */
const jsonByTool = fc
  .oneof(
    casesOf(JSON_TOOL, answersCalling([JSON_TOOL.jsonTool ?? ''])),
    casesOf(
      JSON_TOOL_BESIDE_TOOLS,
      answersCalling([
        JSON_TOOL_BESIDE_TOOLS.jsonTool ?? '',
        ...JSON_TOOL_BESIDE_TOOLS.tools.map(({ wire }) => wire),
      ]),
    ),
  )
  .filter(({ mode, answer }) => answer.calls.some(({ tool }) => tool === mode.jsonTool))
  // With calls of several tools in turn the JSON would be several blocks of text, as it is with arguments that repeat all
  // before: the last ones wait for what comes next.
  .map((one) => withStyle(one, { interleaved: false }));

function withStyle(one: Case, style: Partial<FrameStyle['fragments']>): Case {
  return { ...one, frames: { ...one.frames, fragments: { ...one.frames.fragments, ...style } } };
}

const sentOf = ({ answer, frames, framing: how, split }: Case) => ({
  chunks: chunksOf(bytesOf(toSse(framesOf(answer, frames), how).text), split),
});
const idsOf = ({ frames }: Case) => frames.fragments.id;

function foldCounted(parts: readonly LanguageModelV2StreamPart[]): Folded {
  const folded = fold(parts);
  return { ...folded, content: withCountedIds(folded.content) };
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Deltas with half a character, though the text of their block has none. */
function tornDeltasOf(parts: readonly LanguageModelV2StreamPart[]): string[] {
  const deltas = new Map<string, string[]>();
  for (const part of parts) {
    if (!('delta' in part)) continue;
    const block = `${part.type} ${part.id}`;
    deltas.set(block, [...(deltas.get(block) ?? []), part.delta]);
  }
  return [...deltas.values()]
    .filter((texts) => !LONE_SURROGATE.test(texts.join('')))
    .flatMap((texts) => texts.filter((text) => LONE_SURROGATE.test(text)));
}

async function streamsAsExpected(one: Case): Promise<void> {
  const { parts, rejection } = await streamed(sentOf(one), one.mode.call);
  deepStrictEqual(rejection, undefined);
  assertWellFormed(parts);
  deepStrictEqual(tornDeltasOf(parts), []);
  deepStrictEqual(foldCounted(parts), expectedOf(one.answer, one.mode, idsOf(one)));
}

law('what the frames carry is what the parts say', { values: plain, runs: 700 }, streamsAsExpected);
law(
  'names with tokens glued on are those of the tools',
  {
    values: fc
      .tuple(
        withTools,
        fc.constantFrom('<|channel|>commentary', '<|channel|>json', ':0', '\n', ' <|call|>'),
      )
      .map(([one, glued]) => withStyle(one, { glued })),
    runs: 300,
  },
  streamsAsExpected,
);
law(
  'tools have the names that the caller gave them',
  { values: withTools, runs: 300 },
  streamsAsExpected,
);
law(
  'the arguments of the JSON tool are the text',
  { values: jsonByTool, runs: 300 },
  streamsAsExpected,
);

law(
  'a whole response says what a stream of the same content says',
  { values: fc.oneof(plain, withTools, jsonByTool), runs: 500 },
  async (one) => {
    const { mode, answer } = one;
    const document = bytesOf(documentOf(answer, one.document, idsOf(one)));
    const chunks = chunksOf(document, one.split);
    const expected = expectedOf(answer, mode, idsOf(one));
    const whole = await generated({ chunks, contentType: 'application/json' }, mode.call);
    const folded = await generated(sentOf(one), mode.call);
    const { parts } = await streamed({ chunks }, mode.call);
    assertWellFormed(parts);
    deepStrictEqual(foldCounted(parts), expected);
    for (const answerOf of [whole, folded]) {
      if ('rejection' in answerOf) throw answerOf.rejection;
      const { content, finishReason, usage, providerMetadata } = answerOf.result;
      deepStrictEqual(
        {
          content: withCountedIds(content),
          finish: { finishReason, usage, providerMetadata },
          errors: [],
        },
        expected,
      );
    }
  },
);

/** JSON with a fence and prose around it, as models write it although they were told not to. */
const proseAround = fc.record({
  before: fc.constantFrom('', 'Here it is:\n', 'I looked [1] and {found}: '),
  fence: fc.constantFrom('', '```json\n', '```\n'),
  entries: fc.dictionary(
    fc.oneof(hostileName, fc.string({ maxLength: 6 })),
    fc.jsonValue({ maxDepth: 2 }),
    {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    },
  ),
  after: fc.constantFrom('', '\nDone {x}.', ' [2]'),
});

law(
  'JSON in a text comes out without what is around it',
  {
    values: fc.tuple(proseAround, casesOf(JSON_PROMPT, answersCalling(['weather']))),
    runs: 300,
  },
  async ([{ before, fence, entries, after }, one]) => {
    const json = JSON.stringify(entries);
    const text = before + fence + json + (fence && '\n```') + after;
    const said = { ...one, answer: { ...one.answer, text } };
    const expected = expectedOf({ ...one.answer, text: json }, one.mode, idsOf(one));
    const { parts } = await streamed(sentOf(said), one.mode.call);
    assertWellFormed(parts);
    deepStrictEqual(foldCounted(parts), expected);
  },
);

law(
  'a signature that comes last is kept, once',
  {
    values: plain
      .filter(({ answer }) => answer.signature !== undefined)
      .map((one): Case => ({ ...one, frames: { ...one.frames, signature: 'late' } })),
    runs: 200,
  },
  async (one) => {
    const { parts } = await streamed(sentOf(one), one.mode.call);
    assertWellFormed(parts);
    const { content } = foldCounted(parts);
    const reasoning = content.filter((part) => part.type === 'reasoning');
    deepStrictEqual(reasoning.map(({ text }) => text).join(''), one.answer.reasoning);
    deepStrictEqual(
      reasoning.flatMap(({ providerMetadata }) => providerMetadata ?? []),
      [{ heroku: { signature: one.answer.signature } }],
    );
    const { content: whole } = expectedOf(one.answer, one.mode, idsOf(one));
    const others = ({ type }: { type: string }) => type !== 'reasoning';
    deepStrictEqual(content.filter(others), whole.filter(others));
  },
);
