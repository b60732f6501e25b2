import type { Position } from './transcript';

export type Fault =
  /** The socket is closed, without the end that HTTP wants. */
  | 'close'
  /** The same, after the header that announces it: `fetch` then takes it for the end of the body. */
  | 'announced close'
  /** The socket is reset (RST). */
  | 'reset'
  /** HTTP ends the body properly, though the answer is not over: a proxy that was itself cut off. */
  | 'early end'
  /** What follows is no HTTP. */
  | 'garbage'
  /** The page of a gateway follows, in place of the rest. */
  | 'HTML'
  /** Nothing more comes, but the connection stays open; the caller aborts, unless the answer is over. */
  | 'stall'
  /** Text comes for ever; the caller aborts, unless the answer is over. */
  | 'endless stream'
  /** A line comes that does not end. */
  | 'endless line'
  /** Compressed, then as 'early end'. */
  | 'gzip'
  /** One byte at a time, then as 'early end'. */
  | '1-byte writes'
  /** A document is called an event stream, an event stream a document; then as 'early end'. */
  | 'wrong content type';

/** What the caller uses. Both meet event streams and documents, whichever they asked for. */
export type Mode = 'streamText' | 'generateText';

/**
 * - `rejects`: no answer begins;
 * - `error part`: what came is delivered, then an error, then the finish;
 * - `aborts`: the abort path of the SDK;
 * - `whole`: as without the fault.
 */
export type Outcome = 'rejects' | 'error part' | 'aborts' | 'whole';

export type Row = {
  faults: Fault[];
  positions: Position[];
  mode: Mode;
  outcome: Outcome;
  /** Of the text in the bytes that were sent before the fault. */
  text: 'none' | 'all' | 'a beginning';
  finish: 'none' | 'error' | 'its own';
  isRetryable: boolean | undefined;
  /** Executed, each once. */
  calls: 'none' | 'its own';
};

type Line = [Fault[], Position[], ...Columns];
type Columns = [
  Row['mode'],
  Row['outcome'],
  Row['text'],
  Row['finish'],
  Row['isRetryable'],
  Row['calls'],
];

export const LOST: Fault[] = ['close', 'reset', 'garbage'];
export const CUT: Fault[] = [
  ...LOST,
  'announced close',
  'early end',
  'gzip',
  '1-byte writes',
  'wrong content type',
];

const START: Position[] = ['before a frame', 'in the first frame'];
const LATER: Position[] = ['after a frame', 'in a later frame'];
const COMPLETE: Position[] = ['after the reason', 'after the end'];
const BOUNDARY: Position[] = ['before a frame', 'after a frame', 'after the reason'];

const LINES: Line[] = [
  [LOST, ['before the headers'], 'streamText', 'rejects', 'none', 'none', true, 'none'],
  [LOST, ['before the headers'], 'generateText', 'rejects', 'none', 'none', true, 'none'],
  [CUT, START, 'streamText', 'rejects', 'none', 'none', true, 'none'],
  [CUT, START, 'generateText', 'rejects', 'none', 'none', true, 'none'],
  [CUT, LATER, 'streamText', 'error part', 'all', 'error', true, 'none'],
  [CUT, LATER, 'generateText', 'rejects', 'none', 'none', true, 'none'],
  [CUT, COMPLETE, 'streamText', 'whole', 'all', 'its own', undefined, 'its own'],
  [CUT, COMPLETE, 'generateText', 'whole', 'all', 'its own', undefined, 'its own'],

  [['HTML'], ['before the headers'], 'streamText', 'rejects', 'none', 'none', true, 'none'],
  [['HTML'], ['before the headers'], 'generateText', 'rejects', 'none', 'none', true, 'none'],
  [['HTML'], ['before a frame'], 'streamText', 'rejects', 'none', 'none', false, 'none'],
  [['HTML'], ['before a frame'], 'generateText', 'rejects', 'none', 'none', false, 'none'],
  [['HTML'], ['in the first frame'], 'streamText', 'rejects', 'none', 'none', true, 'none'],
  [['HTML'], ['in the first frame'], 'generateText', 'rejects', 'none', 'none', true, 'none'],
  [['HTML'], LATER, 'streamText', 'error part', 'all', 'error', true, 'none'],
  [['HTML'], LATER, 'generateText', 'rejects', 'none', 'none', true, 'none'],
  [['HTML'], COMPLETE, 'streamText', 'whole', 'all', 'its own', undefined, 'its own'],
  [['HTML'], COMPLETE, 'generateText', 'whole', 'all', 'its own', undefined, 'its own'],

  [['stall'], ['before the headers'], 'streamText', 'aborts', 'none', 'none', undefined, 'none'],
  [['stall'], ['before the headers'], 'generateText', 'aborts', 'none', 'none', undefined, 'none'],
  [['stall'], START, 'streamText', 'aborts', 'none', 'none', undefined, 'none'],
  [['stall'], START, 'generateText', 'aborts', 'none', 'none', undefined, 'none'],
  [['stall'], LATER, 'streamText', 'aborts', 'a beginning', 'none', undefined, 'none'],
  [['stall'], LATER, 'generateText', 'aborts', 'none', 'none', undefined, 'none'],
  [
    ['stall'],
    ['after the reason'],
    'streamText',
    'aborts',
    'a beginning',
    'none',
    undefined,
    'none',
  ],
  [['stall'], ['after the reason'], 'generateText', 'aborts', 'none', 'none', undefined, 'none'],
  [['stall'], ['after the end'], 'streamText', 'whole', 'all', 'its own', undefined, 'its own'],
  [['stall'], ['after the end'], 'generateText', 'whole', 'all', 'its own', undefined, 'its own'],

  [['endless stream'], BOUNDARY, 'streamText', 'aborts', 'a beginning', 'none', undefined, 'none'],
  [['endless stream'], BOUNDARY, 'generateText', 'aborts', 'none', 'none', undefined, 'none'],
  [
    ['endless stream'],
    ['after the end'],
    'streamText',
    'whole',
    'all',
    'its own',
    undefined,
    'its own',
  ],
  [
    ['endless stream'],
    ['after the end'],
    'generateText',
    'whole',
    'all',
    'its own',
    undefined,
    'its own',
  ],

  [['endless line'], ['before the headers'], 'streamText', 'rejects', 'none', 'none', true, 'none'],
  [
    ['endless line'],
    ['before the headers'],
    'generateText',
    'rejects',
    'none',
    'none',
    true,
    'none',
  ],
  // Of streamText none: whether it still rejects depends on how long so much takes.
  [['endless line'], START, 'generateText', 'rejects', 'none', 'none', undefined, 'none'],
  [['endless line'], LATER, 'streamText', 'error part', 'all', 'error', undefined, 'none'],
  [['endless line'], LATER, 'generateText', 'rejects', 'none', 'none', undefined, 'none'],
];

/** Every combination that has a meaning. */
export const FAULT_TABLE: Row[] = LINES.map(
  ([faults, positions, mode, outcome, text, finish, isRetryable, calls]) => ({
    faults,
    positions,
    mode,
    outcome,
    text,
    finish,
    isRetryable,
    calls,
  }),
);
