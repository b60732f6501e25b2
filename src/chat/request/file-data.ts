import { convertBase64ToUint8Array, convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils';
import { joinNonEmpty } from '../../json/json-text';

/** How a file is sent: as the URL of an image, or as text. Else `source` describes, if it can, what the file was. */
export type FileContent = { imageUrl?: string; text?: string; source?: string };

/**
 * Reads bytes, base64, data URLs, http URLs and the tagged forms `{ type: 'data' | 'url' | 'text' | 'reference' }` of
 * AI SDK 7 (language-model-v2.md C).
 */
export function toFileContent(data: unknown, mediaType = ''): FileContent {
  if (data instanceof Uint8Array) return fromBytes(data, mediaType);
  if (typeof data === 'string' || data instanceof URL) return fromText(String(data), mediaType);
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

function fromText(text: string, mediaType: string): FileContent {
  const [, typeOfUrl, base64 = text] = /^data:([^,;]*)(?:;[^,]*)?;base64,(.*)$/is.exec(text) ?? [];
  try {
    // Base64 has no colon, a URL has one.
    if (base64.includes(':')) return fromUrl(new URL(base64), mediaType);
    // Bedrock takes canonical base64 only. Decoding and encoding removes line breaks, the URL alphabet and missing padding.
    return fromBytes(convertBase64ToUint8Array(base64), mediaType, typeOfUrl);
  } catch {
    return { source: 'no data' };
  }
}

function fromUrl({ protocol, href }: URL, mediaType: string): FileContent {
  const isImageUrl = IMAGE_TYPE.test(mediaType) && /^https?:/.test(protocol);
  return isImageUrl ? { imageUrl: href } : { source: `${protocol} URL` };
}

/** @param typeOfUrl the media type inside a data URL. */
function fromBytes(bytes: Uint8Array, mediaType: string, typeOfUrl = ''): FileContent {
  const declared = mediaType || typeOfUrl;
  if (TEXT_TYPE.test(declared)) return { text: decodeText(bytes) };
  const base64 = convertUint8ArrayToBase64(bytes);
  if (!base64) return { source: 'no data' };
  // The first bytes win over the declared type, which may be `image` (AI SDK 7), `image/*` (AI SDK 5) or `image/jpg`.
  const [, named] = /image\/(png|jpe?g|gif|webp)\b/i.exec(`${mediaType} ${typeOfUrl}`) ?? [];
  const format = FORMATS[base64.slice(0, 4)] ?? named?.toLowerCase().replace('jpg', 'jpeg');
  return isImage(declared) && format ? { imageUrl: `data:image/${format};base64,${base64}` } : {};
}

function isImage(mediaType: string): boolean {
  return /^image\b/i.test(mediaType);
}

/** The image formats that Bedrock reads, by their first bytes in base64. */
const FORMATS: Record<string, string | undefined> = {
  iVBO: 'png',
  '/9j/': 'jpeg',
  R0lG: 'gif',
  UklG: 'webp',
};

/** `image`, `image/*`, and the formats that Bedrock reads. */
const IMAGE_TYPE = /^image(?:\/(?:\*|png|jpe?g|gif|webp))?(?:;|$)/i;

/** Types whose bytes a model can read as text. */
const TEXT_TYPE =
  /^(?:text\b|application\/(?:[\w.-]+\+)?(?:json5?|jsonl|x-ndjson|ndjson|xml|x-yaml|yaml|toml|javascript|x-javascript|ecmascript|typescript|sql|graphql|x-sh|x-httpd-php)\b)/i;

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
