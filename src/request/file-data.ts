import { convertBase64ToUint8Array, convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils';

/** What a file is sent as: the URL of an image, or a text. `held` is what it held, to be named where it is neither. */
export type SentFile = { image?: string; text?: string; held: string };

/**
 * Reads bytes, base64, data URLs, http URLs and the tagged forms `{ type: 'data' | 'url' | 'text' | 'reference' }` of
 * AI SDK 7 (language-model-v2.md C).
 */
export function toSentFile(data: unknown, mediaType = ''): SentFile {
  if (data instanceof Uint8Array) return fromBytes(data, mediaType);
  if (typeof data === 'string' || data instanceof URL) return fromText(String(data), mediaType);
  const tagged = (data ?? {}) as { type?: unknown; data?: unknown; url?: unknown; text?: unknown };
  const content = tagged.data ?? tagged.url;
  if (content != null) return toSentFile(content, mediaType);
  const { type = 'no data', text } = tagged;
  const isText = type === 'text' && typeof text === 'string';
  return { text: isText ? text : undefined, held: String(type) };
}

function fromText(text: string, mediaType: string): SentFile {
  const [, typeOfUrl, base64 = text] = /^data:([^,;]*)(?:;[^,]*)?;base64,(.*)$/is.exec(text) ?? [];
  try {
    // Base64 has no colon: what has one is a URL.
    if (base64.includes(':')) return fromUrl(new URL(base64), mediaType);
    // Bedrock reads strictly: line breaks, the alphabet of URLs and missing padding are put right by way of the bytes.
    const bytes = convertBase64ToUint8Array(base64);
    return fromBytes(bytes, mediaType, typeOfUrl);
  } catch {
    return { held: 'no data' };
  }
}

function fromUrl({ protocol, href }: URL, mediaType: string): SentFile {
  const isSent = isImage(mediaType) && /^https?:/.test(protocol);
  return { image: isSent ? href : undefined, held: `${protocol} URL` };
}

/** @param typeOfUrl what a data URL says of itself. */
function fromBytes(bytes: Uint8Array, mediaType: string, typeOfUrl = ''): SentFile {
  const declared = mediaType || typeOfUrl;
  if (/^text\b/i.test(declared)) return { text: new TextDecoder().decode(bytes), held: 'text' };
  const base64 = isImage(declared) ? convertUint8ArrayToBase64(bytes) : '';
  const format = base64 && toFormat(base64, `${mediaType} ${typeOfUrl}`);
  return {
    image: format ? `data:image/${format};base64,${base64}` : undefined,
    held: bytes.length > 0 ? 'bytes' : 'no data',
  };
}

function isImage(mediaType: string): boolean {
  return /^image\b/i.test(mediaType);
}

/** The first bytes, in base64, of each format that Bedrock reads. */
const SIGNATURES = [
  ['iVBORw', 'png'],
  ['/9j/', 'jpeg'],
  ['R0lGO', 'gif'],
  ['UklGR', 'webp'],
] as const;

/** The bytes know best: AI SDK 7 may say just `image`, AI SDK 5 `image/*`, and people `image/jpg`. */
function toFormat(base64: string, declared: string): string | undefined {
  const [, format] =
    SIGNATURES.find(([prefix]) => base64.startsWith(prefix)) ??
    /image\/(png|jpe?g|gif|webp)\b/i.exec(declared) ??
    [];
  return format?.toLowerCase().replace('jpg', 'jpeg');
}
