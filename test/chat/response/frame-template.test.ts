import { describe, expect, test } from 'vitest';
import { createFrameTemplate } from '../../../src/chat/response/frame-template';
import { toChunk } from '../../../src/chat/response/to-chunk';

const textFrame = (content: string, more = {}) =>
  JSON.stringify({ id: 'a', model: 'm', choices: [{ index: 0, delta: { content } }], ...more });

/** Reads like the answer reader: what the template does not know is parsed and taught. */
function read(frames: string[]): (string | undefined)[] {
  const template = createFrameTemplate();
  return frames.map((data) => {
    const known = template.read(data);
    if (known === undefined) template.learn(data, toChunk(JSON.parse(data)));
    return known?.text ?? known?.reasoning?.[0]?.text ?? known?.toolCalls?.[0]?.arguments;
  });
}

test('a frame like the last one is known by its delta', () => {
  expect(read([textFrame('Hel'), textFrame('lo'), textFrame(' "you"\n')])).toEqual([
    undefined,
    'lo',
    ' "you"\n',
  ]);
});

test.each([
  ['reasoning', (thinking: string) => ({ reasoning: { thinking } })],
  ['reasoning_content', (reasoning_content: string) => ({ reasoning_content })],
  [
    'the arguments of one call',
    (text: string) => ({ tool_calls: [{ index: 0, function: { name: '', arguments: text } }] }),
  ],
])('%s is read too', (_name, toDelta) => {
  const frame = (text: string) => JSON.stringify({ choices: [{ delta: toDelta(text) }] });
  expect(read([frame('one'), frame('two')])).toEqual([undefined, 'two']);
});

test('the rest of the chunk stays as it was', () => {
  const template = createFrameTemplate();
  const [first, second] = [textFrame('a'), textFrame('b')];
  template.learn(first, toChunk(JSON.parse(first)));
  expect(template.read(second)).toEqual(toChunk(JSON.parse(second)));
});

describe('left to the ordinary reader', () => {
  const first = textFrame('a');
  test.each([
    ['an empty delta', textFrame('')],
    ['another id', textFrame('b', { id: 'c' })],
    ['one more key', textFrame('b', { error: { message: 'x' } })],
    ['a delta that is no string', first.replace('"content":"a"', '"content":["a"]')],
    ['two strings in the place of one', first.replace('"content":"a"', '"content":"a","x":"a"')],
    ['a broken string', first.replace('"content":"a"', '"content":"\\"')],
    ['a part of a frame', first.slice(0, -3)],
    ['[DONE]', '[DONE]'],
  ])('%s', (_name, data) => {
    const template = createFrameTemplate();
    template.learn(first, toChunk(JSON.parse(first)));
    expect(template.read(data)).toBeUndefined();
  });

  test('a frame with two calls', () => {
    const frame = JSON.stringify({
      choices: [
        {
          delta: {
            tool_calls: [{ function: { arguments: 'a' } }, { function: { arguments: 'b' } }],
          },
        },
      ],
    });
    expect(read([frame, frame])).toEqual([undefined, undefined]);
  });

  test('a delta that another part of the chunk repeats where it counts', () => {
    const frame = '{"choices":[{"delta":{"content":"m"}}],"model":"m"}';
    expect(read([frame, frame])).toEqual([undefined, undefined]);
  });
});

test('it learns again when frames change, such as by the second in `created`', () => {
  const frames = [1, 1, 2, 2, 3, 3].map((created) => textFrame('a', { created }));
  expect(read(frames)).toEqual([undefined, 'a', undefined, 'a', undefined, 'a']);
});

test('it stops to learn when each frame is new', () => {
  const frames = Array.from({ length: 20 }, (_, at) => textFrame('a', { created: at + 1 }));
  expect(read([...frames, frames[19] ?? '', frames[19] ?? ''])).toEqual(Array(22).fill(undefined));
});
