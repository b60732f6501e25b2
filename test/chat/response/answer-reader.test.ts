import { APICallError, JSONParseError, type LanguageModelV2StreamPart } from '@ai-sdk/provider';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnswerSettings } from '../../../src/chat/response/answer';
import type { PartsReader } from '../../../src/parts/parts-reader';
import { createReader } from '../../support/create-reader';
import { chunkOf, DONE, eventOf } from '../../support/scripted-model';

type Part = LanguageModelV2StreamPart;

type Outcome = { parts: Part[]; reader: PartsReader };

/** Feeds the pieces until the answer has ended, and ends it if it has not. */
function read(pieces: string | readonly string[], settings?: Partial<AnswerSettings>): Outcome {
  const reader = createReader(settings);
  let parts: Part[] = [];
  for (const piece of typeof pieces === 'string' ? [pieces] : pieces) {
    if (!reader.hasEnded) parts = parts.concat(reader.feed(piece));
  }
  if (!reader.hasEnded) parts = parts.concat(reader.end());
  return { parts, reader };
}

function textOf(parts: Part[]): string {
  return parts.map((part) => (part.type === 'text-delta' ? part.delta : '')).join('');
}

function errorsOf(parts: Part[]): unknown[] {
  return parts.filter((part) => part.type === 'error').map((part) => part.error);
}

function messagesOf(parts: Part[]): string[] {
  return errorsOf(parts).map((error) => (error instanceof Error ? error.message : 'no Error'));
}

function finishOf(parts: Part[]): string | undefined {
  const finishes = parts.filter((part) => part.type === 'finish');
  expect(finishes).toHaveLength(1);
  expect(parts.at(-1)).toBe(finishes[0]);
  return finishes[0]?.finishReason;
}

const ONCE = chunkOf({ content: 'Once' });
const UPON = chunkOf({ content: ' upon' });
const STOP = chunkOf({}, 'stop');
const USAGE = {
  choices: [],
  usage: { prompt_tokens: 14, completion_tokens: 51, total_tokens: 65 },
};
const WHOLE = {
  id: 'chatcmpl-1',
  choices: [
    { index: 0, message: { role: 'assistant', content: 'Once upon' }, finish_reason: 'stop' },
  ],
};

