import { convertBase64ToUint8Array, convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils';

/** What a file is sent as: the URL of an image, or a text; else what it holds. */
export type SentFile = { image?: string; text?: string; held?: string };

/**
 * Reads bytes, base64, data URLs, http URLs and the tagged forms `{ type: 'data' | 'url' | 'text' | 'reference' }` of
 * AI SDK 7 (language-model-v2.md C).
 */
export function toSentFile(data: unknown, mediaType = ''): SentFile {
  if (data instanceof Uint8Array) return fromBytes(data, mediaType);
  if (typeof data === 'string' || data instanceof URL) return fromText(String(data), mediaType);
  const tagged = (data ?? {}) as { type?: string; data?: unknown; url?: unknown; text?: unknown };
  const content = tagged.data ?? tagged.url;
  if (content != null) return toSentFile(content, mediaType);
  const { type = 'no data', text } = tagged;
  return typeof text === 'string' ? { text } : { held: type };
}

function fromText(text: string, mediaType: string): SentFile {
  const [, typeOfUrl, base64 = text] = /^data:([^,;]*)(?:;[^,]*)?;base64,(.*)$/is.exec(text) ?? [];
  try {
    // Base64 has no colon: what has one is a URL.
    if (base64.includes(':')) return fromUrl(new URL(base64), mediaType);
    // Bedrock reads strictly: line breaks, the alphabet of URLs and missing padding are put right by way of the bytes.
    return fromBytes(convertBase64ToUint8Array(base64), mediaType, typeOfUrl);
  } catch {
    return { held: 'no data' };
  }
}

function fromUrl({ protocol, href }: URL, mediaType: string): SentFile {
  const isSent = isImage(mediaType) && /^https?:/.test(protocol);
  return isSent ? { image: href } : { held: `${protocol} URL` };
}

/** @param typeOfUrl what a data URL says of itself. */
function fromBytes(bytes: Uint8Array, mediaType: string, typeOfUrl = ''): SentFile {
  const declared = mediaType || typeOfUrl;
  if (/^text\b/i.test(declared)) return { text: new TextDecoder().decode(bytes) };
  const base64 = convertUint8ArrayToBase64(bytes);
  if (!base64) return { held: 'no data' };
  // The bytes know best: AI SDK 7 may say just `image`, AI SDK 5 `image/*`, and people `image/jpg`.
  const [, named] = /image\/(png|jpe?g|gif|webp)\b/i.exec(`${mediaType} ${typeOfUrl}`) ?? [];
  const format = FORMATS[base64.slice(0, 4)] ?? named?.toLowerCase().replace('jpg', 'jpeg');
  return isImage(declared) && format ? { image: `data:image/${format};base64,${base64}` } : {};
}

function isImage(mediaType: string): boolean {
  return /^image\b/i.test(mediaType);
}

/** The formats that Bedrock reads, by their first bytes in base64. */
const FORMATS: Record<string, string | undefined> = {
  iVBO: 'png',
  '/9j/': 'jpeg',
  R0lG: 'gif',
  UklG: 'webp',
};
