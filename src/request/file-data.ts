import { convertBase64ToUint8Array, convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils';

/** What a file part holds, whichever way the AI SDK spells it. The other types name what cannot be sent. */
export type FileData =
  | { type: 'base64'; base64: string; mediaType?: string }
  | { type: 'url'; url: string }
  | { type: 'text'; text: string }
  | { type: 'no data' | 'URL of another scheme' | 'reference to a file elsewhere' };

/**
 * Reads bytes, base64, data URLs, http URLs and the tagged forms `{ type: 'data' | 'url' | 'text' | 'reference' }` of
 * AI SDK 7 (language-model-v2.md C).
 */
export function toFileData(data: unknown): FileData {
  if (data instanceof Uint8Array) return fromBase64(convertUint8ArrayToBase64(data));
  if (data instanceof URL) return toFileData(data.href);
  if (typeof data === 'string') return fromString(data);
  const tagged = (data ?? {}) as { type?: unknown; data?: unknown; url?: unknown; text?: unknown };
  if (tagged.type === 'text' && typeof tagged.text === 'string') {
    return { type: 'text', text: tagged.text };
  }
  if (tagged.type === 'reference') return { type: 'reference to a file elsewhere' };
  const content = tagged.data ?? tagged.url;
  return content == null ? { type: 'no data' } : toFileData(content);
}

function fromString(data: string): FileData {
  // Base64 has no colon: what has one is a URL.
  const [, mediaType, base64] = /^data:([^,;]*)[^,]*;base64,(.*)$/is.exec(data) ?? [];
  if (base64 !== undefined) return fromBase64(base64, mediaType);
  if (!data.includes(':')) return fromBase64(data);
  return /^https?:/i.test(data) && URL.canParse(data)
    ? { type: 'url', url: new URL(data).href }
    : { type: 'URL of another scheme' };
}

/** Puts right what Bedrock's strict reading refuses: line breaks, the alphabet of URLs, missing padding. */
function fromBase64(text: string, mediaType?: string): FileData {
  const digits = text.replace(/\s/g, '').replace(/=+$/, '').replace(/-/g, '+').replace(/_/g, '/');
  if (!/^[a-z\d+/]*$/i.test(digits) || digits.length % 4 === 1) return { type: 'no data' };
  const base64 = digits.padEnd(Math.ceil(digits.length / 4) * 4, '=');
  return { type: 'base64', base64, mediaType };
}

/** The URL for an `image_url` part, if the data is an image that can be sent. */
export function toImageUrl(data: FileData, mediaType = ''): string | undefined {
  const declared = 'mediaType' in data ? mediaType || data.mediaType : mediaType;
  if (!/^image(\/|$)/i.test(declared ?? '')) return undefined;
  if (data.type === 'url') return data.url;
  if (data.type !== 'base64' || data.base64 === '') return undefined;
  const type = toImageType(data.base64, mediaType) ?? toImageType('', data.mediaType ?? '');
  return type && `data:${type};base64,${data.base64}`;
}

/** The first bytes, in base64, of each format that Bedrock reads. */
const SIGNATURES: [prefix: string, mediaType: string][] = [
  ['iVBORw', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
];

/** The bytes know best: AI SDK 7 may say just `image`, AI SDK 5 `image/*`, and people `image/jpg`. */
function toImageType(base64: string, declared: string): string | undefined {
  const [, mediaType] = SIGNATURES.find(([prefix]) => base64.startsWith(prefix)) ?? [];
  const [, name] = /^image\/(png|jpe?g|gif|webp)\b/i.exec(declared) ?? [];
  return mediaType ?? (name && `image/${name.toLowerCase().replace('jpg', 'jpeg')}`);
}

/** The text of a file that is at hand. */
export function toFileText(data: FileData, mediaType = ''): string | undefined {
  if (data.type === 'text') return data.text;
  if (data.type !== 'base64' || !/^text(\/|$)/i.test(mediaType || (data.mediaType ?? '')))
    return undefined;
  try {
    return new TextDecoder().decode(convertBase64ToUint8Array(data.base64));
  } catch {
    return undefined;
  }
}