describe('what ends the answer', () => {
  test.each<[what: string, body: string]>([
    ['[DONE] under done', eventOf(ONCE) + eventOf(STOP) + DONE],
    ['[DONE] under message', eventOf(ONCE) + eventOf(STOP) + eventOf('[DONE]')],
    ['[DONE] without a name', `${eventOf(ONCE)}${eventOf(STOP)}data: [DONE]\n\n`],
    ['[DONE] with white space', `${eventOf(ONCE)}${eventOf(STOP)}data:  [DONE] \t\n\n`],
    ['[DONE] without a finish reason', eventOf(ONCE) + DONE],
    ['event:done with a last frame', eventOf(ONCE) + eventOf(STOP, 'done')],
    ['event:done with words', eventOf(ONCE) + eventOf('bye', 'done')],
    ['event:done with blank data', eventOf(ONCE) + eventOf('', 'done')],
  ])('%s, at once', (_what, body) => {
    const reader = createReader();
    const parts = reader.feed(body);
    expect(reader.hasEnded).toBe(true);
    expect(textOf(parts)).toBe('Once');
    expect(errorsOf(parts)).toEqual([]);
    expect(finishOf(parts)).toBe('stop');
  });

  test.each<[what: string, body: string, text: string]>([
    ['no [DONE]', eventOf(ONCE) + eventOf(STOP), 'Once'],
    ['a last event without its blank line', eventOf(ONCE) + eventOf(STOP).trimEnd(), 'Once'],
    ['a last line broken off', `${eventOf(ONCE)}${eventOf(STOP)}data:{"choi`, 'Once'],
    ['a last line broken off in its field', `${eventOf(ONCE)}${eventOf(STOP)}eve`, 'Once'],
  ])('%s after the finish reason is no error', (_what, body, text) => {
    const { parts } = read(body);
    expect(textOf(parts)).toBe(text);
    expect(errorsOf(parts)).toEqual([]);
    expect(finishOf(parts)).toBe('stop');
  });

  test('a lost connection after the finish reason is no error', () => {
    const reader = createReader();
    reader.feed(eventOf(ONCE) + eventOf(STOP));
    const parts = reader.end(new Error('socket hang up'));
    expect(errorsOf(parts)).toEqual([]);
    expect(finishOf(parts)).toBe('stop');
  });

  test.each<[what: string, body: string]>([
    ['after a frame', eventOf(ONCE)],
    ['within a frame', eventOf(ONCE) + eventOf(UPON).slice(0, 40)],
    ['before the first frame', 'event:message\ndata:{"id'],
  ])('an end before it is an error: %s', (_what, body) => {
    const { parts } = read(body);
    expect(messagesOf(parts)).toEqual([expect.stringContaining('cut off')]);
    expect(errorsOf(parts)[0]).toMatchObject({ isRetryable: true, statusCode: 200 });
    expect(finishOf(parts)).toBe('error');
  });

  test('a lost connection before it says why', () => {
    const reader = createReader();
    reader.feed(eventOf(ONCE));
    const cause = new Error('socket hang up');
    const parts = reader.end(cause);
    expect(errorsOf(parts)[0]).toMatchObject({ cause });
    expect(messagesOf(parts)[0]).toContain('socket hang up');
  });

  test.each([[''], [' \r\n\n'], ['\ufeff']])('an empty body %j is an error', (body) => {
    const { parts, reader } = read(body);
    expect(messagesOf(parts)).toEqual([expect.stringContaining('body was empty')]);
    expect(finishOf(parts)).toBe('error');
    expect(reader.initialError).toMatchObject({ isRetryable: true });
  });

  test('comments alone are an error', () => {
    const { parts } = read(': ping\n\n: ping\n\n');
    expect(errorsOf(parts)).toHaveLength(1);
    expect(finishOf(parts)).toBe('error');
  });
});

