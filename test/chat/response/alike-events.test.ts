import { createParser } from 'eventsource-parser';
import { describe, expect, test } from 'vitest';
import { createAlikeEvents } from '../../../src/chat/response/alike-events';
import { toChunk } from '../../../src/chat/response/to-chunk';
import type { Chunk } from '../../../src/parts/chunk';

const textFrame = (content: string, more = {}) =>
  JSON.stringify({ id: 'a', model: 'm', choices: [{ index: 0, delta: { content } }], ...more });

const toDelta = ({ text, reasoning, toolCalls }: Chunk) =>
  text ?? reasoning?.[0]?.text ?? toolCalls?.[0]?.arguments;

/** The deltas of a stream, and how many of its events were parsed. */
function read(texts: string[]) {
  const deltas: (string | undefined)[] = [];
  let parsed = 0;
  const parser = createParser({
    onEvent({ data }) {
      parsed++;
      if (data === '[DONE]') return;
      const chunk = toChunk(JSON.parse(data));
      deltas.push(toDelta(chunk));
      alike.learn(data, chunk);
    },
  });
  const alike = createAlikeEvents(
    (text) => parser.feed(text),
    (chunk) => deltas.push(toDelta(chunk)),
  );
  for (const text of texts) alike.feed(text);
  return { deltas, parsed };
}

const eventOf = (data: string) => `event:message\ndata:${data}\n\n`;
const readFrames = (frames: string[]) => read(frames.map(eventOf));

test('an event like the last one is known by its delta', () => {
  const deltas = ['Hel', 'lo', ' "you"\n', '\\', 'é\ud83d\ude00', '/'];
  expect(readFrames(deltas.map((delta) => textFrame(delta)))).toEqual({ deltas, parsed: 1 });
});

test.each([
  ['reasoning', (thinking: string) => ({ reasoning: { thinking } })],
  ['reasoning_content', (reasoning_content: string) => ({ reasoning_content })],
  [
    'the arguments of one call',
    (text: string) => ({ tool_calls: [{ index: 0, function: { name: '', arguments: text } }] }),
  ],
])('%s is read too', (_name, toContent) => {
  const frame = (text: string) => JSON.stringify({ choices: [{ delta: toContent(text) }] });
  expect(readFrames([frame('one'), frame('two')])).toEqual({ deltas: ['one', 'two'], parsed: 1 });
});

test('what else a frame says is said of each', () => {
  const chunks: Chunk[] = [];
  const alike = createAlikeEvents(
    () => alike.learn(frame('a'), toChunk(JSON.parse(frame('a')))),
    (chunk) => chunks.push(chunk),
  );
  const frame = (text: string) => textFrame(text, { service_tier: 'flex' });
  for (const text of ['a', 'b']) alike.feed(eventOf(frame(text)));
  expect(chunks).toEqual([{ text: 'b', serviceTier: 'flex' }]);
});

describe('a field that says nothing may differ', () => {
  test.each<[string, (at: number) => object]>([
    ['a running `created`', (at) => ({ created: 1700000000 + at })],
    ['padding', (at) => ({ obfuscation: 'x'.repeat(at % 7) })],
    ['padding of Bedrock', (at) => ({ p: `abc${at}` })],
    ['a number with a fraction', (at) => ({ took: at + 0.5 })],
    ['two of them', (at) => ({ created: 1 + at, p: `x${at}` })],
  ])('%s', (_name, more) => {
    const frames = [1, 2, 3, 4, 5].map((at) => textFrame(`${at}`, more(at)));
    expect(readFrames(frames)).toEqual({ deltas: ['1', '2', '3', '4', '5'], parsed: 2 });
  });

  test('with a space behind the colon', () => {
    const frames = [1, 2, 3].map((at) => textFrame('a', { p: `${at}` }).replace('"p":', '"p": '));
    expect(readFrames(frames).parsed).toBe(2);
  });

  test.each<[string, (at: number) => object]>([
    ['an id', (at) => ({ id: `${at}` })],
    ['a model', (at) => ({ model: `${at}` })],
    ['a time that is none', (at) => ({ created: -at })],
    ['an error', (at) => ({ error: `${at}` })],
    ['a finish reason', (at) => ({ finish_reason: `${at}` })],
    ['a service tier', (at) => ({ service_tier: `${at}` })],
    ['usage', (at) => ({ usage: at })],
    ['an index', (at) => ({ choices: [{ index: at, delta: { content: 'a' } }] })],
    ['another type each time', (at) => ({ p: at % 2 ? at : `${at}` })],
  ])('but not %s, which is read', (_name, more) => {
    const frames = [1, 2, 3, 4].map((at) => textFrame('a', more(at)));
    expect(readFrames(frames).parsed).toBe(4);
  });

  test.each([
    ['an object', '{"a":1}'],
    ['a string with an escape', '"\\u0061"'],
    ['a number that is none', '007'],
    ['another number', '1e5'],
  ])('unless it has %s', (_name, value) => {
    const frame = (p: string) => textFrame('a').replace('"id"', `"p":${p},"id"`);
    const events = [
      frame(value.startsWith('"') ? '"x"' : '1'),
      frame(value.startsWith('"') ? '"y"' : '2'),
    ];
    let parsed = '';
    const alike = createAlikeEvents(
      (text) => {
        parsed = text;
        const data = text.slice('event:message\ndata:'.length, -2);
        if (events.includes(data)) alike.learn(data, toChunk(JSON.parse(data)));
      },
      () => {},
    );
    for (const data of [...events, frame(value)]) alike.feed(eventOf(data));
    expect(parsed).toBe(eventOf(frame(value)));
  });
});

