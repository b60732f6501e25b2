import fc from 'fast-check';
import { text } from './text';

/** What the AI SDK 5, 6 and 7 may put into `data` of a file part (language-model-v2.md C). */
export type AnyFile = { type: 'file'; data: unknown; mediaType?: string; filename?: string };

const signatures: Record<string, number[]> = {
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a],
  'image/jpeg': [0xff, 0xd8, 0xff, 0xe0],
  'image/gif': [0x47, 0x49, 0x46, 0x38, 0x39, 0x61],
  'image/webp': [0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x45, 0x42, 0x50],
};

const rest = fc.uint8Array({ maxLength: 6 });

const imageBytes = fc
  .tuple(fc.constantFrom(...Object.entries(signatures)), rest)
  .map(([[mediaType, head], tail]) => ({
    mediaType,
    mediaTypes: [mediaType, mediaType.toUpperCase(), 'image/*', 'image', 'image/jpg'],
    bytes: Uint8Array.from([...head, ...tail]),
  }));

const link = fc
  .constantFrom(
    'https://example.com/a.png',
    'https://example.com/b.jpg?size=1&sig=%2F#top',
    'https://example.com/ü ber/天.png',
    'http://example.com/a.gif',
  )
  .chain((href) => fc.constantFrom<unknown>(href, new URL(href)));

/** The ways to hand over bytes: bare, base64, data URL, and the tagged forms of AI SDK 7. */
function dataOf(bytes: Uint8Array, mediaType: string): fc.Arbitrary<unknown> {
  const base64 = Buffer.from(bytes).toString('base64');
  const url = `data:${mediaType};base64,${base64}`;
  return fc.constantFrom<unknown>(
    bytes,
    base64,
    url,
    new URL(url),
    { type: 'data', data: bytes },
    { type: 'data', data: base64 },
    { type: 'url', url },
    { type: 'url', url: new URL(url) },
  );
}

const looseBase64 = fc.constantFrom('iVBORw0KGgo', 'iVBORw0K\r\nGgoA', '_9j_4AAQ', '_9j_4A-_');

/** An image that can be sent. */
export const image: fc.Arbitrary<AnyFile> = fc.oneof(
  {
    weight: 6,
    arbitrary: imageBytes.chain(({ mediaType, mediaTypes, bytes }) =>
      fc.record({
        type: fc.constant('file' as const),
        data: dataOf(bytes, mediaType),
        mediaType: fc.constantFrom(...mediaTypes, '', 'application/octet-stream'),
      }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('file' as const),
      data: fc.oneof(
        link,
        link.map((url) => ({ type: 'url', url })),
      ),
      mediaType: fc.constantFrom('image/png', 'image/*', 'image'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('file' as const),
      data: looseBase64,
      mediaType: fc.constantFrom('image', 'image/*', 'image/jpg'),
    }),
  },
);

/** A text file whose text is at hand. */
export const textFile: fc.Arbitrary<AnyFile> = text.chain((content) => {
  const bytes = new TextEncoder().encode(content);
  return fc.record({
    type: fc.constant('file' as const),
    data: fc.oneof(
      dataOf(bytes, 'text/plain'),
      fc.constantFrom<unknown>(
        { type: 'text', text: content },
        `data:text/plain;charset=utf-8,${encodeURIComponent(content.toWellFormed())}`,
        `data:,${encodeURIComponent(content.toWellFormed())}`,
      ),
    ),
    mediaType: fc.constantFrom('text/plain', 'text/csv', 'text/*', 'text', 'application/json'),
    filename: fc.constant('notes.txt'),
  });
});

/** Files that Heroku cannot take, or that are not at hand. */
export const refusedFile: fc.Arbitrary<AnyFile> = fc
  .constantFrom<[data: unknown, mediaType: string | undefined]>(
    [Uint8Array.of(0x25, 0x50, 0x44, 0x46), 'application/pdf'],
    [new URL('https://example.com/a.pdf'), 'application/pdf'],
    ['SUQz', 'audio/mpeg'],
    [{ type: 'data', data: 'AAAA' }, 'video/mp4'],
    [new URL('https://example.com/a.txt'), 'text/plain'],
    [{ type: 'reference', reference: { heroku: 'file-1' } }, 'image/png'],
    [{ type: 'reference', reference: { openai: 'file-1' } }, 'text/plain'],
    [{ type: 'text', text: 'no image' }, 'image/png'],
    [{ type: 'unheard-of' }, 'image/png'],
    [undefined, 'image/png'],
    [null, 'text/plain'],
    [new Uint8Array(), 'image/png'],
    ['', 'image/jpeg'],
    ['not base64 at all!', 'image/png'],
    ['%%%', 'text/plain'],
    ['AP8=', undefined],
    ['YQBi', 'application/octet-stream'],
    ['PHN2Zy8+', 'image/svg+xml'],
    ['PHN2Zy8+', 'image/png'],
    [Uint8Array.of(1, 2, 3), 'image/jpeg'],
    ['JVBERi0xLjc=', 'image/*'],
    ['data:image/gif;base64,SUkqAA==', 'image'],
    ['data:image/tiff;base64,SUkqAA==', 'image/tiff'],
    [new URL('ftp://example.com/a.png'), 'image/png'],
    ['file:///a.png', 'image/png'],
    [{ type: 'url', url: 'blob:nodedata:1' }, 'image/png'],
    ['https://', 'image/png'],
  )
  .map(([data, mediaType]) => ({ type: 'file', data, mediaType }));

/** Whatever a file part can be; what is refused comes seldom, since it ends the case. */
export const userFile: fc.Arbitrary<AnyFile> = fc.oneof(
  { weight: 40, arbitrary: image },
  { weight: 20, arbitrary: textFile },
  { weight: 2, arbitrary: refusedFile },
);

export const assistantFile: fc.Arbitrary<AnyFile> = fc.oneof(
  { weight: 20, arbitrary: textFile },
  { weight: 1, arbitrary: image },
  { weight: 1, arbitrary: refusedFile },
);
