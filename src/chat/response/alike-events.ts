import { isServerError } from '../../http/server-error';
import { parseJson } from '../../json/parse-json';
import { toObject } from '../../json/values';
import type { Chunk } from '../../parts/chunk';
import { toChunk } from './to-chunk';

/** How many events may teach nothing, or differ from the last one, before all are taken to be different. */
const MAX_MISSES = 8;

/** The length of an event, in characters, up to which it is learned from. A longer one is nearly all delta, which is parsed as fast with what stands around it. */
const MAX_EVENT_LENGTH = 10_000;

const BLANK_LINE = '\n\n';

/**
 * Most events of a stream are alike but for the delta. One that is like the last ones is known by its text, which is neither
 * split into lines nor parsed. All other text is given to `parse`, whose frames are given to `learn`.
 */
export function createAlikeEvents(parse: (text: string) => void, push: (chunk: Chunk) => void) {
  let template: Template | undefined;
  let patience = MAX_MISSES;
  let last: Frame | undefined;
  let learned: Frame[] = [];
  /** The beginning of an event. */
  let held = '';
  /** Whether `parse` has been given whole events only. */
  let isBetween = true;

  function readAlike(text: string, at: number): number | undefined {
    if (!template || !isBetween) return undefined;
    template.event.lastIndex = at;
    const found = template.event.exec(text);
    const delta = found && toText(found[1] as string);
    if (typeof delta !== 'string' || delta === '') return undefined;
    patience = MAX_MISSES;
    push(template.withDelta(delta));
    return template.event.lastIndex;
  }

  /** Parses one event, and learns from it. */
  function readOther(event: string): void {
    learned = [];
    parse(event);
    const [frame, ...others] = learned;
    const isWhole = isBetween && event.length <= MAX_EVENT_LENGTH;
    isBetween = true;
    if (!frame || others.length > 0 || !isWhole) return;
    patience--;
    template = toTemplate(event, frame, last);
    last = frame;
  }

  /** Reads the events that end in the text; gives what is behind them. */
  function readEvents(text: string): string {
    let at = 0;
    while (patience > 0) {
      const alike = readAlike(text, at);
      const end = alike ?? text.indexOf(BLANK_LINE, at) + BLANK_LINE.length;
      if (alike === undefined) {
        if (end < BLANK_LINE.length) break;
        readOther(text.slice(at, end));
      }
      at = end;
    }
    return text.slice(at);
  }

  return {
    feed(text: string): void {
      if (held !== '' && held.length <= MAX_EVENT_LENGTH && !hasLineEnd(text)) {
        held += text;
        return;
      }
      const rest = readEvents(held + text);
      held = '';
      if (patience > 0 && isBetween && rest.length <= MAX_EVENT_LENGTH && isBegun(rest))
        held = rest;
      else if (rest !== '') {
        isBetween = false;
        parse(rest);
      }
    },
    /** Takes the JSON text of a frame that `parse` has read, and the chunk that was made of it. */
    learn(data: string, chunk: Chunk): void {
      if (learned.length < 2) learned.push({ data, chunk });
    },
  };
}

/**
 * Whether a text may be the beginning of an event, of which the parser of events cannot say anything yet. The line of its data
 * may be over: only a blank line behind it ends the event.
 */
function isBegun(text: string): boolean {
  const start = EVENT_LINES.find((line) => text.startsWith(line))?.length ?? 0;
  return !hasLineEnd(text.slice(start, text.startsWith('data:', start) ? -1 : undefined));
}

function hasLineEnd(text: string): boolean {
  return text.includes('\n') || text.includes('\r');
}

/** The value of a JSON string. Most have nothing to unescape. */
function toText(json: string): unknown {
  return json.includes('\\') ? parseJson(json) : json.slice(1, -1);
}

/** A frame as JSON text, and the chunk that was made of it. */
type Frame = { data: string; chunk: Chunk };

/** Events that differ in their delta, and in fields that say nothing. */
type Template = {
  /** Such an event; its delta, as JSON, is the group. */
  event: RegExp;
  withDelta: (delta: string) => Chunk;
};

/** What stands for the delta, and for a silent field, while a template is tried, and what they may be in an event. */
const DELTA = '"a text that no frame has"';
const SILENT = { string: '"a value that no frame has"', number: '7340033.25' };
const PLACES = new Map([
  // Escapes are counted, since a loop within a loop takes memory for each round.
  [DELTA, String.raw`("[^"\\\p{Cc}]*(?:\\.[^"\\\p{Cc}]*){0,1000}")`],
  [SILENT.string, String.raw`"[^"\\\p{Cc}]*"`],
  [SILENT.number, String.raw`-?(?:0|[1-9]\d{0,99})(?:\.\d{1,99})?`],
]);
const PROBES = /("a text that no frame has"|"a value that no frame has"|7340033\.25)/;

const EVENT_LINES = ['event:message\n', 'event: message\n'];

