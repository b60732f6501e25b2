import { parseJson } from '../../../json/parse-json';
import { toObject } from '../../../json/values';

/** What stands for the value of a silent field while a template is tried: a value that no frame has. */
const PROBES = { string: '"a value that no frame has"', number: '7340033.25' };

/** The probes as they stand in the source of an expression, and what they stand for. */
const PATTERNS = [
  [PROBES.string, String.raw`"[^"\\\p{Cc}]*"`],
  [PROBES.number.replace('.', '\\.'), String.raw`-?(?:0|[1-9]\d{0,99})(?:\.\d{1,99})?`],
] as const;

/**
 * The fields at the top of a frame in which the last two frames differ and that say nothing: random padding as `obfuscation`
 * or `p`, a running `created`. Such a field is silent if nobody reads its values, or only the first of them.
 * @param data the JSON of the last frame. @param isTimeKnown whether a frame has told the time, of which the first counts.
 */
export function toSilentFields(
  data: string,
  before: string,
  { isTimeKnown }: { isTimeKnown: boolean },
) {
  const keys = toDiffering(data, before);
  const probed = withProbes(data, keys);
  const frame = toObject(parseJson(probed));
  const isProbed = keys.every((key) => isProbe(frame?.[key]));
  if (frame === undefined || keys.length === 0 || !isProbed) return undefined;
  let areRead = false;
  const get = () => {
    areRead = true;
  };
  for (const key of keys)
    if (key !== 'created' || !isTimeKnown) Object.defineProperty(frame, key, { get });

  return {
    /** The JSON with probes in the place of the values, as text and as the frame that is to be read. */
    data: probed,
    frame,
    /** Whether one of the values was read, so that it says something. */
    areRead: (): boolean => areRead,
    /** The source of an expression in which any value may stand in the place of a probe. */
    toPattern: (source: string): string =>
      PATTERNS.reduce((text, [probe, pattern]) => text.replaceAll(probe, () => pattern), source),
  };
}

/** The keys whose values differ, and are both strings or both numbers. */
function toDiffering(last: string, before: string): string[] {
  const known = toObject(parseJson(before)) ?? {};
  return Object.entries(toObject(parseJson(last)) ?? {})
    .filter(
      ([key, value]) =>
        (typeof value) in PROBES && typeof value === typeof known[key] && value !== known[key],
    )
    .map(([key]) => key);
}

function withProbes(data: string, keys: readonly string[]): string {
  const frame = toObject(parseJson(data)) ?? {};
  let probed = data;
  for (const key of keys) {
    const value = JSON.stringify(frame[key]);
    const probe = PROBES[typeof frame[key] as keyof typeof PROBES];
    for (const start of [`${JSON.stringify(key)}:`, `${JSON.stringify(key)}: `])
      probed = probed.replace(start + value, () => start + probe);
  }
  return probed;
}

function isProbe(value: unknown): boolean {
  return Object.values(PROBES).includes(JSON.stringify(value));
}
