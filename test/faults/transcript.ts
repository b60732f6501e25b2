/** An answer as bytes, and where it can be broken. */
export type Transcript = {
  name: string;
  body: 'SSE' | 'JSON';
  bytes: Buffer;
  /** Where each frame ends. A document is one frame. */
  ends: number[];
  /** Where the server has said why it stopped, or that it has: from there on nothing is missing. */
  complete: number;
  /** Where the answer is over. */
  done: number;
};

export type Position =
  | 'before the headers'
  | 'before a frame'
  | 'in the first frame'
  | 'after a frame'
  | 'in a later frame'
  | 'after the reason'
  | 'after the end';

/** Every frame boundary and the middle of every frame. */
export function positionsOf(transcript: Transcript): { at: number; position: Position }[] {
  const starts = [0, ...transcript.ends.slice(0, -1)];
  const middles = transcript.ends.map((end, i) => Math.floor((end + (starts[i] ?? 0)) / 2));
  const all = [0, ...transcript.ends, ...middles].sort((a, b) => a - b);
  return all.map((at) => ({ at, position: toPosition(transcript, at) }));
}

function toPosition(transcript: Transcript, at: number): Position {
  const { ends, complete, done } = transcript;
  if (at === 0) return 'before a frame';
  if (at >= done) return 'after the end';
  if (at >= complete) return 'after the reason';
  // A frame with a role alone, or with a call that has no name yet, brings no part of an answer.
  if (!framesIn(transcript, at).some(saysSomething)) return 'in the first frame';
  return ends.includes(at) ? 'after a frame' : 'in a later frame';
}

/**
 * The text in the first bytes of an answer, read in the plainest way; see `Baseline.isPlain`. Half a character at the end
 * waits for its other half.
 */
export function textIn(transcript: Transcript, at: number): string {
  return framesIn(transcript, at)
    .map(textOf)
    .join('')
    .replace(/\p{Surrogate}$/u, '');
}

/** Whether something that ends up in the answer comes after the reason. */
export function hasMoreAfterReason(transcript: Transcript): boolean {
  const upToReason = framesIn(transcript, transcript.complete).length;
  return framesIn(transcript, transcript.bytes.length)
    .slice(upToReason)
    .some((frame) => textOf(frame) !== '' || JSON.stringify(frame).includes('tool_calls'));
}

function framesIn({ body, bytes }: Transcript, at: number): unknown[] {
  const text = bytes.subarray(0, at).toString('utf8');
  const lines = body === 'JSON' ? [text] : text.split(/\r\n|\r|\n/);
  return lines.map((line) => parse(line.replace(/^data: ?/, ''))).filter((frame) => frame !== null);
}

type Frame = {
  choices?: {
    delta?: { content?: unknown };
    message?: { content?: unknown };
    finish_reason?: unknown;
  }[];
};

function textOf(frame: unknown): string {
  const choice = (frame as Frame).choices?.[0];
  const content = choice?.delta?.content ?? choice?.message?.content;
  return typeof content === 'string' ? content : '';
}

function saysSomething(frame: unknown): boolean {
  return textOf(frame) !== '' || SAYS_MORE.test(JSON.stringify(frame));
}

const SAYS_MORE =
  /"(content|reasoning\w*|thinking|refusal|citations|annotations|name)":(?!null|""|\[\]|\{\})/;

function hasReason(frame: unknown): boolean {
  const reason = (frame as Frame).choices?.[0]?.finish_reason;
  return typeof reason === 'string' && reason !== '';
}

function parse(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

export function ofEvents(name: string, bytes: Buffer): Transcript {
  const ends = [...bytes.toString('latin1').matchAll(/\r\n\r\n|\n\n|\r\r/g)].map(
    (match) => match.index + match[0].length,
  );
  if (ends.at(-1) !== bytes.length) ends.push(bytes.length);
  const transcript = { name, body: 'SSE' as const, bytes, ends, complete: 0, done: bytes.length };
  const isDone = (end: number) => DONE_EVENT.test(bytes.toString('latin1', 0, end));
  transcript.done = ends.find(isDone) ?? Number.POSITIVE_INFINITY;
  transcript.complete =
    ends.find((end) => isDone(end) || framesIn(transcript, end).some(hasReason)) ??
    Number.POSITIVE_INFINITY;
  return transcript;
}

/** With its blank line: without one, and after a single CR, only what follows or the end of the body ends an event. */
const DONE_EVENT = /^(data: ?\[DONE\] *|event: ?done)\r?\n(data:.*\r?\n)?\r?\n/m;

export function ofDocument(name: string, bytes: Buffer): Transcript {
  const complete = bytes.length;
  // Only HTTP can say that a document is over.
  return {
    name,
    body: 'JSON',
    bytes,
    ends: [complete],
    complete,
    done: Number.POSITIVE_INFINITY,
  };
}

/** Names of the tools that are called, and perhaps a few that are none. */
export function toolNamesIn({ bytes }: Transcript): string[] {
  return [
    ...new Set(
      [...bytes.toString('utf8').matchAll(/"name": ?"([\w-]+)"/g)].flatMap(
        ([, name]) => name ?? [],
      ),
    ),
  ];
}
