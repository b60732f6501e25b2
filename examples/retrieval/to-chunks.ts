// A document is embedded in pieces, since Heroku takes at most 2,048 bytes for one vector.

const MAX_BYTES = 2048;

/** Where a text is cut: behind a paragraph; where one is too long, behind a sentence, a word, a character. */
const CUTS = [/(?=\S)(?<=\n\s*\n)/, /(?=\S)(?<=[.!?]\s+)|(?<=[。！？])/, /(?=\S)(?<=\s)/, /(?:)/u];

/** Pieces of a text, as long as may be, in order. Each is there once, and none is blank. */
export function toChunks(text: string): string[] {
  const chunks: string[] = [];
  let [chunk, bytes] = ['', 0];
  for (const piece of toPieces(text)) {
    const more = Buffer.byteLength(piece);
    if (bytes + more > MAX_BYTES) {
      chunks.push(chunk);
      [chunk, bytes] = ['', 0];
    }
    chunk += piece;
    bytes += more;
  }
  const trimmed = [...chunks, chunk].map((chunk) => chunk.trim());
  return [...new Set(trimmed)].filter((chunk) => chunk !== '');
}

/** Cut no finer than is needed for each piece to fit. */
function toPieces(text: string, [cut, ...finer] = CUTS): string[] {
  if (cut === undefined || Buffer.byteLength(text) <= MAX_BYTES) return [text];
  return text.split(cut).flatMap((piece) => toPieces(piece, finer));
}
