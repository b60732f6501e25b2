import { parseJson } from '../../json/parse-json';
import { createJsonScanner } from './json-scanner';

/**
 * Takes the JSON out of a text with fences and prose around it, as the text arrives. What marks the start:
 * - `{` before a quote, anywhere;
 * - `{}` and `[` where an answer or a fence begins, `[` before `{`, `[` or a quote also where a line begins.
 * So a `[` or a `{}` in prose is not JSON. The value ends with its last bracket; the rest is dropped. A text without
 * such a start comes out whole at the end.
 * @param objectOnly the schema's root is an object, so an array is never the answer.
 */
export function createJsonExtractor(objectOnly: boolean) {
  const scanner = createJsonScanner();
  const start = new RegExp(objectOnly ? OBJECT : `${OBJECT}|${ARRAY}`, 'g');
  let hasStarted = false;
  /** The text so far, while the start has not been found. */
  let before = '';
  /** Its end, as far as it decides what comes next, so that no split changes the answer. */
  let tail = '';

  return {
    /** The JSON text that may go out now. */
    push(text: string): string {
      if (hasStarted) return scanner.read(text);
      before += text;
      start.lastIndex = tail.length - REACH;
      tail += text;
      const found = start.exec(tail);
      if (found === null) {
        tail = tail.slice(-2 * REACH);
        return '';
      }
      hasStarted = true;
      before = '';
      return scanner.read(tail.slice(found.index));
    },
    /** What is left to go out at the end. */
    end: () => withoutFence(before),
  };
}

/** No start is longer than this, nor what stands before it and makes it one: hence the bounds below. */
const REACH = 100;
const SPACE = '\\s{0,30}';
const FENCE = '```\\w{0,30}';

/** `{` before a quote; `{}` where an answer or a fence begins. */
const OBJECT = `\\{${SPACE}"|\\{(?<=(^|${FENCE})${SPACE}\\{)${SPACE}\\}`;
/** `[` before a bracket or a quote where a line begins too; `[]` and `[1,` only where an answer or a fence does. */
const ARRAY =
  `\\[(?<=(^|\\n|${FENCE})${SPACE}\\[)${SPACE}[{["]|` +
  `\\[(?<=(^|${FENCE})${SPACE}\\[)${SPACE}(\\]|-?\\d[\\d.eE+-]{0,30}${SPACE},)`;

/** A JSON value of a kind that no bracket marks, in a fence: without the fence. Any other text stays as it is. */
function withoutFence(text: string): string {
  const fenced = /```\w*\s([\s\S]*?)```/.exec(text)?.[1]?.trim();
  return fenced !== undefined && parseJson(fenced) !== undefined ? fenced : text;
}