describe('frames', () => {
  test.each<[what: string, body: string]>([
    ['without the space', eventOf(ONCE) + eventOf(STOP) + DONE],
    ['with the space', `data: ${JSON.stringify(ONCE)}\n\ndata: ${JSON.stringify(STOP)}\n\n`],
    ['CRLF', (eventOf(ONCE) + eventOf(STOP) + DONE).replaceAll('\n', '\r\n')],
    ['CR', (eventOf(ONCE) + eventOf(STOP) + DONE).replaceAll('\n', '\r')],
    ['a byte order mark', `\ufeff${eventOf(ONCE)}${eventOf(STOP)}`],
    ['comments between', `: hello\n\n${eventOf(ONCE)}: ping\n\n${eventOf(STOP)}`],
    ['ids and retry', `id: 1\nretry: 10\n${eventOf(ONCE)}retry: soon\n${eventOf(STOP)}`],
    ['unknown fields', `x-trace: 1\n${eventOf(ONCE)}${eventOf(STOP)}`],
    ['blank data', `data:\n\n${eventOf(ONCE)}data: \n\n${eventOf(STOP)}`],
    ['pings', `${eventOf('boo', 'ping')}${eventOf(ONCE)}${eventOf('{"x', 'ping')}${eventOf(STOP)}`],
    ['JSON pings', `${eventOf({ type: 'ping' })}${eventOf(ONCE)}${eventOf(STOP)}`],
    [
      'heartbeats under other names',
      `${eventOf('2026-11-28T15:00:00Z', 'heartbeat')}${eventOf(ONCE)}${eventOf({ message: 'Working' }, 'keep-alive')}${eventOf('[PING]')}${eventOf(STOP)}`,
    ],
    [
      'JSON heartbeats with words',
      `${eventOf({ type: 'heartbeat', message: 'Working' })}${eventOf(ONCE)}${eventOf({ status: 'running', message: 'Working' })}${eventOf(STOP)}`,
    ],
    [
      'JSON that is no object',
      `${eventOf('1')}${eventOf('null')}${eventOf('"x"')}${eventOf(ONCE)}${eventOf(STOP)}`,
    ],
    ['no choices', `${eventOf({})}${eventOf(ONCE)}${eventOf({ choices: [] })}${eventOf(STOP)}`],
    [
      'one frame on two data lines',
      `data:{"choices":[{"delta":\ndata:{"content":"Once"}}]}\n\n${eventOf(STOP)}`,
    ],
    [
      'one newline between events',
      `data:${JSON.stringify(ONCE)}\ndata:${JSON.stringify(STOP)}\ndata:[DONE]\n`,
    ],
    [
      'one newline, with names',
      `event:message\ndata:${JSON.stringify(ONCE)}\nevent:message\ndata:${JSON.stringify(STOP)}\n`,
    ],
    ['a whole message', eventOf({ choices: [{ message: { content: 'Once' } }] }) + eventOf(STOP)],
    ['errors that are none', eventOf({ ...ONCE, error: null }) + eventOf({ ...STOP, error: {} })],
    ['usage in a frame of its own', eventOf(ONCE) + eventOf(STOP) + eventOf(USAGE) + DONE],
  ])('%s', (_what, body) => {
    const { parts } = read(body);
    expect(textOf(parts)).toBe('Once');
    expect(errorsOf(parts)).toEqual([]);
    expect(finishOf(parts)).toBe('stop');
  });

  test('usage after the finish reason counts, and {} does not wipe it out', () => {
    const { parts } = read(
      eventOf(ONCE) + eventOf(STOP) + eventOf(USAGE) + eventOf({ usage: {} }) + DONE,
    );
    expect(parts.at(-1)).toMatchObject({ usage: { totalTokens: 65 } });
  });

  test.each<[what: string, frame: string]>([
    ['broken JSON', '{"choices":[{"delta":{"con'],
    ['words', 'upstream went away'],
  ])('%s is an error, and the text after it is still delivered', (_what, frame) => {
    const { parts } = read(eventOf(ONCE) + eventOf(frame) + eventOf(UPON) + eventOf(STOP) + DONE);
    expect(textOf(parts)).toBe('Once upon');
    expect(errorsOf(parts)).toHaveLength(1);
    expect(JSONParseError.isInstance(errorsOf(parts)[0])).toBe(true);
    expect(messagesOf(parts)[0]).toContain(frame);
    expect(finishOf(parts)).toBe('error');
  });

  test('the key does not show in the error of a broken frame', () => {
    const [message] = messagesOf(read(eventOf('{"key":"inf-secret-key"')).parts);
    expect(message).toContain('{"key":');
    expect(message).not.toContain('inf-secret-key');
  });

  test.each<[what: string, frame: object | string, event?: string]>([
    ['an error object', { error: { code: 500, message: 'slow down' } }],
    ['a message alone', { message: 'slow down' }],
    ['an error event', { code: 500, message: 'slow down' }, 'error'],
    ['an error event of words', 'slow down', 'error'],
  ])(
    '%s in mid-stream is an error part, and the text after it is delivered',
    (_what, frame, event) => {
      const { parts, reader } = read(
        eventOf(ONCE) + eventOf(frame, event) + eventOf(UPON) + eventOf(STOP) + DONE,
      );
      expect(textOf(parts)).toBe('Once upon');
      expect(messagesOf(parts)).toEqual(['slow down']);
      expect(reader.initialError).toBeUndefined();
      expect(finishOf(parts)).toBe('error');
    },
  );

  test('an error that stands amid the events as a line of JSON is none less', () => {
    const call = { index: 0, id: 'a', function: { name: 'f', arguments: '{}' } };
    const { parts } = read(
      `${eventOf(ONCE)}{"error":{"message":"slow down"}}\n\n${eventOf(chunkOf({ tool_calls: [call] }))}${eventOf(STOP)}${DONE}`,
    );
    expect(messagesOf(parts)).toEqual(['slow down']);
    expect(parts.filter((part) => part.type === 'tool-call')).toEqual([]);
    expect(finishOf(parts)).toBe('error');
  });

  test('an error frame that carries text loses neither', () => {
    const { parts } = read(eventOf({ ...ONCE, error: { message: 'slow down' } }) + DONE);
    expect(textOf(parts)).toBe('Once');
    expect(messagesOf(parts)).toEqual(['slow down']);
  });

  test('an end after an error adds no second one', () => {
    const { parts } = read(eventOf(ONCE) + eventOf({ error: 'slow down' }));
    expect(messagesOf(parts)).toEqual(['slow down']);
    expect(finishOf(parts)).toBe('error');
  });

  test('a call whose frames were partly unreadable never runs', () => {
    const call = { index: 0, id: 'a', function: { name: 'f', arguments: '{"x":1' } };
    const { parts } = read(
      eventOf(chunkOf({ tool_calls: [call] })) +
        eventOf('{"choices":[{"delta":{"tool_calls":[{"ind') +
        eventOf(chunkOf({ tool_calls: [{ index: 0, function: { arguments: '}' } }] })) +
        eventOf(chunkOf({}, 'tool_calls')) +
        DONE,
    );
    expect(parts.filter((part) => part.type === 'tool-call')).toEqual([]);
    expect(parts.filter((part) => part.type === 'tool-input-end')).toHaveLength(1);
    expect(finishOf(parts)).toBe('error');
  });
});

