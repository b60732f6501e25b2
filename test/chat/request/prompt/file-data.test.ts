import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { toFileContent } from '../../../../src/chat/request/prompt/file-data';

const PNG = 'iVBORw0KGgo=';
const JPEG = '/9j/4AAQ';
const GIF = 'R0lGODlh';
const WEBP = 'UklGRgAAAABXRUJQ';
const base64 = (text: string) => Buffer.from(text).toString('base64');

const imageUrl = (data: unknown, mediaType?: string) => toFileContent(data, mediaType).imageUrl;
const fileText = (data: unknown, mediaType?: string) => toFileContent(data, mediaType).text;

describe('every spelling of the AI SDK is read', () => {
  const image = { imageUrl: `data:image/png;base64,${PNG}` };
  const link = { imageUrl: 'https://host.test/a.png?x=1' };
  const bytes = Buffer.from(PNG, 'base64');

  test.each([
    ['bytes', new Uint8Array(bytes), image],
    ['a view into more bytes', new Uint8Array([0, ...bytes]).subarray(1), image],
    ['a Buffer', bytes, image],
    ['bytes of another realm', runInNewContext(`new Uint8Array([${[...bytes]}])`), image],
    ['other views', new DataView(Uint8Array.from([0, ...bytes]).buffer, 1), image],
    ['an ArrayBuffer', Uint8Array.from(bytes).buffer, image],
    ['base64', PNG, image],
    ['a URL', new URL(link.imageUrl), link],
    ['a URL as text', link.imageUrl, link],
    ['tagged base64 (AI SDK 7)', { type: 'data', data: PNG }, image],
    ['tagged bytes', { type: 'data', data: bytes }, image],
    ['a tagged URL', { type: 'url', url: new URL(link.imageUrl) }, link],
    ['tagged text', { type: 'text', text: 'hi' }, { text: 'hi' }],
  ])('%s', (_, data, expected) => {
    expect(toFileContent(data, 'image/png')).toMatchObject(expected);
  });

  test.each([
    [
      'a reference to a file of some provider',
      { type: 'reference', reference: { acme: 'file-1' } },
      'reference {"acme":"file-1"}',
    ],
    ['text that is none', { type: 'text', text: { a: 1 } }, 'text'],
    ['an unknown tag', { type: 'stream' }, 'stream'],
    ['undefined', undefined, 'no data'],
    ['null', null, 'no data'],
    ['a number', 5, 'no data'],
    ['a list of which one is a byte', [137, 'PNG'], 'no data'],
  ])('%s holds nothing that can be sent, and says what it holds', (_, data, source) => {
    expect(toFileContent(data, 'image/png')).toEqual({ source });
    expect(toFileContent(data, 'text/plain')).toEqual({ source });
  });
});

