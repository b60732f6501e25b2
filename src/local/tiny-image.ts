/** A PNG of one pixel. */
export function pngOfOnePixel(color: readonly [number, number, number]): Uint8Array {
  const size = [0, 0, 0, 1];
  const trueColor = [8, 2, 0, 0, 0];
  return Uint8Array.from([
    ...[0x89, ...codes('PNG\r\n\x1a\n')],
    ...pngChunk('IHDR', [...size, ...size, ...trueColor]),
    ...pngChunk('IDAT', stored([0, ...color])),
    ...pngChunk('IEND', []),
  ]);
}

/** A gray JPEG of one pixel, with a comment. */
export function jpegOfOnePixel(comment: string): Uint8Array {
  const onlyCode = [1, ...new Array<number>(15).fill(0), 0];
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...jpegSegment(0xfe, codes(comment)),
    ...jpegSegment(0xdb, [0, ...new Array<number>(64).fill(1)]),
    ...jpegSegment(0xc0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
    ...jpegSegment(0xc4, [0x00, ...onlyCode]),
    ...jpegSegment(0xc4, [0x10, ...onlyCode]),
    ...jpegSegment(0xda, [1, 1, 0, 0, 63, 0]),
    ...[0x3f, 0xff, 0xd9],
  ]);
}

const codes = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));

function jpegSegment(marker: number, data: number[]): number[] {
  const length = data.length + 2;
  return [0xff, marker, length >> 8, length & 0xff, ...data];
}

function pngChunk(type: string, data: number[]): number[] {
  const content = [...codes(type), ...data];
  return [...bigEndian(data.length), ...content, ...bigEndian(crc32(content))];
}

/** A zlib stream of one block that is not compressed (RFC 1950, RFC 1951). */
function stored(data: number[]): number[] {
  const length = data.length;
  const header = [1, length & 0xff, length >> 8, ~length & 0xff, (~length >> 8) & 0xff];
  return [0x78, 0x01, ...header, ...data, ...bigEndian(adler32(data))];
}

const bigEndian = (value: number): number[] =>
  [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);

function crc32(bytes: number[]): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

function adler32(bytes: number[]): number {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return ((high << 16) | low) >>> 0;
}