describe('raw chunks', () => {
  test('one for each JSON frame, before what it says; none for [DONE] and pings', () => {
    const error = { message: 'slow down' };
    const { parts } = read(
      eventOf(ONCE) + eventOf('x', 'ping') + eventOf(error, 'error') + eventOf(STOP) + DONE,
      { includeRawChunks: true },
    );
    const raw = parts.filter((part) => part.type === 'raw').map((part) => part.rawValue);
    expect(raw).toEqual([ONCE, error, STOP]);
    expect(parts[0]?.type).toBe('raw');
  });

  test('none unless asked for', () => {
    expect(read(eventOf(ONCE)).parts.some((part) => part.type === 'raw')).toBe(false);
  });
});

describe('before any part of an answer an error is the answer', () => {
  const role = eventOf(chunkOf({ role: 'assistant' }));
  const usage = eventOf({ ...chunkOf({}), choices: [], usage: { prompt_tokens: 3 } });

  test.each<[what: string, body: string]>([
    ['an empty body', ''],
    ['comments alone', ': ping\n\n'],
    ['a role alone', role],
    ['half a frame', 'data: {"choi'],
    ['a role and half a frame', `${role}data: {"choi`],
    ['[DONE] alone', DONE],
    ['frames without a choice', usage + DONE],
    ['a document without a choice', '{"choices":[]}'],
  ])('%s', (_what, body) => {
    const { parts, reader } = read(body);
    expect(reader.initialError).toMatchObject({ isRetryable: true });
    expect(errorsOf(parts)).toEqual([reader.initialError]);
    expect(finishOf(parts)).toBe('error');
  });

  test.each<[what: string, body: string]>([
    ['a word', eventOf(ONCE)],
    ['a word and half a frame', `${eventOf(ONCE)}data: {"choi`],
  ])('not behind %s', (_what, body) => {
    const { parts, reader } = read(body);
    expect(reader.initialError).toBeUndefined();
    expect(errorsOf(parts)).toHaveLength(1);
  });

  test('an answer that says nothing, and that it has stopped, is none', () => {
    const { parts, reader } = read(role + eventOf(STOP) + DONE);
    expect(reader.initialError).toBeUndefined();
    expect(errorsOf(parts)).toEqual([]);
  });
});

