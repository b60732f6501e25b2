import type { LanguageModelV2ToolResultOutput } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { FILLER } from '../../../../src/chat/request/prompt/filler';
import { toToolResult } from '../../../../src/chat/request/prompt/to-tool-result';
import { createWarnings } from '../../../../src/chat/request/warnings';
import type { LoosePart } from '../prompts';
import { deepFreeze } from '../request-for';

const PNG = 'iVBORw0KGgo=';
const PNG_URL = `data:image/png;base64,${PNG}`;
const base64 = (text: string) => Buffer.from(text).toString('base64');

function resultOf(output: LoosePart) {
  const warnings = createWarnings();
  const result = toToolResult(deepFreeze(output) as LanguageModelV2ToolResultOutput, warnings);
  return { ...result, warnings: JSON.stringify(warnings.list()) };
}

const content = (...value: LoosePart[]): LoosePart => ({ type: 'content', value });

describe('a result becomes a string', () => {
  test.each<[string, LoosePart, string]>([
    ['text', { type: 'text', value: 'Rain, 12°' }, 'Rain, 12°'],
    ['text with white space around it', { type: 'text', value: ' a\n' }, ' a\n'],
    ['a JSON object', { type: 'json', value: { sky: 'clear' } }, '{"sky":"clear"}'],
    ['a JSON array is wrapped', { type: 'json', value: [1, 2] }, '{"result":[1,2]}'],
    ['a JSON number is wrapped', { type: 'json', value: 5 }, '{"result":5}'],
    ['a JSON string is wrapped', { type: 'json', value: 'a' }, '{"result":"a"}'],
    ['null is wrapped', { type: 'json', value: null }, '{"result":null}'],
    ['text that is a JSON array is wrapped', { type: 'text', value: '[1]' }, '{"result":[1]}'],
    ['text that is a number is wrapped', { type: 'text', value: '12' }, '{"result":12}'],
    ['an error', { type: 'error-text', value: 'Not found' }, 'Not found'],
    ['an error that is a text', { type: 'error-json', value: 'No dyno' }, 'No dyno'],
    ['an error that is a text of JSON', { type: 'error-json', value: '{"a":1}' }, '{"a":1}'],
    ['an error that is a text which begins as JSON may', { type: 'error-json', value: 'no' }, 'no'],
    ['content that is a text', { type: 'content', value: 'notes' }, 'notes'],
    ['an error that is JSON', { type: 'error-json', value: { code: 404 } }, '{"code":404}'],
    ['a tool that returned nothing', { type: 'json', value: undefined }, FILLER],
    ['an empty text', { type: 'text', value: '' }, FILLER],
    ['a blank text', { type: 'text', value: ' \n' }, FILLER],
    ['empty content', content(), FILLER],
    ['blank content', content({ type: 'text', text: ' ' }), FILLER],
    ['lines of content', content({ type: 'text', text: 'a' }, { type: 'text', text: 'b' }), 'a\nb'],
    [
      'a text file',
      content({ type: 'media', mediaType: 'text/plain', data: base64('notes') }),
      'notes',
    ],
    [
      'a text file (AI SDK 6)',
      content({ type: 'file-data', mediaType: 'text/csv', data: base64('a,b') }),
      'a,b',
    ],
    [
      'a tagged text (AI SDK 7)',
      content({ type: 'file', mediaType: 'text/plain', data: { type: 'text', text: 'notes' } }),
      'notes',
    ],
    [
      'a denial with its reason',
      { type: 'execution-denied', reason: ' use the staging account ' },
      'The user denied this tool call: use the staging account',
    ],
  ])('%s', (_, output, expected) => {
    expect(resultOf(output)).toEqual({ text: expected, images: [], warnings: '[]' });
  });

  test.each<[string, LoosePart]>([
    ['without a reason', { type: 'execution-denied' }],
    ['with an empty reason', { type: 'execution-denied', reason: '' }],
    ['with a blank reason', { type: 'execution-denied', reason: ' ' }],
  ])('a denial %s says so', (_, output) => {
    expect(resultOf(output).text).toMatch(/denied/);
  });

  test.each<[string, LoosePart]>([
    ['an object as text', { type: 'text', value: { sky: 'clear' } }],
    ['an object as error text', { type: 'error-text', value: { sky: 'clear' } }],
    ['an object as a text of content', content({ type: 'text', text: { sky: 'clear' } })],
  ])('%s comes as JSON, never as [object Object]', (_, output) => {
    expect(resultOf(output).text).toContain('"sky":"clear"');
  });

  test('a text part without text adds no word of ours', () => {
    expect(resultOf(content({ type: 'text' }, { type: 'text', text: 'a' })).text.trim()).toBe('a');
  });
});

