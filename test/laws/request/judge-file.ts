import type { AnyFile } from '../arbitraries/files';

/**
 * What becomes of a file, told from the file alone: an image that travels as a URL, a text, or nothing, because
 * Heroku cannot take it.
 */
export type Verdict =
  | { kind: 'image'; isSame: (url: string) => boolean; what: string }
  | { kind: 'text'; text: string }
  | { kind: 'refused' };

const REFUSED: Verdict = { kind: 'refused' };

/** Where the data of a file comes from, once its form is seen through. */
type Source = Bytes | Link | { text: string } | 'none';
type Bytes = { bytes: Uint8Array; mediaType?: string };
type Link = { link: string };

export function judgeFile({ data, mediaType }: Pick<AnyFile, 'data' | 'mediaType'>): Verdict {
  const source = toSource(data);
  if (source === 'none') return REFUSED;
  if ('text' in source) return { kind: 'text', text: source.text };
  const type = mediaType?.toLowerCase() ?? ('mediaType' in source ? source.mediaType : undefined);
  if (type === 'image' || type?.startsWith('image/')) return judgeImage(source);
  if (type === 'text' || type?.startsWith('text/')) return judgeText(source);
  if (type === 'application/json') return judgeText(source);
  return !type || type === 'application/octet-stream' ? judgeUntyped(source) : REFUSED;
}

/** The bytes decide: an image, a text, or nothing. */
function judgeUntyped(source: Bytes | Link): Verdict {
  if ('link' in source || source.bytes.length === 0) return REFUSED;
  const image = judgeImage(source);
  if (image.kind === 'image') return image;
  const { bytes } = source;
  const isText = Buffer.from(bytes).equals(Buffer.from(new TextDecoder().decode(bytes)));
  return isText && !bytes.includes(0) ? judgeText(source) : REFUSED;
}

/** The formats that Bedrock reads. */
const FORMATS: [mediaType: string, head: string][] = [
  ['image/png', '\x89PNG'],
  ['image/jpeg', '\xff\xd8\xff'],
  ['image/gif', 'GIF8'],
  ['image/webp', 'RIFF'],
];

/** The bytes alone know their format: whoever handed them over may be wrong. */
function judgeImage(source: Bytes | Link): Verdict {
  if ('link' in source) {
    const { link } = source;
    return { kind: 'image', isSame: (url) => toHref(url) === link, what: link };
  }
  const { bytes } = source;
  if (bytes.length === 0) return REFUSED;
  const head = Buffer.from(bytes).toString('latin1');
  const format = FORMATS.find(([, start]) => head.startsWith(start))?.[0];
  if (format === undefined) return REFUSED;
  const isSame = (url: string) => {
    const [, sent, base64 = ''] = /^data:([^;]*);base64,(.*)$/s.exec(url) ?? [];
    return sent === format && Buffer.from(base64, 'base64').equals(bytes);
  };
  return { kind: 'image', isSame, what: `${format}, ${bytes.length} bytes` };
}

function judgeText(source: Bytes | Link): Verdict {
  return 'link' in source
    ? REFUSED
    : { kind: 'text', text: new TextDecoder().decode(source.bytes) };
}

function toSource(data: unknown): Source {
  if (data instanceof Uint8Array) return { bytes: data };
  if (data instanceof URL) return toUrlSource(data.href);
  if (typeof data === 'string') {
    return /^[a-z][a-z0-9+.-]*:/i.test(data) ? toUrlSource(data) : toBytes(data);
  }
  const tagged = (data ?? {}) as { type?: unknown; data?: unknown; url?: unknown; text?: unknown };
  if (tagged.type === 'data') return toSource(tagged.data);
  if (tagged.type === 'url') return toSource(tagged.url);
  return tagged.type === 'text' && typeof tagged.text === 'string' ? { text: tagged.text } : 'none';
}

function toUrlSource(url: string): Source {
  const [, mediaType, base64] = /^data:([^;,]*);base64,(.*)$/is.exec(url) ?? [];
  if (base64 !== undefined) {
    const source = toBytes(base64);
    return typeof source === 'object' && mediaType ? { ...source, mediaType } : source;
  }
  const [, textType, encoded] = /^data:([^;,]*)[^,]*,(.*)$/is.exec(url) ?? [];
  if (encoded !== undefined) {
    const bytes = new Uint8Array(Buffer.from(decodeURIComponent(encoded)));
    return { bytes, mediaType: textType || 'text/plain' };
  }
  const href = toHref(url);
  return /^https?:/.test(href) ? { link: href } : 'none';
}

const toHref = (url: string): string => (URL.canParse(url) ? new URL(url).href : '');

/** Base64 in either alphabet, with or without line breaks and padding. */
function toBytes(base64: string): { bytes: Uint8Array } | 'none' {
  const digits = base64.replace(/\s/g, '').replace(/=+$/, '');
  return /^[\w+/-]*$/.test(digits) && digits.length % 4 !== 1
    ? { bytes: new Uint8Array(Buffer.from(digits, 'base64')) }
    : 'none';
}