describe('an image', () => {
  test.each([
    ['png bytes', PNG, 'image/png', `data:image/png;base64,${PNG}`],
    ['a bare `image` (AI SDK 7): png', PNG, 'image', `data:image/png;base64,${PNG}`],
    ['image/*: jpeg', JPEG, 'image/*', `data:image/jpeg;base64,${JPEG}`],
    ['image/*: gif', GIF, 'image/*', `data:image/gif;base64,${GIF}`],
    ['image/*: webp', WEBP, 'image/*', `data:image/webp;base64,${WEBP}`],
    ['image/jpg', JPEG, 'image/jpg', `data:image/jpeg;base64,${JPEG}`],
    ['a media type in capitals', PNG, 'IMAGE/PNG', `data:image/png;base64,${PNG}`],
    ['a media type with parameters', PNG, 'image/png; q=1', `data:image/png;base64,${PNG}`],
    ['a media type that the bytes contradict', PNG, 'image/jpeg', `data:image/png;base64,${PNG}`],
    ['a data URL', `data:image/png;base64,${PNG}`, 'image/png', `data:image/png;base64,${PNG}`],
    [
      'a data URL of image/jpg',
      `data:image/jpg;base64,${JPEG}`,
      'image/*',
      `data:image/jpeg;base64,${JPEG}`,
    ],
    ['an https URL', 'https://host.test/a.png?x=1#y', 'image/*', 'https://host.test/a.png?x=1#y'],
    ['a URL in capitals', 'HTTPS://host.test/A.png', 'image/png', 'https://host.test/A.png'],
    ['an http URL', 'http://host.test/a.png', 'image/png', 'http://host.test/a.png'],
    ['base64 in lines', 'iVBO\r\nRw0KGgo=\n', 'image/png', `data:image/png;base64,${PNG}`],
    [
      'base64 as the command prints it',
      'iVBORw0KGgo=\n',
      'image/png',
      `data:image/png;base64,${PNG}`,
    ],
    ['base64 behind a line break', '\niVBORw0KGgo', 'image/png', `data:image/png;base64,${PNG}`],
    ['two bits behind the last byte', 'iVBORw0KGgp=', 'image/png', `data:image/png;base64,${PNG}`],
    ['four of them', 'iVBORw0KGh==', 'image/png', 'data:image/png;base64,iVBORw0KGg=='],
    ['a data URL without base64', 'data:image/gif,GIF8', '', 'data:image/gif;base64,R0lGOA=='],
    [
      'a URL that holds a data URL',
      'https://host.test/?u=data:image/png;base64,AAAA',
      'image/png',
      'https://host.test/?u=data:image/png;base64,AAAA',
    ],
    ['an https URL of image/jpg', 'https://host.test/a', 'image/jpg', 'https://host.test/a'],
    ['base64 without padding', 'iVBORw0KGgo', 'image/png', `data:image/png;base64,${PNG}`],
    ['base64url', 'iVBORw0KGg-_', 'image/png', 'data:image/png;base64,iVBORw0KGg+/'],
  ])('%s', (_, data, mediaType, expected) => {
    expect(imageUrl(data, mediaType)).toBe(expected);
  });

  test.each<[string, string]>([
    ['bytes of no image', 'AAAA'],
    ...['\x89PNG', '\xff\xd8\xff', 'GIF8', 'RIFF\0\0\0\0WEBP'].map((start): [string, string] => [
      `the start of a format behind another byte, ${JSON.stringify(start)},`,
      Buffer.from(`x${start}`, 'latin1').toString('base64'),
    ]),
    ['a PDF', base64('%PDF-1.7')],
    ['a page', base64('<!DOCTYPE html><title>Not found</title>')],
    ['a drawing', base64('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['TIFF', 'SUkqAA=='],
    ['HEIC', base64('\0\0\0\x18ftypheic')],
    ['sound in RIFF', base64('RIFF\0\0\0\0WAVEfmt ')],
  ])('%s is none, whatever its type says: Claude refuses a wrong one', (_, data) => {
    const types = ['image/*', 'image', 'image/png', 'image/jpg', 'image/gif', 'image/webp'];
    for (const mediaType of [...types, 'image/svg+xml', 'image/tiff', 'image/heic']) {
      const source = 'bytes in none of these formats';
      expect(toFileContent(data, mediaType)).toEqual({ source });
      expect(toFileContent(`data:${mediaType};base64,${data}`)).toEqual({ source });
    }
  });

  test.each<[what: string, data: unknown, source: string]>([
    ['no bytes', new Uint8Array(0), 'no data'],
    ['an empty string', '', 'no data'],
    ['what is no base64', 'not base64!', 'no data'],
    ['base64 with padding in the middle', 'iVBORw0KGgo=AQ==', 'no data'],
    ['half a byte', 'A', 'no data'],
    ['an s3 URL', new URL('s3://bucket/key.png'), 's3: URL'],
    ['an s3 URL as text', 's3://bucket/key.png', 's3: URL'],
    ['a URL without a host', 'https://', 'no data'],
    ['a local file', 'file:///etc/passwd', 'file: URL'],
    ['a blob', 'blob:https://host.test/1', 'blob: URL'],
  ])('%s is no image that Heroku can take', (_, data, source) => {
    expect(toFileContent(data, 'image/png')).toEqual({ source });
  });

  test('a type that ends in "image" is that of no image', () => {
    expect(imageUrl(PNG, 'application/x-image')).toBeUndefined();
    expect(imageUrl('https://host.test/a', 'application/x-image')).toBeUndefined();
  });
});

describe('a text', () => {
  test.each([
    ['bytes', new TextEncoder().encode('Größe 💡'), 'Größe 💡'],
    ['base64', base64('notes'), 'notes'],
    ['a data URL', `data:text/plain;base64,${base64('notes')}`, 'notes'],
    ['a data URL with a charset', `data:text/plain;charset=utf-8;base64,${base64('é')}`, 'é'],
    [
      'a data URL without base64',
      'data:text/plain;charset=utf-8,caf%C3%A9%20%F0%9F%92%A1',
      'café 💡',
    ],
    ['a data URL without a type', 'data:,100%', '100%'],
    ['tagged text', { type: 'text', text: 'notes' }, 'notes'],
    ['no bytes', new Uint8Array(0), ''],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x41, 0), 'A'],
    ['UTF-16, the other byte first', Uint8Array.of(0xfe, 0xff, 0, 0x41), 'A'],
    ['the first half of the mark of UTF-16', Uint8Array.of(0xff, 0x41, 0x41), '\ufffdAA'],
    ['its second half', Uint8Array.of(0x41, 0xfe, 0x41), 'A\ufffdA'],
    ['the first half of the other mark', Uint8Array.of(0xfe, 0x41, 0x41), '\ufffdAA'],
    ['its second half, too', Uint8Array.of(0x41, 0xff, 0x41), 'A\ufffdA'],
  ])('%s', (_, data, expected) => {
    expect(fileText(data, 'text/plain')).toBe(expected);
  });

  test('a data URL without a type holds text', () => {
    expect(fileText('data:,a%00b')).toBe('a\0b');
  });

  test('tagged text is at hand whatever its media type', () => {
    const data = { type: 'text', text: '{"a":1}' };
    expect(fileText(data, 'application/json')).toBe('{"a":1}');
  });

  test.each([
    ['a URL, which nobody has fetched', 'https://host.test/notes.txt'],
    ['what is no base64', '%%%'],
  ])('%s is not at hand', (_, data) => {
    expect(fileText(data, 'text/plain')).toBeUndefined();
  });
});

