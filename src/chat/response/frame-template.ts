import { isServerError } from '../../http/server-error';
import { parseJson } from '../../json/parse-json';
import { toObject } from '../../json/values';
import type { Chunk } from '../../parts/chunk';
import { toChunk } from './to-chunk';

/** An event as text, its only frame as JSON text, and the chunk that was made of that. */
export type ReadEvent = { event: string; data: string; chunk: Chunk };

/**
 * What the events of a stream have in common beside their deltas and silent fields. A field is silent if nobody reads its
 * values, or only the first of them.
 */
export type FrameTemplate = {
  /** The text of such an event around the places where it may differ. */
  around: string[];
  /** What may stand in these places, one fewer than the texts around them. */
  places: RegExp[];
  /** How long such an event is at least, in characters. */
  shortest: number;
  withDelta: (delta: string) => Chunk;
};

/** The strings that a delta may be. Escapes are counted, since a loop within a loop takes memory for each round. */
export const DELTAS = /"[^"\\\p{Cc}]*(?:\\.[^"\\\p{Cc}]*){0,1000}"/uy;
/** What a silent field may hold. */
const STRINGS = /"[^"\\\p{Cc}]*"/uy;
const NUMBERS = /-?(?:0|[1-9]\d{0,99})(?:\.\d{1,99})?/y;

/** What an event may have before its JSON. Any other field is left to the parser of events. */
const FIELDS = /^(?:event: ?message\n)?data: ?$/;

/** What stands for the delta, and for a silent field, while a template is tried. */
const DELTA = '"a text that no frame has"';
const SILENT = { string: '"a value that no frame has"', number: '7340033.25' };
const PROBES = /("a text that no frame has"|"a value that no frame has"|7340033\.25)/;

/**
 * The events that are like the last one, if that has one delta and no more. They may differ in the delta and in each silent
 * field in which the last two differ: a running `created`, random padding as `obfuscation` or `p`. That such events say the
 * same chunk but for the delta is tried with values that no frame has.
 */
export function toFrameTemplate(last: ReadEvent, before?: ReadEvent): FrameTemplate | undefined {
  const { event, data, chunk } = last;
  const fields = event.slice(0, -data.length - 2);
  const withDelta = toWithDelta(chunk);
  if (!withDelta || !FIELDS.test(fields) || event !== `${fields}${data}\n\n`) return undefined;
  const differing = before ? toDiffering(last.data, before.data) : [];
  const probed = toProbed(last, differing);
  const said = toSaid(probed, differing, chunk);
  if (JSON.stringify(said) !== JSON.stringify(withDelta(JSON.parse(DELTA))))
    return differing.length > 0 ? toFrameTemplate(last) : undefined;
  // Texts and probes in turns.
  const pieces = `${fields}${probed}\n\n`.split(PROBES);
  const toPlace = (probe: string) =>
    probe === DELTA ? DELTAS : probe === SILENT.string ? STRINGS : NUMBERS;
  const around = pieces.filter((_, index) => index % 2 === 0);
  const places = pieces.filter((_, index) => index % 2 === 1).map(toPlace);
  return { around, places, shortest: around.join('').length, withDelta };
}

/** The chunk with another delta; undefined unless there is just one. */
function toWithDelta(chunk: Chunk): FrameTemplate['withDelta'] | undefined {
  const { text, reasoning, toolCalls, ...others } = withoutMetadata(chunk);
  const withDelta = toLoneDelta(chunk);
  const more: Chunk = JSON.parse(JSON.stringify(others));
  if (!withDelta || Object.keys(more).length === 0) return withDelta;
  return (delta) => ({ ...withDelta(delta), ...more });
}

/** Written out, since in V8 the objects of `...` may cost more than all else that an event does. */
function toLoneDelta({
  text,
  reasoning,
  toolCalls,
}: Chunk): FrameTemplate['withDelta'] | undefined {
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
function toProbed({ data, chunk }: ReadEvent, keys: readonly string[]): string {
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

/** What is known of a frame that is like one that was read. */
function withoutMetadata({ id, modelId, created, isError, ...said }: Chunk): Chunk {
  return said;
}
