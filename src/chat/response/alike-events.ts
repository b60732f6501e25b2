import type { JSONObject } from '@ai-sdk/provider';
import { isServerError } from '../../http/server-error';
import { parseJson } from '../../json/parse-json';
import { toObject } from '../../json/values';
import type { Chunk } from '../../parts/chunk';
import { toSilentFields } from './odd/silent-fields';
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
    template = toTemplate(event, frame, template && last);
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

/** What stands for the delta while a template is tried, and what it may be in an event. */
const DELTA = '"a text that no frame has"';
// Escapes are counted, since a loop within a loop takes memory for each round.
const JSON_STRING = String.raw`("[^"\\\p{Cc}]*(?:\\.[^"\\\p{Cc}]*){0,1000}")`;

const EVENT_LINES = ['event:message\n', 'event: message\n'];

/** What an event may have before its JSON. Any other field is left to the parser of events. */
const FIELDS = /^(?:event: ?message\n)?data: ?$/;
const SYNTAX = /[\\^$.*+?()[\]{}|/]/g;

/**
 * The events that are like the last one, if that has one delta and no more. That they say the same chunk but for the delta is
 * tried with a delta that no frame has.
 * @param before the frame before the last one: they may differ in silent fields too.
 */
function toTemplate(event: string, last: Frame, before?: Frame): Template | undefined {
  const withDelta = toWithDelta(last.chunk);
  const fields = event.slice(0, -last.data.length - BLANK_LINE.length);
  if (!withDelta || !FIELDS.test(fields) || event !== fields + last.data + BLANK_LINE)
    return undefined;
  const probed = toProbed(last);
  const isTimeKnown = last.chunk.created !== undefined;
  const silent = before && toSilentFields(probed, before.data, { isTimeKnown });
  const frame = silent ? silent.frame : toObject(parseJson(probed));
  if (!saysThat(frame, withDelta(JSON.parse(DELTA))) || silent?.areRead())
    return silent && toTemplate(event, last);
  const text = fields + (silent?.data ?? probed) + BLANK_LINE;
  const [start, end, ...more] = text.replace(SYNTAX, '\\$&').split(DELTA);
  if (more.length > 0) return undefined;
  const source = start + JSON_STRING + end;
  return { event: new RegExp(silent?.toPattern(source) ?? source, 'uy'), withDelta };
}

/** The JSON text of a frame with the probe in the place of its delta. */
function toProbed({ data, chunk: { text, reasoning, toolCalls } }: Frame): string {
  const delta = JSON.stringify(text ?? reasoning?.[0]?.text ?? toolCalls?.[0]?.arguments);
  const at = data.lastIndexOf(delta);
  return data.slice(0, at) + DELTA + data.slice(at + delta.length);
}

/** Whether a frame is no error and says just this. */
function saysThat(frame: JSONObject | undefined, expected: Chunk): boolean {
  if (frame === undefined) return false;
  const chunk = toChunk(frame);
  if (chunk.isError ?? isServerError(frame)) return false;
  return JSON.stringify(withoutMetadata(chunk)) === JSON.stringify(expected);
}

/** The chunk with another delta, if that is its only one. */
function toWithDelta(chunk: Chunk): Template['withDelta'] | undefined {
  const { text, reasoning, toolCalls, ...others } = withoutMetadata(chunk);
  const withDelta = toLoneDelta(chunk);
  const more: Chunk = JSON.parse(JSON.stringify(others));
  if (!withDelta || Object.keys(more).length === 0) return withDelta;
  return (delta) => ({ ...withDelta(delta), ...more });
}

/** Written out, since in V8 the objects of `...` may cost more than all else that an event does. */
function toLoneDelta({ text, reasoning, toolCalls }: Chunk): Template['withDelta'] | undefined {
  const [thought] = reasoning ?? [];
  const [call] = toolCalls ?? [];
  if (text) return (delta) => ({ text: delta });
  if (thought?.text) {
    const { metadata } = thought;
    return (delta) => ({ reasoning: [{ text: delta, metadata }] });
  }
  if (!call?.arguments) return undefined;
  const { index, id, name } = call;
  return (delta) => ({ toolCalls: [{ index, id, name, arguments: delta }] });
}

/** What later frames add: the id, the model and the time are those of the first, and a frame that is like one that was read is no error. */
function withoutMetadata({ id, modelId, created, isError, ...said }: Chunk): Chunk {
  return said;
}
