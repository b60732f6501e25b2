import { convertBase64ToUint8Array, convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils';

/** What a file part holds, whichever way the AI SDK spells it. The other types name what cannot be sent. */
export type FileData =
  | { type: 'base64'; base64: string }
  | { type: 'url'; url: string }
  | { type: 'text'; text: string }
  | { type: 'no data' | 'URL of another scheme' | 'reference to a file elsewhere' };

/**
 * Reads bytes, base64, data URLs, http URLs and the tagged forms `{ type: 'data' | 'url' | 'text' | 'reference' }` of
 * AI SDK 7 (language-model-v2.md C).
 */
export function toFileData(data: unknown): FileData {
  if (data instanceof Uint8Array) return toFileData(convertUint8ArrayToBase64(data));
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
  if (data === '') return { type: 'no data' };
  if (/^https?:/i.test(data)) return { type: 'url', url: data };
  // Base64 has no colon and no comma: what has a scheme is a URL.
  const [, scheme, base64] = /^([a-z][a-z\d+.-]*:)(?:[^,]*;base64,(.*))?/is.exec(data) ?? [];
  if (scheme === undefined) return { type: 'base64', base64: data };
  return base64 ? { type: 'base64', base64 } : { type: 'URL of another scheme' };
}

/** The URL for an `image_url` part, if the data is an image that can be sent. */
export function toImageUrl(data: FileData, mediaType = ''): string | undefined {
  if (!/^image(\/|$)/i.test(mediaType)) return undefined;
  if (data.type === 'url') return data.url;
  if (data.type !== 'base64') return undefined;
  return `data:${toImageType(data.base64, mediaType)};base64,${data.base64}`;
}

/** The first bytes, in base64, of each format that Bedrock reads. */
const SIGNATURES: [prefix: string, mediaType: string][] = [
  ['iVBORw', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
];

/** The bytes know best: AI SDK 7 may say just `image`, AI SDK 5 `image/*`, and people `image/jpg`. */
function toImageType(base64: string, mediaType: string): string {
  const bySignature = SIGNATURES.find(([prefix]) => base64.startsWith(prefix))?.[1];
  const declared = /^image\/(png|gif|webp)/.exec(mediaType.toLowerCase())?.[0];
  return bySignature ?? declared ?? 'image/jpeg';
}

/** The text of a file that is at hand. */
export function toFileText(data: FileData, mediaType = ''): string | undefined {
  if (data.type === 'text') return data.text;
  if (data.type !== 'base64' || !/^text(\/|$)/i.test(mediaType)) return undefined;
  try {
    return new TextDecoder().decode(convertBase64ToUint8Array(data.base64));
  } catch {
    return undefined;
  }
}