test.each([
  ['padding', `A${'='.repeat(200_000)}A`],
  ['white space', `${' '.repeat(200_000)}!`],
  ['a data URL without data', `data:${'a'.repeat(200_000)}`],
])('long runs of %s are read once', (_, data) => {
  expect(imageUrl(data, 'image/png')).toBeUndefined();
});

describe('the media type decides what a file is', () => {
  const data = PNG;

  test.each(['image/png', 'image/*', 'image', 'Image/PNG'])('%s: an image', (mediaType) => {
    expect(imageUrl(data, mediaType)).toBe(`data:image/png;base64,${PNG}`);
    expect(fileText(data, mediaType)).toBeUndefined();
  });

  test.each(['text/plain', 'text/csv; charset=utf-8', 'text', 'TEXT/PLAIN'])(
    '%s: a text',
    (mediaType) => {
      expect(imageUrl(data, mediaType)).toBeUndefined();
      expect(fileText(data, mediaType)).toBeTypeOf('string');
    },
  );

  test.each([
    'application/pdf',
    'audio/mpeg',
    'video/mp4',
    'imagery/png',
    'texture',
    'application/pdf',
    'application/x-python-code',
    'chemical/x-text',
  ])('%s: neither', (mediaType) => {
    expect(imageUrl(data, mediaType)).toBeUndefined();
    expect(fileText(data, mediaType)).toBeUndefined();
  });
});

describe('without a type that says something the bytes decide', () => {
  const types = ['', undefined, 'application/octet-stream', 'binary/octet-stream; x=1'];

  test.each(types)('%s', (mediaType) => {
    for (const given of [PNG, Buffer.from(PNG, 'base64'), `data:;base64,${PNG}`]) {
      expect(toFileContent(given, mediaType)).toEqual({ imageUrl: `data:image/png;base64,${PNG}` });
    }
    const source = 'const é = 1;\n';
    expect(toFileContent(base64(source), mediaType)).toEqual({ text: source });
    expect(toFileContent(base64('%PDF-1.7\n'), mediaType)).toEqual({});
    expect(toFileContent(base64('a\0b'), mediaType)).toEqual({});
    expect(toFileContent('AP8=', mediaType)).toEqual({});
    expect(toFileContent(Uint8Array.of(0xe9, 0x41), mediaType)).toEqual({});
    expect(toFileContent(base64('of %PDF-1.7'), mediaType)).toEqual({ text: 'of %PDF-1.7' });
    expect(toFileContent(new Uint8Array(0), mediaType)).toEqual({ source: 'no data' });
  });
});

test.each([
  ['a Buffer', JSON.parse(JSON.stringify(Buffer.from(PNG, 'base64')))],
  ['a Uint8Array', JSON.parse(JSON.stringify(new Uint8Array(Buffer.from(PNG, 'base64'))))],
])('bytes are read that were %s before they became JSON', (_, data) => {
  expect(imageUrl(data, 'image/png')).toBe(`data:image/png;base64,${PNG}`);
  expect(imageUrl({ type: 'data', data }, 'image/*')).toBe(`data:image/png;base64,${PNG}`);
});

test.each([
  'application/csv',
  'application/x-json',
  'application/geo+json-seq',
  'application/x-yml',
  'application/x-typescript',
  'application/x-python',
  'application/x-latex',
  'application/x-tex',
  'application/x-sh',
  'application/json; charset=utf-8',
  'application/x-www-form-urlencoded',
  'message/rfc822',
])('%s is text', (mediaType) => {
  expect(fileText(base64('a=b'), mediaType)).toBe('a=b');
});

test('a data URL says what its bytes are, where nothing else does', () => {
  expect(toFileContent('data:text/plain;base64,//5IAGkA')).toEqual({ text: 'Hi' });
  expect(toFileContent(`data:application/rtf;base64,${base64('{a}')}`)).toEqual({});
});
