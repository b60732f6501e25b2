/** Where a piece of JSON begins: between tokens, in a string, or in a string behind a backslash. */
export type JsonPlace = 'tokens' | 'string' | 'escape';

/**
 * A piece of JSON in which control characters inside of strings are escaped, and white space that JSON lacks, such as
 * no-break spaces between its tokens, is a space. Models write both (field-reports-2.md J2, J4). Nothing else is mended, and
 * a piece without such characters is given as it is.
 */
export function toValidJson(piece: string, place: JsonPlace = 'tokens'): string {
  return MAYBE_INVALID.test(piece) ? mend(piece, place) : piece;
}

function mend(piece: string, begin: JsonPlace): string {
  let place = begin;
  let mended = '';
  /** Up to where `mended` has the piece. */
  let done = 0;
  for (let at = 0; at < piece.length; at++) {
    const character = piece.charAt(at);
    const valid = toValid(character, place);
    if (valid !== character) {
      mended += piece.slice(done, at) + valid;
      done = at + 1;
    }
    place = toNextPlace(character, place);
  }
  return mended + piece.slice(done);
}

function toValid(character: string, place: JsonPlace): string {
  if (place === 'string' && character < ' ') return JSON.stringify(character).slice(1, -1);
  return place === 'tokens' && FOREIGN_SPACE.test(character) ? ' ' : character;
}

function toNextPlace(character: string, place: JsonPlace): JsonPlace {
  if (place === 'escape') return 'string';
  if (character === '"') return place === 'string' ? 'tokens' : 'string';
  return place === 'string' && character === '\\' ? 'escape' : place;
}

/** White space but for the space, and what is below it. */
const MAYBE_INVALID = /[^\S ]|[^ -\uffff]/;
const FOREIGN_SPACE = /[^\S \n\r\t]/;