describe('images leave the string and are announced in it', () => {
  test.each<[string, LoosePart, string]>([
    ['media (AI SDK 5)', { type: 'media', mediaType: 'image/png', data: PNG }, PNG_URL],
    ['image-data (AI SDK 6)', { type: 'image-data', mediaType: 'image/png', data: PNG }, PNG_URL],
    ['image-data without a media type', { type: 'image-data', data: PNG }, PNG_URL],
    ['file-data', { type: 'file-data', mediaType: 'image/png', data: PNG }, PNG_URL],
    [
      'file (AI SDK 7)',
      { type: 'file', mediaType: 'image/png', data: { type: 'data', data: PNG } },
      PNG_URL,
    ],
    [
      'file with bare media type',
      { type: 'file', mediaType: 'image', data: { type: 'data', data: PNG } },
      PNG_URL,
    ],
    ['bytes', { type: 'media', mediaType: 'image/png', data: Buffer.from(PNG, 'base64') }, PNG_URL],
    ['image-url', { type: 'image-url', url: 'https://host.test/a.png' }, 'https://host.test/a.png'],
    [
      'file-url of an image that lost its type (AI SDK 7)',
      { type: 'file-url', url: 'https://host.test/a.PNG?size=2' },
      'https://host.test/a.PNG?size=2',
    ],
    [
      'file-url of an image',
      { type: 'file-url', mediaType: 'image/png', url: 'https://host.test/a' },
      'https://host.test/a',
    ],
    [
      'a tagged URL',
      { type: 'file', mediaType: 'image/png', data: { type: 'url', url: 'https://host.test/a' } },
      'https://host.test/a',
    ],
    ['a data URL', { type: 'image-url', url: PNG_URL }, PNG_URL],
    ['a data URL that says itself what it is', { type: 'file-url', url: PNG_URL }, PNG_URL],
  ])('%s', (_, item, url) => {
    const { text, images, warnings } = resultOf(content({ type: 'text', text: 'Shot:' }, item));
    expect(images).toEqual([url]);
    expect(text).toMatch(/^Shot:\n.*image 1/);
    expect(text).not.toContain(PNG);
    expect(warnings).toBe('[]');
  });

  test('several images keep their order and their place between the texts', () => {
    const { text, images } = resultOf(
      content(
        { type: 'image-url', url: 'https://host.test/1' },
        { type: 'text', text: 'between' },
        { type: 'image-url', url: 'https://host.test/2' },
      ),
    );
    expect(images).toEqual(['https://host.test/1', 'https://host.test/2']);
    expect(text).toMatch(/image 1.*\nbetween\n.*image 2/);
  });
});

