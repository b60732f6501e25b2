import { constants, gzipSync } from 'node:zlib';
import { chunkOf, eventOf } from '../support/scripted-model';
import type { Exchange } from './exchange';
import type { Fault } from './fault-table';
import type { Transcript } from './transcript';

export type Break = {
  transcript: Transcript;
  fault: Fault;
  /** How many bytes are sent before the fault; undefined if not even the headers are. */
  at: number | undefined;
  /** Settles when the model has taken that many bytes, or the headers for 0. */
  taken: (bytes: number) => Promise<void>;
  abort: () => void;
};

const PAGE =
  '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';
/** What an endless stream says. */
export const MORE_TEXT = 'more ';
const MORE = eventOf(chunkOf({ content: MORE_TEXT })).repeat(8);

/** Answers as far as the break allows, and then does the damage. */
export async function breakAnswer(exchange: Exchange, how: Break): Promise<void> {
  if (how.at === undefined) return breakHead(exchange, how);
  const { transcript, fault, at } = how;
  const sent = transcript.bytes.subarray(0, at);
  exchange.head({ headers: headersOf(transcript, fault) });
  if (fault === 'gzip')
    await exchange.send(gzipSync(sent, { finishFlush: constants.Z_SYNC_FLUSH }));
  else if (fault === '1-byte writes') await drip(exchange, sent);
  else await exchange.send(sent);
  // What is on its way when a socket breaks is lost before anyone can read it.
  await Promise.race([how.taken(at), exchange.gone]);
  await damage(exchange, how, at);
}

function headersOf({ body }: Transcript, fault: Fault): Record<string, string> {
  const isDocument = (body === 'JSON') !== (fault === 'wrong content type');
  return {
    'content-type': isDocument ? 'application/json' : 'text/event-stream',
    ...(fault === 'gzip' && { 'content-encoding': 'gzip' }),
    ...(!UNANNOUNCED.includes(fault) && { connection: 'close' }),
  };
}

/** Faults that come when the connection was to go on. */
const UNANNOUNCED: Fault[] = ['close', 'reset', 'garbage', 'stall'];

async function drip(exchange: Exchange, bytes: Buffer): Promise<void> {
  for (const byte of bytes) await exchange.send(Buffer.of(byte));
}

async function breakHead(exchange: Exchange, { fault, abort }: Break): Promise<void> {
  switch (fault) {
    case 'close':
      return exchange.close();
    case 'reset':
      return exchange.reset();
    case 'garbage':
      return exchange.raw('\u0000\u0001\u0002 no HTTP \r\n\r\n');
    case 'HTML':
      exchange.head({
        status: 502,
        headers: { 'content-type': 'text/html', connection: 'close' },
      });
      await exchange.send(PAGE);
      return exchange.end();
    case 'stall':
      return abort();
    case 'endless line':
      exchange.raw('HTTP/1.1 200 OK\r\nx-endless: ');
      // More than any client takes of headers.
      return exchange.raw(LINE.repeat(4));
    default:
      throw new Error(`"${fault}" has no meaning before the headers`);
  }
}

async function damage(
  exchange: Exchange,
  { transcript, fault, taken, abort }: Break,
  at: number,
): Promise<void> {
  const isOver = at >= transcript.done;
  switch (fault) {
    case 'close':
    case 'announced close':
      return exchange.close();
    case 'reset':
      return exchange.reset();
    case 'garbage':
      return exchange.raw('no chunk\r\n\r\n');
    case 'HTML':
      await exchange.send(PAGE);
      return exchange.end();
    case 'stall':
      return isOver ? undefined : abort();
    case 'endless stream':
      if (!isOver) taken(at + 2_000).then(abort);
      return exchange.pour(MORE);
    case 'endless line':
      return exchange.pour(LINE);
    case 'early end':
    case 'gzip':
    case '1-byte writes':
    case 'wrong content type':
      return exchange.end();
  }
}

const LINE = 'x'.repeat(65_536);
