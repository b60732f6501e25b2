import { type LanguageModelV2Prompt, UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import {
  toAssistantText,
  toImageParts,
  toUserPart,
} from '../../../../src/chat/request/prompt/to-parts';
import { createWarnings } from '../../../../src/chat/request/warnings';
import { assistant, file, type LoosePart, user } from '../prompts';
import { acceptedBody, requestFor, warningsOf } from '../request-for';

const PNG = 'iVBORw0KGgo=';
const base64 = (text: string) => Buffer.from(text).toString('base64');

const userPart = (part: LoosePart) =>
  toUserPart(part as unknown as Parameters<typeof toUserPart>[0], {
    isPast: false,
    warnings: createWarnings(),
  });
const assistantText = (part: LoosePart) =>
  toAssistantText(part as unknown as Parameters<typeof toAssistantText>[0], createWarnings());

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

describe('what is in a chat already does not end it', () => {
  const PDF = file('application/pdf', base64('%PDF'), { filename: 'a.pdf' });

  test.each<[string, LanguageModelV2Prompt, RegExp | undefined, RegExp]>([
    [
      'an image that another model made',
      [user('Hi'), assistant('See', file('image/png', PNG)), user('Ok')],
      /image\/png/,
      /image\/png/,
    ],
    ['a file of the assistant', [user('Hi'), assistant(PDF), user('Ok')], /a\.pdf/, /a\.pdf/],
    [
      'a file of an earlier user message',
      [user('Read', PDF), assistant('No.'), user('Ok')],
      /a\.pdf/,
      /a\.pdf/,
    ],
    [
      'a custom part (AI SDK 7)',
      [user('Hi'), assistant('a', { type: 'custom', kind: 'a.b' }), user('Ok')],
      undefined,
      /"custom"/,
    ],
    [
      'a reasoning file (AI SDK 7)',
      [
        user('Hi'),
        assistant('a', { type: 'reasoning-file', mediaType: 'image/png', data: PNG }),
        user('Ok'),
      ],
      undefined,
      /"reasoning-file"/,
    ],
  ])('%s', (_, prompt, line, warning) => {
    const text = JSON.stringify(acceptedBody({ prompt }).messages);
    if (line) expect(text).toMatch(line);
    expect(text).toContain('Ok');
    expect(warningsOf(requestFor({ prompt }))).toEqual([expect.stringMatching(warning)]);
  });
});

describe('files that are text', () => {
  test.each([
    'application/json',
    'application/ld+json',
    'application/xml',
    'application/yaml',
    'application/x-yaml',
    'application/javascript',
    'application/rss+xml',
  ])('%s', (mediaType) => {
    expect(userPart(file(mediaType, base64('{"a":1}')))).toEqual({ type: 'text', text: '{"a":1}' });
  });

  test.each([
    ['little endian', [0xff, 0xfe, 0x48, 0, 0x69, 0]],
    ['big endian', [0xfe, 0xff, 0, 0x48, 0, 0x69]],
  ])('UTF-16, %s', (_, bytes) => {
    expect(userPart(file('text/plain', new Uint8Array(bytes)))).toEqual({
      type: 'text',
      text: 'Hi',
    });
  });

  test.each(['image/svg+xml', 'image/tiff'])('a URL of %s is an error', (mediaType) => {
    const prompt = [user(file(mediaType, new URL('https://host.test/a')))];
    expect(() => requestFor({ prompt })).toThrow(UnsupportedFunctionalityError);
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
