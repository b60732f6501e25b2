import { convertBase64ToUint8Array, convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils';

/** What a file part holds, whichever way the AI SDK spells it. */
export type FileData =
  | { type: 'base64'; base64: string }
  | { type: 'url'; url: string }
  | { type: 'text'; text: string }
  | { type: 'unknown' };

/**
 * Reads bytes, base64, data URLs, URLs and the tagged forms `{ type: 'data' | 'url' | 'text' | 'reference' }` of AI SDK 7
 * (language-model-v2.md C).
 */
export function toFileData(data: unknown): FileData {
  if (data instanceof Uint8Array) {
    return { type: 'base64', base64: convertUint8ArrayToBase64(data) };
  }
  if (data instanceof URL) return { type: 'url', url: data.href };
  if (typeof data === 'string') {
    return /^(https?|data):/i.test(data)
      ? { type: 'url', url: data }
      : { type: 'base64', base64: data };
  }
  if (typeof data !== 'object' || data === null) return { type: 'unknown' };

  const tagged = data as { type?: unknown; data?: unknown; url?: unknown; text?: unknown };
  switch (tagged.type) {
    case 'data':
      return toFileData(tagged.data);
    case 'url':
      return toFileData(tagged.url);
    case 'text':
      return typeof tagged.text === 'string'
        ? { type: 'text', text: tagged.text }
        : { type: 'unknown' };
    default:
      return { type: 'unknown' };
  }
}

/** `image/png`, `image/*`, or the bare `image` of AI SDK 7. */
export function isImage(mediaType: string | undefined): boolean {
  return /^image(\/|$)/i.test(mediaType ?? '');
}

export function isText(mediaType: string | undefined): boolean {
  return /^text(\/|$)/i.test(mediaType ?? '');
}

/** The URL that an `image_url` part takes, or undefined if the data is no image that can be sent. */
export function toImageUrl(data: FileData, mediaType: string): string | undefined {
  if (data.type === 'url') return data.url;
  if (data.type !== 'base64') return undefined;
  const subtype = /^image\/([^*]+)$/i.test(mediaType) ? mediaType : toImageType(data.base64);
  return `data:${subtype};base64,${data.base64}`;
}

/** The first bytes of each format that Bedrock reads, in base64. */
const SIGNATURES: [prefix: string, mediaType: string][] = [
  ['iVBORw', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
];

/** AI SDK 7 may say just `image`, AI SDK 5 `image/*`: the bytes tell. */
function toImageType(base64: string): string {
  return SIGNATURES.find(([prefix]) => base64.startsWith(prefix))?.[1] ?? 'image/jpeg';
}

/** The text of a `text/*` file, or undefined if it is not at hand. */
export function toFileText(data: FileData): string | undefined {
  switch (data.type) {
    case 'text':
      return data.text;
    case 'base64':
      return decodeBase64(data.base64);
    case 'url':
      return decodeBase64(/^data:[^,]*;base64,(.*)$/is.exec(data.url)?.[1]);
    case 'unknown':
      return undefined;
  }
}

function decodeBase64(base64: string | undefined): string | undefined {
  if (base64 === undefined) return undefined;
  try {
    return new TextDecoder().decode(convertBase64ToUint8Array(base64));
  } catch {
    return undefined;
  }
}
