import { convertBase64ToUint8Array, convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils';
import { joinNonEmpty } from '../../../json/json-text';

/** How a file is sent: as the URL of an image, or as text. Else `source` describes, if it can, what the file was. */
export type FileContent = { imageUrl?: string; text?: string; source?: string };

/**
 * Reads bytes, base64, data URLs, http URLs and the tagged forms `{ type: 'data' | 'url' | 'text' | 'reference' }` of
 * AI SDK 7 (language-model-v2.md C).
 */
export function toFileContent(data: unknown, mediaType = ''): FileContent {
  if (ArrayBuffer.isView(data)) {
    return fromBytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), mediaType);
  }
  if (data instanceof ArrayBuffer) return fromBytes(new Uint8Array(data), mediaType);
  if (typeof data === 'string' || data instanceof URL) return fromText(String(data), mediaType);
  const bytes = fromJson(data);
  if (bytes) return fromBytes(bytes, mediaType);
  const tagged = (data ?? {}) as TaggedData;
  const content = tagged.data ?? tagged.url;
  if (content != null) return toFileContent(content, mediaType);
  const { type = 'no data', text, reference } = tagged;
  if (typeof text === 'string') return { text };
  return { source: joinNonEmpty(' ', type, reference) };
}

type TaggedData = {
  type?: string;
  data?: unknown;
  url?: unknown;
  text?: unknown;
  /** Ids of an uploaded file, by provider. */
  reference?: unknown;
};

/** Bytes that were written as JSON: `{ type: 'Buffer', data: [137, 80] }` or `{ 0: 137, 1: 80 }`. */
function fromJson(data: unknown): Uint8Array | undefined {
  const numbers = Object.values(data ?? {});
  return numbers.length > 0 && numbers.every(Number.isInteger)
    ? Uint8Array.from(numbers as number[])
    : undefined;
}

function fromText(text: string, mediaType: string): FileContent {
  const [prefix = '', typeOfUrl] = /^data:([^,;]*)(?:;[^,]*)?;base64,/i.exec(text) ?? [];
  const base64 = text.slice(prefix.length);
  if (isCanonical(base64) && isImage(mediaType || typeOfUrl)) {
    const head = convertBase64ToUint8Array(base64.slice(0, 16));
    return fromImage(head, () => base64, mediaType || typeOfUrl);
  }
  const [, typeOfText, encoded] = /^data:([^,;]*)(?:;[^,]*)?,(.*)$/is.exec(base64) ?? [];
  try {
    if (encoded !== undefined) {
      return fromBytes(fromPercents(encoded), mediaType, typeOfText || 'text/plain');
    }
    // Base64 has no colon, a URL has one.
    if (base64.includes(':')) return fromUrl(new URL(base64), mediaType);
    // Bedrock takes canonical base64 only. Decoding and encoding removes line breaks, the URL alphabet and missing padding.
    return fromBytes(convertBase64ToUint8Array(base64), mediaType, typeOfUrl);
  } catch {
    return { source: 'no data' };
  }
}

const PERCENT = 0x25;

/** The bytes of a data URL that is not in base64, as in `data:text/plain,caf%C3%A9`. */
function fromPercents(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const digits = byte === PERCENT ? String.fromCharCode(...bytes.subarray(at + 1, at + 3)) : '';
    const isEncoded = /^[\da-f]{2}$/i.test(digits);
    bytes[length++] = isEncoded ? Number.parseInt(digits, 16) : byte;
    if (isEncoded) at += 2;
  }
  return bytes.subarray(0, length);
}

/** Whether decoding and encoding would change nothing: no other characters, whole groups, no bits behind the last byte. */
function isCanonical(base64: string): boolean {
  const end = base64.search(/[^A-Za-z\d+/]/);
  const isPadded = end < 0 || /^(?:[AQgw]==|[AEIMQUYcgkosw048]=)$/.test(base64.slice(end - 1));
  return isPadded && base64.length % 4 === 0;
}

function fromUrl({ protocol, href }: URL, mediaType: string): FileContent {
  const isImageUrl = IMAGE_TYPE.test(mediaType) && /^https?:/.test(protocol);
  return isImageUrl ? { imageUrl: href } : { source: `${protocol} URL` };
}

/** @param typeOfUrl the media type inside a data URL. */
function fromBytes(bytes: Uint8Array, mediaType: string, typeOfUrl = ''): FileContent {
  const declared = mediaType || typeOfUrl;
  if (TEXT_TYPE.test(declared)) return { text: decodeText(bytes) };
  const isUntyped = UNTYPED.test(declared);
  const image = fromImage(
    bytes.subarray(0, 12),
    () => convertUint8ArrayToBase64(bytes),
    isUntyped ? 'image' : declared,
  );
  return isUntyped && bytes.length > 0 && !image.imageUrl ? fromUntyped(bytes) : image;
}

/** Text, if it is any: browsers give many source files no type. */
function fromUntyped(bytes: Uint8Array): FileContent {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return BINARY.test(text) ? {} : { text };
  } catch {
    return {};
  }
}

/** @param head the first bytes. */
function fromImage(head: Uint8Array, toBase64: () => string, declared = ''): FileContent {
  if (head.length === 0) return { source: 'no data' };
  if (!isImage(declared)) return {};
  // The first bytes decide: the type may be `image` (AI SDK 7), `image/*` (AI SDK 5), or wrong, and Claude refuses a wrong one.
  const characters = String.fromCharCode(...head);
  const format = FORMATS.find(([, start]) => start.test(characters))?.[0];
  if (!format) return { source: 'bytes in none of these formats' };
  return { imageUrl: `data:image/${format};base64,${toBase64()}` };
}

function isImage(mediaType = ''): boolean {
  return /^image\b/i.test(mediaType);
}

/** The image formats that Bedrock reads, by their first bytes. */
const FORMATS: [format: string, start: RegExp][] = [
  ['png', /^\x89PNG/],
  ['jpeg', /^\xff\xd8\xff/],
  ['gif', /^GIF8/],
  // Sound and video may begin with RIFF too.
  ['webp', /^RIFF(?!.{4}(?!WEBP).{4})/s],
];

/** `image`, `image/*`, and the formats that Bedrock reads. */
const IMAGE_TYPE = /^image(?:\/(?:\*|png|jpe?g|gif|webp))?(?:;|$)/i;

/** Types whose bytes a model can read as text. */
const TEXT_TYPE =
  /^(?:text\b|message\/rfc822|application\/(?:[\w.-]+\+|x-)?(?:json(?:5|l|-seq)?|ndjson|csv|xml(?:-dtd)?|ya?ml|toml|javascript|ecmascript|typescript|python|ruby|perl|sql|graphql|c?sh|httpd-php|(?:la)?tex|www-form-urlencoded)(?![\w-]))/i;

/** Types that say nothing. */
const UNTYPED = /^(?:(?:application|binary)\/octet-stream\b.*)?$/i;

/** Matches data that is no text: a NUL, or the beginning of a PDF, which may hold no NUL. */
const BINARY = /^%PDF-|\0/;

/** UTF-8, or UTF-16 where its byte order mark says so. */
function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const label =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(label).decode(bytes);
}
