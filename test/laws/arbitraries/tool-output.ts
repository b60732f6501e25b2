import fc from 'fast-check';
import { type AnyFile, image, refusedFile, textFile } from './files';
import { json } from './json';
import { text } from './text';

/** What a tool result may hold in AI SDK 5, 6 and 7 (language-model-v2.md C). */
export type AnyOutput = { type: string; value?: unknown; reason?: string };
export type AnyItem = { type: string; [key: string]: unknown };

/** One file in the forms of the three majors: `media`, `image-data`, `file-url`, the tagged `file` and so on. */
const fileItem: fc.Arbitrary<AnyItem> = fc
  .oneof(
    { weight: 5, arbitrary: image },
    { weight: 2, arbitrary: textFile },
    { weight: 2, arbitrary: refusedFile },
  )
  .chain((file) => fc.constantFrom<AnyItem>(...itemsOf(file)));

function itemsOf({ data, mediaType, filename }: AnyFile): AnyItem[] {
  const file = { type: 'file', data: tagged(data), mediaType, filename };
  const kind = mediaType?.toLowerCase().startsWith('image') ? 'image' : 'file';
  if (data instanceof URL) return [file, { type: `${kind}-url`, url: data.href, mediaType }];
  if (typeof data !== 'string') return [file];
  return /^[a-z]+:/i.test(data)
    ? [file, { type: `${kind}-url`, url: data }]
    : [
        file,
        { type: 'media', data, mediaType },
        { type: `${kind}-data`, data, mediaType, filename },
      ];
}

function tagged(data: unknown): unknown {
  if (data instanceof URL) return { type: 'url', url: data };
  const isTagged = typeof data === 'object' && data !== null && 'type' in data;
  return isTagged ? data : { type: 'data', data };
}

const oddItem = fc.constantFrom<AnyItem>(
  { type: 'file-id', fileId: 'file-1' },
  { type: 'file-id', fileId: { openai: 'file-1' } },
  { type: 'image-file-id', fileId: 'file-1' },
  { type: 'file-reference', providerReference: { openai: 'file-1' } },
  { type: 'image-file-reference', providerReference: { openai: 'file-1' } },
  { type: 'custom', providerOptions: { openai: { anything: true } } },
  { type: 'file-url', url: 'https://example.com/report.pdf' },
  { type: 'unheard-of', value: { nested: true } },
);

const item: fc.Arbitrary<AnyItem> = fc.oneof(
  { weight: 4, arbitrary: text.map((value) => ({ type: 'text', text: value })) },
  { weight: 4, arbitrary: fileItem },
  { weight: 1, arbitrary: oddItem },
);

export const toolOutput: fc.Arbitrary<AnyOutput> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constantFrom('text', 'error-text'), value: text }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constantFrom('json', 'error-json'), value: json }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('content'),
      value: fc.array(item, { maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      { type: fc.constant('execution-denied'), reason: text },
      { requiredKeys: ['type'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<AnyOutput>(
      { type: 'json', value: undefined },
      { type: 'unheard-of', value: { nested: true } },
    ),
  },
);