describe('what cannot be sent is named in the string and in a warning', () => {
  test.each<[string, LoosePart, string[]]>([
    [
      'PDF',
      { type: 'media', mediaType: 'application/pdf', data: base64('%PDF') },
      ['application/pdf'],
    ],
    [
      'audio',
      { type: 'file-data', mediaType: 'audio/mpeg', data: 'AAAA', filename: 'talk.mp3' },
      ['audio/mpeg', 'talk.mp3'],
    ],
    [
      'a file by URL',
      { type: 'file-url', url: 'https://host.test/report.pdf' },
      ['https://host.test/report.pdf'],
    ],
    [
      'a text by URL',
      { type: 'file-url', mediaType: 'text/plain', url: 'https://host.test/a.txt' },
      ['https://host.test/a.txt'],
    ],
    ['a file id', { type: 'file-id', fileId: 'file-123' }, ['file-id', 'file-123']],
    ['ids by provider', { type: 'file-id', fileId: { acme: 'file-123' } }, ['file-id', 'file-123']],
    ['an image id', { type: 'image-file-id', fileId: 'file-123' }, ['image-file-id', 'file-123']],
    [
      'a reference',
      {
        type: 'file',
        mediaType: 'image/png',
        data: { type: 'reference', reference: { acme: '1' } },
      },
      ['image/png'],
    ],
    ['a custom part', { type: 'custom', providerOptions: { acme: { a: 1 } } }, ['custom']],
    ['a part of the future', { type: 'hologram' }, ['hologram']],
    [
      'an image of another scheme',
      { type: 'image-url', url: 's3://bucket/a.png' },
      ['s3://bucket/a.png'],
    ],
    [
      'an image without data',
      { type: 'image-data', mediaType: 'image/png', data: '' },
      ['image/png'],
    ],
  ])('%s', (_, item, names) => {
    const { text, images, warnings } = resultOf(content({ type: 'text', text: 'See:' }, item));
    expect(images).toEqual([]);
    expect(text).toMatch(/^See:\n/);
    for (const name of names) {
      expect(text).toContain(name);
      expect(warnings).toContain(name);
    }
    expect(`${text}${warnings}`).not.toMatch(/\[object|undefined/);
  });

  test('an output of the future', () => {
    const { text, warnings } = resultOf({ type: 'hologram', value: 1 });
    expect(text).toContain('hologram');
    expect(warnings).toContain('hologram');
  });
});

test.each<[string, unknown, string]>([
  [
    'a getter',
    {
      a: 1,
      b: {
        get c() {
          throw new Error('no');
        },
      },
    },
    '{"a":1,"b":"[Unreadable]"}',
  ],
  [
    'toJSON',
    {
      a: 1,
      b: {
        toJSON() {
          throw new Error('no');
        },
      },
    },
    '{"a":1,"b":"[Unreadable]"}',
  ],
  ['a date', { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
  ['a date that is none', { at: new Date(Number.NaN) }, '{"at":null}'],
])('%s of a value ends no loop', (_, value, text) => {
  const output = { type: 'json', value } as never;
  expect(toToolResult(output, createWarnings()).text).toBe(text);
});

test.each<[string, unknown, string]>([
  ['nothing', undefined, '.'],
  ['null', null, 'null'],
  ['a text', 'found', 'found'],
  ['an object', { city: 'Oslo' }, '{"city":"Oslo"}'],
  ['content with texts', { type: 'content', value: ['a', null, { type: 'text', text: 'b' }] }, 'a'],
])('%s in place of an output reaches the model', (_, output, text) => {
  expect(toToolResult(output as never, createWarnings()).text).toContain(text);
});

test('values that JSON lacks reach the model', () => {
  const cyclic: Record<string, unknown> = { name: 'a' };
  cyclic.self = cyclic;
  const value = {
    big: 10n,
    map: new Map([['a', new Set([1])]]),
    error: new RangeError('no'),
    cyclic,
  };
  const { text } = toToolResult({ type: 'json', value: value as never }, createWarnings());
  expect(JSON.parse(text)).toEqual({
    big: '10',
    map: { a: [1] },
    error: { name: 'RangeError', message: 'no' },
    cyclic: { name: 'a', self: '[Circular]' },
  });
});

test('files as MCP writes them are read', () => {
  const item = { type: 'image', data: 'iVBORw0KGgo=', mimeType: 'image/png' };
  const { images } = toToolResult({ type: 'content', value: [item] } as never, createWarnings());
  expect(images).toEqual(['data:image/png;base64,iVBORw0KGgo=']);
  const csv = { type: 'resource', data: '//5IAGkA', mimeType: 'text/csv' };
  const { text } = toToolResult({ type: 'content', value: [csv] } as never, createWarnings());
  expect(text).toBe('Hi');
});