/** What an event may have before its JSON. Any other field is left to the parser of events. */
const FIELDS = /^(?:event: ?message\n)?data: ?$/;
const SYNTAX = /[\\^$.*+?()[\]{}|/]/g;

/**
 * The events that are like the last one, if that has one delta and no more. They may differ in the delta and in each silent
 * field in which the last two differ: a running `created`, random padding as `obfuscation` or `p`. A field is silent if nobody
 * reads its values, or only the first of them. That such events say the same chunk but for the delta is tried with values that
 * no frame has.
 */
function toTemplate(event: string, last: Frame, before?: Frame): Template | undefined {
  const withDelta = toWithDelta(last.chunk);
  const fields = event.slice(0, -last.data.length - BLANK_LINE.length);
  if (!withDelta || !FIELDS.test(fields) || event !== fields + last.data + BLANK_LINE)
    return undefined;
  const silent = before ? toDiffering(last.data, before.data) : [];
  const probed = toProbed(last, silent);
  const said = toSaid(probed, silent, last.chunk);
  if (JSON.stringify(said) !== JSON.stringify(withDelta(JSON.parse(DELTA))))
    return silent.length > 0 ? toTemplate(event, last) : undefined;
  const pieces = (fields + probed + BLANK_LINE).split(PROBES);
  const source = pieces.map((piece) => PLACES.get(piece) ?? piece.replace(SYNTAX, '\\$&'));
  return { event: new RegExp(source.join(''), 'uy'), withDelta };
}

/** The chunk with another delta; undefined unless there is just one. */
function toWithDelta(chunk: Chunk): Template['withDelta'] | undefined {
  const { text, reasoning, toolCalls, ...others } = withoutMetadata(chunk);
  const withDelta = toLoneDelta(chunk);
  const more: Chunk = JSON.parse(JSON.stringify(others));
  if (!withDelta || Object.keys(more).length === 0) return withDelta;
  return (delta) => ({ ...withDelta(delta), ...more });
}

/** Written out, since in V8 the objects of `...` may cost more than all else that an event does. */
function toLoneDelta({ text, reasoning, toolCalls }: Chunk): Template['withDelta'] | undefined {
  const [thought, ...otherThoughts] = reasoning ?? [];
  const [call, ...otherCalls] = toolCalls ?? [];
  if (text) return thought || call ? undefined : (delta) => ({ text: delta });
  if (otherThoughts.length > 0 || otherCalls.length > 0) return undefined;
  if (thought?.text && !call) {
    const { metadata } = thought;
    return (delta) => ({ reasoning: [{ text: delta, metadata }] });
  }
  if (!call?.arguments || thought) return undefined;
  const { index, id, name } = call;
  return (delta) => ({ toolCalls: [{ index, id, name, arguments: delta }] });
}

/** The keys at the top of a frame whose values differ, and are both strings or both numbers. */
function toDiffering(last: string, before: string): string[] {
  const known = toObject(parseJson(before)) ?? {};
  return Object.entries(toObject(parseJson(last)) ?? {})
    .filter(
      ([key, value]) =>
        (typeof value) in SILENT && typeof value === typeof known[key] && value !== known[key],
    )
    .map(([key]) => key);
}

/** The JSON text of an event's frame with probes in the place of its delta and of the values of some keys. */
function toProbed({ data, chunk }: Frame, keys: readonly string[]): string {
  const { text, reasoning, toolCalls } = chunk;
  const delta = JSON.stringify(text ?? reasoning?.[0]?.text ?? toolCalls?.[0]?.arguments);
  const at = data.lastIndexOf(delta);
  let probed = data.slice(0, at) + DELTA + data.slice(at + delta.length);
  const frame = toObject(parseJson(data)) ?? {};
  for (const key of keys) {
    const value = JSON.stringify(frame[key]);
    const probe = SILENT[typeof frame[key] as keyof typeof SILENT];
    for (const start of [`${JSON.stringify(key)}:`, `${JSON.stringify(key)}: `])
      probed = probed.replace(start + value, () => start + probe);
  }
  return probed;
}

/** What a frame with probes says; undefined if it is an error, or if it reads the value of one of the keys. */
function toSaid(probed: string, keys: readonly string[], last: Chunk): Chunk | undefined {
  const frame = toObject(parseJson(probed));
  if (frame === undefined) return undefined;
  let isRead = false;
  for (const key of keys) {
    if (!PROBES.test(JSON.stringify(frame[key]))) return undefined;
    // Of the times in a stream the first counts.
    if (key !== 'created' || last.created === undefined)
      Object.defineProperty(frame, key, {
        get: () => {
          isRead = true;
        },
      });
  }
  const chunk = toChunk(frame);
  const isError = chunk.isError ?? isServerError(frame);
  return isRead || isError ? undefined : withoutMetadata(chunk);
}

/** What later frames add: the id, the model and the time are those of the first, and a frame that is like one that was read is no error. */
function withoutMetadata({ id, modelId, created, isError, ...said }: Chunk): Chunk {
  return said;
}
