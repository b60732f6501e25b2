import { InvalidResponseDataError } from '@ai-sdk/provider';
import { closeBody } from './close-body';

type Piece = Uint8Array | string;
type Reader = Pick<ReadableStreamDefaultReader<Piece>, 'read' | 'cancel'>;

/** The body of a response, in pieces, as the `fetch` in use gives them. */
export type BodyReader = Reader & {
  /**
   * The text of what was read; a character whose bytes are cut comes with the next one. Throws InvalidResponseDataError for a piece
   * that is neither bytes nor a string.
   */
  decode(read: ReadableStreamReadResult<Piece>): string;
};

/**
 * The body of what a `fetch` gave: a web stream of bytes or strings; without a body, as in React Native, its `text()`. Throws
 * InvalidResponseDataError for any other, and closes it.
 */
export function toBodyReader(response: Response): BodyReader {
  const reader = toReader(response);
  const decode = createDecoder();
  return {
    read: () => reader.read(),
    cancel: (reason) => reader.cancel(reason),
    decode({ value: piece, done }) {
      if (typeof piece === 'string') return piece;
      try {
        return decode(piece, { stream: !done });
      } catch {
        throw createUnreadableError('whose body has pieces that are neither bytes nor strings');
      }
    },
  };
}

const wholeDecoder = /* @__PURE__ */ new TextDecoder();

/**
 * Decodes a stream of UTF-8. Node takes eight times as long for a piece of a stream as for a whole text, if that is ASCII. A
 * piece that begins and ends with ASCII, behind one that ended with ASCII, has no character that is cut: it is a whole text.
 */
function createDecoder() {
  let decoder: TextDecoder | undefined;
  /** Whether a byte order mark is a character: not at the start. */
  let ignoreBOM = false;
  /** Whether the piece before ended with a whole character, and was ASCII: others take longer in the whole decoder. */
  let wasAscii = true;

  return (piece: Uint8Array | undefined, options: TextDecodeOptions): string => {
    const endsInAscii = isAscii(piece?.[piece.length - 1]);
    const isWhole = wasAscii && endsInAscii && isAscii(piece?.[0]);
    if (!isWhole && piece !== undefined) decoder ??= new TextDecoder('utf-8', { ignoreBOM });
    const text = (isWhole ? wholeDecoder : decoder)?.decode(piece, isWhole ? {} : options) ?? '';
    ignoreBOM = true;
    wasAscii = endsInAscii && text.length === piece?.length;
    return text;
  };
}

function isAscii(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0 && byte < 0x80;
}

function toReader(response: Response): Reader {
  if (!response) throw createUnreadableError(`which is ${response}`);
  const { body, bodyUsed } = response;
  if (bodyUsed || body?.locked)
    throw createUnreadableError('whose body has been read already, or is being read');
  if (typeof body?.getReader === 'function') return body.getReader();
  if (body != null) {
    closeBody(response);
    throw createUnreadableError('whose body is no web stream (node-fetch has a stream of Node)');
  }
  if (typeof response.text !== 'function')
    throw createUnreadableError('with neither a body nor text()');
  return createTextReader(response);
}

/** Reads the text as one piece. A cancel ends also a read that waits. */
function createTextReader(response: Response): Reader {
  const end = { done: true, value: undefined } as const;
  let isOver = false;
  let stop = () => {};
  const stopped = new Promise<typeof end>((resolve) => {
    stop = () => resolve(end);
  });
  const readAll = async () => ({ done: false, value: await response.text() }) as const;
  return {
    async read() {
      if (isOver) return end;
      isOver = true;
      return Promise.race([stopped, readAll()]);
    },
    async cancel() {
      isOver = true;
      stop();
    },
  };
}

function createUnreadableError(what: string): InvalidResponseDataError {
  return new InvalidResponseDataError({
    data: undefined,
    message: `\`fetch\` gave a response ${what}: use one that answers as the global fetch does, with the setting fetch.`,
  });
}
