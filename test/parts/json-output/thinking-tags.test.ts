import { expect, test } from 'vitest';
import { createThinkingTags, type Segment } from '../../../src/parts/json-output/thinking-tags';

function read(pieces: readonly string[]): { reasoning: string; text: string } {
  const tags = createThinkingTags();
  const segments: Segment[] = [...pieces.flatMap(tags.push), ...tags.end()];
  const of = (wanted: Segment['kind']) =>
    segments.map(({ kind, text }) => (kind === wanted ? text : '')).join('');
  return { reasoning: of('reasoning'), text: of('text') };
}

test.each<[what: string, text: string, reasoning: string, rest: string]>([
  ['no tag', 'Hello <b>you</b>', '', 'Hello <b>you</b>'],
  ['white space before a text stays', ' \n Hello', '', ' \n Hello'],
  ['think', '<think>Hm.</think>\n\nHello', 'Hm.', 'Hello'],
  ['thinking, in other case', '\n<Thinking>Hm.</THINKING>Hello', 'Hm.', 'Hello'],
  ['reasoning', '<reasoning>Hm.</reasoning> Hello', 'Hm.', 'Hello'],
  ['thought', '<thought>a < b</thought>Hello', 'a < b', 'Hello'],
  ['Kimi', '◁think▷Hm.◁/think▷Hello', 'Hm.', 'Hello'],
  ['Mistral', '[THINK]Hm.[/THINK]Hello', 'Hm.', 'Hello'],
  [
    'gpt-oss',
    '<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Hello',
    'Hm.',
    'Hello',
  ],
  [
    'gpt-oss without the end of its thought',
    '<|channel|>analysis<|message|>Hm.<|channel|>final<|message|>Hello',
    'Hm.',
    'Hello',
  ],
  [
    'gpt-oss with a format and an end',
    '<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final <|constrain|>json<|message|>{}<|return|>',
    'Hm.',
    '{}',
  ],
  ['gpt-oss without a thought', '<|channel|>final<|message|>Hello<|return|>', '', 'Hello'],
  ['an attribute', '<thinking mode="deep">Hm.</thinking>\nHello', 'Hm.', 'Hello'],
  ['a namespace', '<seed:think>Hm.</seed:think>Hello', 'Hm.', 'Hello'],
  ['Gemma', '<|channel>thought\nHm.<channel|>Hello', '\nHm.', 'Hello'],
  ['Cohere', '<|START_THINKING|>Hm.<|END_THINKING|>Hello', 'Hm.', 'Hello'],
  ['MedGemma', '<unused94>Hm.<unused95>Hello', 'Hm.', 'Hello'],
  ['Claude as an artifact', '<antThinking>Hm.</antThinking>Hello', 'Hm.', 'Hello'],
  ['a longer name', '<chain_of_thought>Hm.</chain_of_thought>Hello', 'Hm.', 'Hello'],
  ['a tag about reasons', '<reasons>Hm.</reasons>', '', '<reasons>Hm.</reasons>'],
  ['the longer closing tag', '<think>Hm.</thinking>Hello', 'Hm.', 'Hello'],
  ['the shorter closing tag', '<thinking>Hm.</think>Hello', 'Hm.', 'Hello'],
  ['a tag that opens nothing', '<think />Hello', '', 'Hello'],
  ['a closing tag alone at the start', '\n</think>\n\nHello', '', 'Hello'],
  ['tokens that are no tag', '<|im_start|>Hello', '', '<|im_start|>Hello'],
  ['two thoughts', '<think>A</think> <think>B</think>Hello', 'AB', 'Hello'],
  ['a tag later on stays', 'Hello <think>Hm.</think>', '', 'Hello <think>Hm.</think>'],
  ['a thought that does not end', '<think>Hm. </thi', 'Hm. </thi', ''],
  ['another tag', '<table>', '', '<table>'],
  ['half a tag', '<thin', '', '<thin'],
  ['another closing tag in the thought', '<think>a </b> c</think>Hello', 'a </b> c', 'Hello'],
])('%s', (_what, text, reasoning, rest) => {
  expect(read([text])).toEqual({ reasoning, text: rest });
  expect(read([...text])).toEqual({ reasoning, text: rest });
});

test('a thought streams', () => {
  const { push } = createThinkingTags();
  expect(['<th', 'ink>H', 'm', '</think>', 'Hi'].map(push)).toEqual([
    [],
    [{ kind: 'reasoning', text: 'H' }],
    [{ kind: 'reasoning', text: 'm' }],
    [],
    [{ kind: 'text', text: 'Hi' }],
  ]);
});

test.each<[what: string, piece: string, thought: string]>([
  ['thoughts', '<think>A</think>', 'A'],
  ['closing tags', '</think>\n', ''],
  ['thoughts of gpt-oss', '<|channel|>analysis<|message|>A<|end|>', 'A'],
  ['closed thoughts and closing tags', '<think>A</think></think>', 'A'],
])('a hundred thousand %s in one piece', (_what, piece, thought) => {
  const count = 100_000;
  expect(read([`${piece.repeat(count)}Hello`])).toEqual({
    reasoning: thought.repeat(count),
    text: 'Hello',
  });
});
