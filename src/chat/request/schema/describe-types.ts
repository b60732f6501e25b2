import type { JSONObject } from '@ai-sdk/provider';
import { decodeToken, toTarget } from './references';
import { toTypeText } from './to-type-text';

/** The longest name and comment, in characters. */
const MAX_NAME = 40;
const MAX_COMMENT = 200;

const INTRODUCTION = 'The schema ends at these types, in TypeScript:';

/**
 * What references point to, for a model that cannot follow them: `type Node = { title: string; children?: Node[] };`, with
 * the types which those mention, as many as fit.
 * @param room in characters.
 */
export function describeTypes(
  refs: readonly string[],
  root: JSONObject,
  room: number,
): { text: string; names: ReadonlyMap<string, string> } {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const toName = (ref: string): string => {
    if (!toTarget(ref, root)) return 'unknown';
    const known = names.get(ref);
    if (known !== undefined) return known;
    const base = toBaseName(ref);
    const name = taken.has(base) ? `${base}_${names.size}` : base;
    taken.add(name);
    names.set(ref, name);
    return name;
  };
  for (const ref of refs) toName(ref);

  const lines: string[] = [];
  let left = room - INTRODUCTION.length;
  // Types that the text of a type mentions join the names while they are gone through.
  for (const [ref, name] of names) {
    const target = toTarget(ref, root) ?? {};
    const line = `type ${name} = ${toTypeText(target, toName)};${toComment(target)}`;
    left -= line.length + 1;
    if (left < 0) break;
    lines.push(line);
  }
  return { text: lines.length > 0 ? [INTRODUCTION, ...lines].join('\n') : '', names };
}

/** The last name of a pointer: `Node` of `#/$defs/Node`. */
function toBaseName(ref: string): string {
  const last = decodeToken(ref.slice(ref.lastIndexOf('/') + 1)).replace(/\W+/g, '_');
  if (ref === '#') return 'Input';
  return (/^[a-z_]/i.test(last) ? last : `T${last}`).slice(0, MAX_NAME);
}

function toComment({ description }: JSONObject): string {
  if (typeof description !== 'string') return '';
  return ` // ${description.slice(0, MAX_COMMENT).replace(/\s+/g, ' ').trim()}`;
}
