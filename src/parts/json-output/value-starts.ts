import type { JsonShape } from './json-shape';
import { CLOSING, OPENING } from './thinking-tags';

/*
 * Where a value may begin. `{` before a quote; `{}`, `[` and `{` before a comment or a bare key where an answer or a fence
 * begins; `[` before `{`, `[` or a quote also where a line begins. So a `[` or a `{}` in prose is not JSON, and neither is
 * what stands in a fence of another language.
 */

/** No start is longer than this, nor what stands before it and makes it one: hence the bounds below. */
export const REACH = 160;
const SPACE = '\\s{0,30}';
const FENCE = '```(?:json\\w{0,9}|js|javascript)?';
/** Where a line begins, unless it is the first of a fence of another language. */
const LINE = '(?<!```(?!json|js|javascript)\\w{1,30}\\s{0,9})\\n';

/** `{` before a quote where an answer, a line or a fence begins; `{}` and what is no JSON where an answer or a fence does. */
const OBJECT =
  `(?<keyed>\\{(?<=(?:^|${LINE}|${FENCE})${SPACE}\\{)${SPACE}")|` +
  `\\{(?<=(?:^|${FENCE})${SPACE}\\{)${SPACE}(?:(?<empty>\\})|/[/*]|'|[\\w$]{1,30}\\s{0,9}:)`;
/** `[` before a bracket or a quote where a line begins too; `[]` and `[1,` only where an answer or a fence does. */
const ARRAY =
  `\\[(?<=(?:^|${LINE}|${FENCE})${SPACE}\\[)${SPACE}[{["]|` +
  `\\[(?<=(?:^|${FENCE})${SPACE}\\[)${SPACE}(?:\\]|-?\\d[\\d.eE+-]{0,30}${SPACE},)`;
/** What a start or a tag begins with. */
export const TRIGGER = /[{[<◁]|a\w{0,13}$/i;

const PATTERNS = /* @__PURE__ */ createPatterns();

export const OPENING_TAG = /* @__PURE__ */ new RegExp(OPENING, 'i');
export const CLOSING_TAG = /* @__PURE__ */ new RegExp(CLOSING, 'i');

/** The next start of a value or tag of a thought; the named groups tell which. */
export function toSearchPattern({ objectOnly }: JsonShape): RegExp {
  return objectOnly ? PATTERNS.object : PATTERNS.any;
}

function createPatterns() {
  return {
    object: toSearch(`${OBJECT}|(?<list>${ARRAY})`),
    any: toSearch(`${OBJECT}|${ARRAY}`),
  };
}

function toSearch(start: string): RegExp {
  const tag = `(?<=(?:^|\\n)${SPACE})(?<opening>${OPENING})|(?<closing>${CLOSING})`;
  return new RegExp(`${start}|${tag}|(?<inProse>\\{${SPACE}"|\\[${SPACE}[{["])`, 'gi');
}
