import { deepStrictEqual, ok } from 'node:assert/strict';
import fc, { type Arbitrary } from 'fast-check';
import { createReader } from '../support/create-reader';
import { fold } from './fold';
import { law } from './law';
import { lengths, piecesOf } from './stream-arbitraries/texts';

/** What models write while they think: drafts, the schema, half a brace (field-reports.md A1). */
const thoughtText = fc
  .array(
    fc.constantFrom(
      'Maybe {"n": 10}. ',
      '{"type":"object","properties":{"n":{"type":"number"}}}',
      '\n{"n": 11}\n',
      '```json\n{"n": 13}\n```',
      'half a { brace',
      '{"n": "',
      'a < b, <b>',
      ' ',
      '💡',
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((pieces) => pieces.join(''));

type Thought = { written: string; thought: string };

const CHANNEL = '<|channel|>analysis<|message|>';
const tagged: Arbitrary<Thought> = fc
  .tuple(
    fc.constantFrom(
      ['<think>', '</think>\n'],
      ['<thinking>', '</thinking>'],
      ['<reasoning>', '</reasoning>\n\n'],
      ['<thought>', '</thought>'],
      ['<chain_of_thought>', '</chain_of_thought>\n'],
      ['<think>', '</thinking>\n'],
      ['<antThinking>', '</antThinking>'],
      ['◁think▷', '◁/think▷'],
      [CHANNEL, '<|end|><|start|>assistant<|channel|>final<|message|>'],
    ),
    thoughtText,
  )
  .map(([[opening, closing], thought]) => ({ written: opening + thought + closing, thought }));

const prose = fc
  .array(
    fc.constantFrom('E.g. {"n": 1}. ', 'See [1]. ', 'A set {1, 2}. ', 'Say "{" twice. ', 'Well. '),
    { minLength: 1, maxLength: 3 },
  )
  .map((pieces) => pieces.join(''));

/** Thoughts whose opening tag is missing: nothing in them may look like the answer. */
const untagged: Arbitrary<Thought> = fc
  .tuple(prose, fc.constantFrom('</think>\n', '</reasoning>', '◁/think▷'))
  .map(([thought, closing]) => ({ written: thought + closing, thought }));

/** Thoughts of the same kind with drafts of the answer: only who waits for the end can tell. */
const draft: Arbitrary<Thought> = fc
  .tuple(
    fc.array(fc.constantFrom('Maybe {"n": 10}. ', '\n{"n": 11}\n', '```json\n{"n": 13}\n```\n'), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.constantFrom('\n</think>\n', '</reasoning>', '◁/think▷'),
  )
  .map(([pieces, closing]) => ({
    written: pieces.join('') + closing,
    thought: pieces.join(''),
  }));

const value = fc
  .tuple(
    fc.record({ n: fc.integer({ min: 20 }), s: fc.string(), list: fc.array(fc.json()) }),
    fc.constantFrom(undefined, 2),
  )
  .map(([object, indent]) => JSON.stringify(object, null, indent));

/** In another spelling: what of the text is the answer. */
const SPELLINGS: ((json: string) => { written: string; json: string })[] = [
  (json) => ({ written: json, json }),
  (json) => ({ written: `[${json}]`, json: JSON.stringify(JSON.parse(json)) }),
  (json) => ({ written: `[\n${json}\n]`, json: JSON.stringify(JSON.parse(json)) }),
  (json) => ({ written: `[${json},\n${json}]`, json: `[${json},\n${json}]` }),
  (json) => ({ written: `[\n${json}, {"n": 1}]`, json: `[\n${json}, {"n": 1}]` }),
  (json) => ({ written: `{"$NAME": ${json}}`, json: JSON.stringify(JSON.parse(json)) }),
  (json) => ({
    written: json.replace('{', '{\u00a0').replace('"s":', '"t": "a\n\tb",\u202f"s":'),
    json: json.replace('{', '{ ').replace('"s":', '"t": "a\\n\\tb", "s":'),
  }),
];

/** How the value is brought in, and what follows. */
const around = fc.constantFrom(
  ['', ''],
  ['\n', '\n'],
  ['```json\n', '\n```'],
  ['\n```\n', '\n```\nDone [2].'],
  ['Here it is: ', ''],
  ['So ', ' I hope that helps {x}.'],
  ['', '\n<think>Is it {"n": 15?</think>'],
);

/** An answer in pieces, read with these settings: its text is the value, and the thoughts are reasoning. */
function assertRead(
  pieces: readonly string[],
  {
    isBuffered,
    ...shape
  }: { isBuffered?: boolean; toolName?: string; keys?: string[]; required?: string[] },
  json: string,
  thoughts: readonly Thought[],
): void {
  const reader = createReader({ isBuffered, json: { objectOnly: true, ...shape } });
  const frames = pieces.map((content) => ({ choices: [{ delta: { content } }] }));
  const finish = { choices: [{ delta: {}, finish_reason: 'stop' }] };
  const parts = [...frames, finish].flatMap((frame) =>
    reader.feed(`data: ${JSON.stringify(frame)}\n\n`),
  );
  const { content, errors } = fold([...parts, ...reader.feed('data: [DONE]\n\n')]);
  deepStrictEqual(errors, []);
  const textOf = (kind: string) =>
    content.map((part) => (part.type === kind && 'text' in part ? part.text : '')).join('');
  // White space around a whole text of JSON stays.
  deepStrictEqual(textOf('text').trim(), json);
  let at = 0;
  for (const { thought } of thoughts) {
    const found = textOf('reasoning').indexOf(thought.trim(), at);
    ok(found >= at, `lost: ${thought}`);
    at = found;
  }
}

law(
  'of thoughts, prose, fences and a value the value comes out, and nothing of the thoughts is lost',
  {
    values: fc.tuple(
      fc.array(fc.oneof(tagged, untagged), { maxLength: 2 }),
      fc.option(prose, { nil: '' }),
      value,
      around,
      lengths,
      fc.boolean(),
      fc.constantFrom(...SPELLINGS),
    ),
    runs: 1000,
  },
  async ([thoughts, before, value, [opening, closing], sizes, isToolForced, spell]) => {
    const { written, json } = spell(value);
    // Prose and a fence or a line are told apart by the line.
    const lead = before && opening !== '' && !/^\w/.test(opening) ? `${before}\n` : before;
    const isInline = before !== '' && opening === '';
    const text =
      thoughts.map(({ written }) => written).join('') +
      lead +
      (isInline ? `\n${written}` : opening + written) +
      closing;
    const keys = { keys: ['n', 's', 'list'], required: ['n', 's', 'list'] };
    const settings = [
      { ...keys, isBuffered: true },
      { ...keys, ...(isToolForced && { toolName: 'json' }) },
    ];
    for (const pieces of [[text], piecesOf(text, sizes)]) {
      for (const one of settings) assertRead(pieces, one, json, thoughts);
    }
  },
);

law(
  'drafts before a closing tag alone are thoughts, where the answer is read as a whole',
  {
    values: fc.tuple(fc.array(draft, { minLength: 1, maxLength: 2 }), value, around, lengths),
    runs: 500,
  },
  async ([drafts, json, [opening, closing], sizes]) => {
    const text = drafts.map(({ written }) => written).join('') + opening + json + closing;
    for (const pieces of [[text], piecesOf(text, sizes)]) {
      assertRead(pieces, { isBuffered: true }, json, drafts);
      assertRead(pieces, { toolName: 'json' }, json, drafts);
    }
  },
);