describe('the server refuses', () => {
  test.each<[what: string, body: string]>([
    ['a first frame', eventOf({ error: { code: 429, message: 'slow down' } })],
    [
      'a first frame with id and model',
      eventOf({ id: '1', model: 'm', error: { code: 429, message: 'slow down' } }),
    ],
    [
      'a first frame after pings',
      `: hi\n\n${eventOf('', 'ping')}${eventOf({ type: 'ping' })}${eventOf({ code: 429, message: 'slow down' })}`,
    ],
    ['a first error event', eventOf({ code: 429, message: 'slow down' }, 'error')],
    ['a JSON body', JSON.stringify({ error: { code: 429, message: 'slow down' } })],
    [
      'a JSON body with an id',
      JSON.stringify({ id: '1', error: { code: 429, message: 'slow down' } }),
    ],
    ['a pretty JSON body', JSON.stringify({ error: { code: 429, message: 'slow down' } }, null, 2)],
  ])('%s', (_what, body) => {
    const { parts, reader } = read(body);
    expect(reader.initialError).toMatchObject({
      message: 'slow down',
      statusCode: 429,
      isRetryable: true,
    });
    expect(errorsOf(parts)).toEqual([reader.initialError]);
    expect(finishOf(parts)).toBe('error');
  });

  test('raw chunks do not count as an answer', () => {
    const { reader } = read(eventOf({ error: 'slow down' }), { includeRawChunks: true });
    expect(reader.initialError?.message).toBe('slow down');
  });

  test('the first of two errors is the one', () => {
    const { reader } = read(eventOf({ error: 'first' }) + eventOf({ error: 'second' }));
    expect(reader.initialError?.message).toBe('first');
  });

  test.each<[what: string, body: string, words: string]>([
    ['plain text', 'upstream connect error: reset', 'upstream connect error: reset'],
    ['plain text in brackets', '[ERROR] upstream failed', '[ERROR] upstream failed'],
    ['plain text in braces', '{oops: true}', '{oops: true}'],
    ['a JSON string', '"Internal error"', 'Internal error'],
    ['HTML', '<!DOCTYPE html><title>Application error</title>', 'Application error'],
    [
      'HTML with a line that begins with a colon',
      '<title>Sign in</title>\n<style>\n:root { color: red }\n</style>',
      'Sign in',
    ],
    ['other JSON', '{"hello":"world"}', '{"hello":"world"}'],
    ['a JSON array', '[{"hello":"world"}]', 'hello'],
    ['no choice', '{"choices":[]}', 'no choice'],
  ])('a body of %s is said as it is, once', (_what, body, words) => {
    const { parts } = read(body);
    expect(messagesOf(parts)).toEqual([expect.stringContaining(words)]);
    expect(errorsOf(parts).every(APICallError.isInstance)).toBe(true);
    expect(finishOf(parts)).toBe('error');
  });
});

describe('a whole response', () => {
  test('is read as its one chunk', () => {
    const { parts, reader } = read(JSON.stringify(WHOLE));
    expect(textOf(parts)).toBe('Once upon');
    expect(finishOf(parts)).toBe('stop');
    expect(reader.json).toEqual(WHOLE);
  });

  test('printed over many lines, too', () => {
    const { parts } = read(`\n${JSON.stringify(WHOLE, null, 2)}\n`);
    expect(textOf(parts)).toBe('Once upon');
    expect(errorsOf(parts)).toEqual([]);
  });

  test('without a finish reason it is whole all the same', () => {
    const { parts } = read(JSON.stringify({ choices: [{ message: { content: 'Once' } }] }));
    expect(errorsOf(parts)).toEqual([]);
    expect(finishOf(parts)).toBe('stop');
  });

  test.each([[undefined], [2]])('cut off (indent %j), it is one retryable error', (indent) => {
    const { parts } = read(JSON.stringify(WHOLE, null, indent).slice(0, -20));
    expect(errorsOf(parts)).toHaveLength(1);
    expect(errorsOf(parts)[0]).toMatchObject({ isRetryable: true });
    expect(finishOf(parts)).toBe('error');
  });
});

