import type { AnyFile } from '../arbitraries/files';

/**
 * What becomes of a file, told from the file alone: an image that travels as a URL, a text, or nothing, because
 * Heroku cannot take it. `unclear` is a file of which no source says which it is.
 */
export type Verdict =
  | { kind: 'image'; isSame: (url: string) => boolean; what: string }
  | { kind: 'text'; text: string }
  | { kind: 'refused' }
  | { kind: 'unclear' };

const REFUSED: Verdict = { kind: 'refused' };

/** Where the data of a file comes from, once its form is seen through. */
type Source = Bytes | Link | { text: string } | 'none' | 'unclear';
type Bytes = { bytes: Uint8Array; mediaType?: string };
type Link = { link: string };

export function judgeFile({ data, mediaType }: Pick<AnyFile, 'data' | 'mediaType'>): Verdict {
  const source = toSource(data);
  if (source === 'unclear') return { kind: 'unclear' };
  if (source === 'none') return REFUSED;
  if ('text' in source) return { kind: 'text', text: source.text };
  const type = mediaType?.toLowerCase() ?? ('mediaType' in source ? source.mediaType : undefined);
  if (type === 'image' || type?.startsWith('image/')) return judgeImage(source, type);
  if (type === 'text' || type?.startsWith('text/')) return judgeText(source);
  // Bytes that may well be text.
  return type === 'application/json' ? { kind: 'unclear' } : REFUSED;
}

/** The formats that Bedrock reads. */
const FORMATS: [mediaType: string, head: string][] = [
  ['image/png', '\x89PNG'],
  ['image/jpeg', '\xff\xd8\xff'],
  ['image/gif', 'GIF8'],
  ['image/webp', 'RIFF'],
];

/** The bytes know their format best, then whoever handed them over. */
function judgeImage(source: Bytes | Link, type: string): Verdict {
  if ('link' in source) {
    const { link } = source;
    return { kind: 'image', isSame: (url) => toHref(url) === link, what: link };
  }
  const { bytes } = source;
  if (bytes.length === 0) return REFUSED;
  const head = Buffer.from(bytes).toString('latin1');
  const told = type === 'image' || type === 'image/*' ? source.mediaType : type;
  const sniffed = FORMATS.find(([, start]) => head.startsWith(start))?.[0];
  const format = sniffed ?? (told === 'image/jpg' ? 'image/jpeg' : told);
  if (format !== undefined && !FORMATS.some(([known]) => known === format)) return REFUSED;
  const isSame = (url: string) => {
    const [, sent, base64 = ''] = /^data:([^;]*);base64,(.*)$/s.exec(url) ?? [];
    const isFormat = format === undefined || sent === format;
    return isFormat && Buffer.from(base64, 'base64').equals(bytes);
  };
  return { kind: 'image', isSame, what: `${format ?? 'image'}, ${bytes.length} bytes` };
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
  if (/^data:/i.test(url)) return 'unclear';
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
