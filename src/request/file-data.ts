import { convertBase64ToUint8Array, convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils';

/** What a file is sent as: the URL of an image, or a text. Without either, `held` says what it held instead. */
export type SentFile = { image?: string; text?: string; held: string };

/**
 * Reads bytes, base64, data URLs, http URLs and the tagged forms `{ type: 'data' | 'url' | 'text' | 'reference' }` of
 * AI SDK 7 (language-model-v2.md C).
 */
export function toSentFile(data: unknown, mediaType = ''): SentFile {
  if (data instanceof Uint8Array) return fromBytes(data, mediaType);
  if (data instanceof URL) return fromText(data.href, mediaType);
  if (typeof data === 'string') return fromText(data, mediaType);
  const tagged = (data ?? {}) as { type?: unknown; data?: unknown; url?: unknown; text?: unknown };
  if (tagged.type === 'text' && typeof tagged.text === 'string') {
    return { text: tagged.text, held: 'text' };
  }
  const content = tagged.data ?? tagged.url;
  return content == null
    ? { held: String(tagged.type ?? 'no data') }
    : toSentFile(content, mediaType);
}

function fromText(text: string, mediaType: string): SentFile {
  const [, typeOfUrl = '', base64 = text] = /^data:([^,;]*)[^,]*;base64,(.*)$/is.exec(text) ?? [];
  // Base64 has no colon: what has one is a URL.
  if (base64.includes(':')) return fromUrl(base64, mediaType);
  try {
    // Missing or wrong padding, line breaks and the alphabet of URLs: Bedrock's strict reading refuses them.
    const bytes = convertBase64ToUint8Array(base64.replace(/[=\s]+$/, ''));
    return fromBytes(bytes, `${mediaType} ${typeOfUrl}`.trim());
  } catch {
    return { held: 'no data' };
  }
}

function fromUrl(url: string, mediaType: string): SentFile {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return { held: 'URL of another scheme' };
  return { image: isImage(mediaType) ? new URL(url).href : undefined, held: 'url' };
}

const isImage = (mediaType: string) => /^image\b/i.test(mediaType);

/** `mediaTypes`: what was declared first. */
function fromBytes(bytes: Uint8Array, mediaTypes: string): SentFile {
  if (/^text\b/i.test(mediaTypes)) return { text: new TextDecoder().decode(bytes), held: 'text' };
  if (bytes.length === 0) return { held: 'no data' };
  const base64 = convertUint8ArrayToBase64(bytes);
  const format = isImage(mediaTypes) && toFormat(base64, mediaTypes);
  return { image: format ? `data:image/${format};base64,${base64}` : undefined, held: 'base64' };
}

/** The first bytes, in base64, of each format that Bedrock reads. */
const SIGNATURES = [
  ['iVBORw', 'png'],
  ['/9j/', 'jpeg'],
  ['R0lGO', 'gif'],
  ['UklGR', 'webp'],
] as const;

/** The bytes know best: AI SDK 7 may say just `image`, AI SDK 5 `image/*`, and people `image/jpg`. */
function toFormat(base64: string, mediaTypes: string): string | undefined {
  const [, format] =
    SIGNATURES.find(([prefix]) => base64.startsWith(prefix)) ??
    /image\/(png|jpe?g|gif|webp)\b/i.exec(mediaTypes) ??
    [];
  return format?.toLowerCase().replace('jpg', 'jpeg');
}