describe('a whole response that ends like a stream', () => {
  const json = JSON.stringify(WHOLE);

  test.each([
    ['data: [DONE]', `${json}\n\ndata: [DONE]`],
    ['data:[DONE] and blanks', `${json}\r\ndata:[DONE] \r\n\r\n`],
    ['behind a blank', `${json} data: [DONE]`],
    ['with the name of its event', `${json}\n\nevent: done\ndata: [DONE]\n\n`],
    ['with a name and without a blank line', `${json}\nevent:done\r\ndata: [DONE]`],
    ['with a name and a blank line between', `${json}\n event: done\n\n data: [DONE]`],
  ])('%s', (_what, body) => {
    const { parts, reader } = read(body);
    expect(errorsOf(parts)).toEqual([]);
    expect(textOf(parts)).toBe('Once upon');
    expect(reader.json).toEqual(WHOLE);
  });

  test.each([
    ['of a stream', 'a\n\nevent: done\ndata: [DONE]'],
    ['of an event in one line', 'a event: b\ndata: [DONE]'],
  ])('text that looks like the end %s stays', (_what, content) => {
    const { parts } = read(JSON.stringify({ choices: [{ message: { content } }] }, null, 1));
    expect(textOf(parts)).toBe(content);
  });
});

test.each([
  ['blanks', ' '],
  ['line breaks', '\n'],
  ['names of events', ' event:'],
])('a response with 500,000 %s is read at once', (_what, piece) => {
  const content = `a${piece.repeat(500_000)}b`;
  const { parts } = read(JSON.stringify({ choices: [{ message: { content } }] }));
  expect(textOf(parts) === content).toBe(true);
  expect(errorsOf(read(`page${piece.repeat(500_000)}data`).parts)).toHaveLength(1);
});

