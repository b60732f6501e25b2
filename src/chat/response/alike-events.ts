import { parseJson } from '../../json/parse-json';
import type { Chunk } from '../../parts/chunk';
import { DELTAS, type FrameTemplate, type ReadEvent, toFrameTemplate } from './frame-template';

/** How many events may teach nothing, or differ from the last one, before all are taken to be different. */
const MAX_MISSES = 8;

/** The length of an event, in characters, up to which it is learned from. A longer one is nearly all delta, which is parsed as fast with what stands around it. */
const MAX_EVENT_LENGTH = 10_000;

/**
 * Most events of a stream are alike but for the delta. One that is like the last ones is known by its text, which is neither
 * split into lines nor parsed. All other text is given to `parse`, whose frames are given to `learn`.
 */
export function createAlikeEvents(parse: (text: string) => void, push: (chunk: Chunk) => void) {
  let template: FrameTemplate | undefined;
  let patience = MAX_MISSES;
  let last: ReadEvent | undefined;
  /** What `parse` got of an event that is not over, unless it is too long, and what was learned from it. */
  let begun = '';
  let learned: Omit<ReadEvent, 'event'>[] = [];
  /** The beginning of an event like the last ones, of which `parse` could not say anything yet. */
  let held = '';

  /** Gives where the event at a place ends, or else the text that is not like the last ones. */
  function readNext(text: string, at: number): number {
    const known = begun === '' ? template : undefined;
    const alike = known && readAlike(text, at, known);
    if (alike) {
      patience = MAX_MISSES;
      push(alike.chunk);
      return alike.end;
    }
    const rest = text.slice(at);
    if (known && rest.length <= MAX_EVENT_LENGTH && mayBeAlike(rest, known)) {
      held = rest;
      return text.length;
    }
    return at + readOther(rest);
  }

  /** Parses one event, or all of the text if none ends in it or nothing is to be learned. Gives how much that was. */
  function readOther(text: string): number {
    const end = patience > 0 ? toEventEnd(text, begun) : undefined;
    if (end !== undefined) {
      readEvent(text.slice(0, end));
      return end;
    }
    parse(text);
    if (patience > 0) begun = (begun + text).slice(-MAX_EVENT_LENGTH - 1);
    else template = undefined;
    return text.length;
  }

  function readEvent(rest: string): void {
    parse(rest);
    const event = begun + rest;
    const [frame, ...others] = learned;
    begun = '';
    learned = [];
    if (!frame || others.length > 0 || event.length > MAX_EVENT_LENGTH) return;
    patience--;
    const read = { event, ...frame };
    template = toFrameTemplate(read, last);
    last = read;
  }

  return {
    feed(text: string): void {
      if (held !== '' && held.length <= MAX_EVENT_LENGTH && !hasLineEnd(text)) {
        held += text;
        return;
      }
      // Only so much is joined as belongs together: in V8, what is made of a joined text costs more.
      const end = held === '' ? 0 : (toEventEnd(text, held) ?? text.length);
      const event = held + text.slice(0, end);
      held = '';
      for (let at = 0; at < event.length; ) at = readNext(event, at);
      for (let at = end; at < text.length; ) at = readNext(text, at);
    },
    /** Takes the JSON text of a frame that `parse` has read, and the chunk that was made of it. */
    learn(data: string, chunk: Chunk): void {
      if (learned.length < 2) learned.push({ data, chunk });
    },
  };
}

/** The event at a place of a text: where it ends, and its chunk. Undefined unless it is one of the template's. */
function readAlike(
  text: string,
  at: number,
  { around, places, shortest, withDelta }: FrameTemplate,
): { end: number; chunk: Chunk } | undefined {
  if (text.length - at < shortest) return undefined;
  let end = at;
  let delta: unknown;
  for (let index = 0; index < around.length; index++) {
    const piece = around[index] as string;
    const start = end;
    end += piece.length;
    // In V8, comparing slices takes a fraction of what `startsWith` takes.
    if (text.slice(start, end) !== piece) return undefined;
    const place = places[index];
    if (place === undefined) continue;
    place.lastIndex = end;
    if (!place.test(text)) return undefined;
    if (place === DELTAS) delta = toText(text.slice(end, place.lastIndex));
    end = place.lastIndex;
  }
  return typeof delta === 'string' && delta !== '' ? { end, chunk: withDelta(delta) } : undefined;
}

/** The value of a JSON string. Most have nothing to unescape. */
function toText(json: string): unknown {
  return json.includes('\\') ? parseJson(json) : json.slice(1, -1);
}

/** Whether the text may become an event of the template, and says nothing yet: no line is over but those before the delta, and the last. */
function mayBeAlike(text: string, { around: [head = ''] }: FrameTemplate): boolean {
  if (text.length <= head.length) return text === head.slice(0, text.length);
  return text.slice(0, head.length) === head && !hasLineEnd(text.slice(head.length, -1));
}

function hasLineEnd(text: string): boolean {
  return text.includes('\n') || text.includes('\r');
}

/** Where the event that a text goes on with ends with a blank line, if it does. */
function toEventEnd(text: string, begun: string): number | undefined {
  if (begun.at(-1) === '\n' && text[0] === '\n') return 1;
  const end = text.indexOf('\n\n');
  return end < 0 ? undefined : end + 2;
}
