import { type LanguageModelV2Prompt, UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { toImageParts, toPartContent, toUserPart } from '../../../src/chat/request/to-parts';
import { assistant, file, type LoosePart, user } from './prompts';
import { requestFor } from './request-for';

const PNG = 'iVBORw0KGgo=';
const base64 = (text: string) => Buffer.from(text).toString('base64');

const userPart = (part: LoosePart) =>
  toUserPart(part as unknown as Parameters<typeof toUserPart>[0]);
const assistantText = (part: LoosePart) =>
  toPartContent(part as unknown as Parameters<typeof toPartContent>[0], 'assistant').text;

describe('a user part', () => {
  test.each<[string, LoosePart, object]>([
    ['text as it is', { type: 'text', text: ' a\n' }, { type: 'text', text: ' a\n' }],
    [
      'text without its options',
      { type: 'text', text: 'a', providerOptions: { x: {} } },
      { type: 'text', text: 'a' },
    ],
    [
      'an image',
      file('image/png', PNG),
      { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}` } },
    ],
    [
      'an image URL',
      file('image/*', new URL('https://host.test/a?b=c')),
      { type: 'image_url', image_url: { url: 'https://host.test/a?b=c' } },
    ],
    ['a text file', file('text/markdown', base64('# Notes')), { type: 'text', text: '# Notes' }],
  ])('%s', (_, part, expected) => {
    expect(userPart(part)).toEqual(expected);
  });
});

test('assistant messages may hold text files', () => {
  expect(assistantText(file('text/plain', base64('notes')))).toBe('notes');
});

describe('what cannot be sent is refused with an error that names it and says what can', () => {
  const refused: [string, LanguageModelV2Prompt, RegExp][] = [
    ['PDF', [user(file('application/pdf', base64('%PDF')))], /application\/pdf/],
    ['audio', [user(file('audio/mpeg', 'AAAA'))], /audio\/mpeg/],
    ['video', [user(file('video/mp4', 'AAAA'))], /video\/mp4/],
    [
      'a PDF by URL',
      [user(file('application/pdf', new URL('https://host.test/a.pdf')))],
      /application\/pdf/,
    ],
    [
      'an image elsewhere',
      [user(file('image/png', { type: 'reference', reference: { acme: '1' } }))],
      /reference/,
    ],
    [
      'an image of another scheme',
      [user(file('image/png', new URL('s3://bucket/a.png')))],
      /s3: URL/,
    ],
    ['an image without data', [user(file('image/png', ''))], /no data/],
    [
      'an image of a format that Claude cannot read',
      [user(file('image/svg+xml', 'PHN2Zz4='))],
      /image\/svg\+xml/,
    ],
    [
      'a text by URL',
      [user(file('text/plain', new URL('https://host.test/a.txt')))],
      /text\/plain, https: URL/,
    ],
    ['a part of the future', [user({ type: 'hologram' })], /"hologram"/],
    ['an image of the assistant', [user('Hi'), assistant(file('image/png', PNG))], /image\/png/],
    [
      'a custom part of the assistant (AI SDK 7)',
      [user('Hi'), assistant({ type: 'custom', kind: 'a.b' })],
      /"custom"/,
    ],
    [
      'a reasoning file of the assistant (AI SDK 7)',
      [user('Hi'), assistant({ type: 'reasoning-file', mediaType: 'image/png', data: PNG })],
      /"reasoning-file"/,
    ],
  ];

  test.each(refused)('%s', (_, prompt, what) => {
    let error: unknown;
    try {
      requestFor({ prompt });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(UnsupportedFunctionalityError);
    const { message, functionality } = error as UnsupportedFunctionalityError;
    expect(functionality).toMatch(what);
    expect(message).toMatch(what);
    expect(message).toMatch(/role (user|assistant)/);
    expect(message).toMatch(/images .* and text files/);
    expect(message).not.toMatch(/undefined|\[object/);
  });
});

test('the formats of images that can be sent are named', () => {
  const prompt = [user(file('image/svg+xml', 'PHN2Zz4='))];
  expect(() => requestFor({ prompt })).toThrow(/png.*jpeg.*gif.*webp/i);
});

test('images of a tool are named after the call and the tool they come from', () => {
  expect(toImageParts('tooluse_1', 'look', ['https://host.test/1', 'https://host.test/2'])).toEqual(
    [
      { type: 'text', text: expect.stringMatching(/tooluse_1.*look/) },
      { type: 'image_url', image_url: { url: 'https://host.test/1' } },
      { type: 'text', text: expect.stringMatching(/tooluse_1.*look/) },
      { type: 'image_url', image_url: { url: 'https://host.test/2' } },
    ],
  );
});