describe('left to the parser of events', () => {
  const first = textFrame('a');
  test.each([
    ['an empty delta', textFrame('')],
    ['another id', textFrame('b', { id: 'c' })],
    ['one more key', textFrame('b', { error: { message: 'x' } })],
    ['a delta that is no string', first.replace('"content":"a"', '"content":["a"]')],
    ['two strings in the place of one', first.replace('"content":"a"', '"content":"a","x":"a"')],
    ['[DONE]', '[DONE]'],
  ])('%s', (_name, data) => {
    expect(readFrames([first, data]).parsed).toBe(2);
  });

  test.each([
    ['another name', `event: ping\ndata:${first}\n\n`],
    ['an id', `id: 1\ndata:${first}\n\n`],
    ['a comment', `: hi\nevent:message\ndata:${first}\n\n`],
    ['a line of JSON', `{"error":"x"}\nevent:message\ndata:${first}\n\n`],
    ['two lines of data', `data:{"id":"a",\ndata:"choices":[{"delta":{"content":"a"}}]}\n\n`],
    ['other line ends', `event:message\r\ndata:${first}\r\n\r\n`],
  ])('an event with %s', (_name, event) => {
    expect(read([event, event, event]).parsed).toBe(3);
  });

  test('a frame with two calls', () => {
    const call = (text: string) => ({ function: { arguments: text } });
    const frame = JSON.stringify({ choices: [{ delta: { tool_calls: [call('a'), call('b')] } }] });
    expect(readFrames([frame, frame]).parsed).toBe(2);
  });

  test('a delta that another part of the frame repeats where it counts', () => {
    const frame = '{"choices":[{"delta":{"content":"m"}}],"model":"m"}';
    expect(readFrames([frame, frame]).parsed).toBe(2);
  });
});

test('in any pieces the same is read, and few events are parsed', () => {
  const frames = Array.from({ length: 40 }, (_, at) => textFrame(`"${at}\n`, { created: 1 + at }));
  const text = [...frames.map(eventOf), 'event:done\ndata:[DONE]\n\n'].join('');
  for (const size of [1, 2, 3, 7, 50, 107, 108, 109, 110, 111, 1000, text.length]) {
    const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    const { deltas, parsed } = read(pieces);
    expect(deltas).toEqual(frames.map((_, at) => `"${at}\n`));
    expect(parsed).toBeLessThan(12);
  }
});

test('an event that began in the piece before is parsed, whatever the next piece looks like', () => {
  const event = eventOf(textFrame('a'));
  expect(read([event, event, 'data: \n', event])).toEqual({ deltas: ['a', 'a', 'a'], parsed: 2 });
});

test('it learns again when frames change', () => {
  const frames = [1, 1, 2, 2, 3, 3].map((id) => textFrame('a', { id }));
  expect(readFrames(frames).parsed).toBe(3);
});

test('it stops to learn when each frame is new', () => {
  const frames = Array.from({ length: 20 }, (_, at) => textFrame('a', { id: `${at}` }));
  const last = frames.at(-1) ?? '';
  expect(readFrames([...frames, last, last]).parsed).toBe(22);
});