describe('no split changes the parts', () => {
  const bodies = {
    'a stream': eventOf(ONCE) + eventOf(UPON) + eventOf(STOP) + eventOf(USAGE) + DONE,
    'CRLF and comments': `: hi\r\n\r\n${eventOf(ONCE).replaceAll('\n', '\r\n')}${eventOf(STOP)}`,
    'one newline between events': `data:${JSON.stringify(ONCE)}\ndata:${JSON.stringify(STOP)}\n`,
    'an error after text': eventOf(ONCE) + eventOf({ error: 'slow down' }) + eventOf(UPON),
    'a broken frame': eventOf(ONCE) + eventOf('{"x') + eventOf(UPON) + DONE,
    'a refusal': eventOf({ error: { code: 429, message: 'slow down' } }) + eventOf(ONCE),
    'a response': ` \n${JSON.stringify(WHOLE, null, 1)}\n`,
    'an error body': JSON.stringify({ error: 'slow down' }),
    'plain text': 'upstream connect error: reset',
    HTML: ' <html><title>Oops</title></html>',
    'HTML with a colon': '<title>Oops</title>\n:root {}\n</html>',
    'comments before a response': `: hi\n\n: ping\n\n${JSON.stringify(WHOLE)}`,
    cut: eventOf(ONCE) + eventOf(UPON).slice(0, 50),
  };

  test.each(Object.entries(bodies))('%s', (_what, body) => {
    const whole = shown(read(body));
    expect(shown(read([...body]))).toEqual(whole);
    fc.assert(
      fc.property(fc.array(fc.nat(body.length), { maxLength: 6 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), body.length];
        const pieces = places.slice(1).map((end, i) => body.slice(places[i], end));
        expect(shown(read(pieces))).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  /** Parts with errors as their words. */
  function shown({ parts, reader }: Outcome): unknown {
    return [
      ...parts.map((part) =>
        part.type === 'error' ? { type: 'error', says: String(part.error) } : part,
      ),
      reader.initialError?.message,
    ];
  }
});

test('whatever comes, it never throws and finishes once', () => {
  const noise = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.json().map((json) => eventOf(json)),
    fc.constantFrom(
      'data:',
      'event:error\n',
      '\n\n',
      '{',
      '[',
      '"',
      '<',
      ': x\n',
      eventOf(ONCE),
      DONE,
    ),
  );
  fc.assert(
    fc.property(fc.array(noise, { maxLength: 6 }), (pieces) => {
      finishOf(read(pieces).parts);
    }),
    { numRuns: 500 },
  );
});

test.each<[what: string, frame: string]>([
  ['an error', `${'{"error":'.repeat(20_000)}"slow down"${'}'.repeat(20_000)}`],
  [
    'arguments',
    `{"choices":[{"delta":{"content":" upon","tool_calls":[{"id":"a","function":{"name":"f","arguments":${'['.repeat(20_000)}${']'.repeat(20_000)}}}]}}]}`,
  ],
])('%s nested without end does not lose the text around it', (_what, frame) => {
  const { parts } = read(eventOf(ONCE) + eventOf(frame) + eventOf(UPON) + eventOf(STOP) + DONE);
  expect(textOf(parts)).toMatch(/^Once.* upon$/);
});

test('a response with any number of calls is read', () => {
  const tool_calls = Array.from({ length: 100_000 }, (_, i) => ({
    id: `id-${i}`,
    function: { name: 'f', arguments: '{"x":1}' },
  }));
  const { parts } = read(
    JSON.stringify({ choices: [{ message: { tool_calls }, finish_reason: 'tool_calls' }] }),
  );
  expect(errorsOf(parts)).toEqual([]);
  expect(parts.filter((part) => part.type === 'tool-call')).toHaveLength(100_000);
});

describe('lines that are no event', () => {
  const line = 'nothing known\n';

  test('a stream may begin behind a few', () => {
    const { parts } = read([line.repeat(90), '\n', eventOf(ONCE) + eventOf(STOP) + DONE]);
    expect(textOf(parts)).toBe('Once');
    expect(finishOf(parts)).toBe('stop');
  });

  test('a body of nothing else is an error in its own words', () => {
    const { parts } = read(Array(500).fill(line));
    expect(messagesOf(parts)[0]).toContain('nothing known');
    expect(finishOf(parts)).toBe('error');
  });
});

describe('a refusal ends the answer as a filter does', () => {
  const whole = (message: object, finish_reason: string | null = 'stop') =>
    JSON.stringify({ choices: [{ index: 0, message, finish_reason }] });
  const streamed = (message: object, finish_reason: string | null = 'stop') =>
    eventOf(chunkOf(message)) + eventOf(chunkOf({}, finish_reason ?? undefined)) + DONE;

  test.each<[what: string, message: object, text: string]>([
    ['alone', { content: null, refusal: 'I will not.' }, 'I will not.'],
    ['beside content', { content: 'Well. ', refusal: 'I will not.' }, 'Well. I will not.'],
    ['as a part', { content: [{ type: 'refusal', refusal: 'No.' }] }, 'No.'],
  ])('%s', (_what, message, text) => {
    for (const body of [whole(message), streamed(message), streamed(message, null)]) {
      const { parts } = read(body);
      expect([textOf(parts), finishOf(parts)]).toEqual([text, 'content-filter']);
    }
  });

  test('not beside a limit, a call or an empty refusal', () => {
    const refusal = 'No.';
    const call = { id: 'a', function: { name: 'f', arguments: '{}' } };
    expect(finishOf(read(whole({ refusal }, 'length')).parts)).toBe('length');
    expect(finishOf(read(whole({ refusal, tool_calls: [call] })).parts)).toBe('tool-calls');
    expect(finishOf(read(whole({ content: 'Hi', refusal: '' })).parts)).toBe('stop');
    expect(finishOf(read(whole({ content: 'Hi', refusal: null })).parts)).toBe('stop');
  });
});

describe('frames in a list', () => {
  test.each<[what: string, body: string]>([
    ['all in one', eventOf([ONCE, UPON, STOP]) + DONE],
    ['one by one', eventOf([ONCE]) + eventOf([UPON, STOP]) + DONE],
    ['beside others', eventOf(ONCE) + eventOf([null, UPON, 'x']) + eventOf(STOP)],
  ])('%s', (_what, body) => {
    const { parts } = read(body);
    expect([textOf(parts), finishOf(parts)]).toEqual(['Once upon', 'stop']);
  });

  test('an error among them has its own words', () => {
    const { parts } = read(eventOf([ONCE, { error: { message: 'too busy', code: 503 } }]));
    expect(messagesOf(parts)).toEqual(['too busy']);
  });
});
