import { parseJson } from '../parse-json';
import { JsonScanner } from './json-scanner';

/**
 * Takes the JSON out of a text with fences and prose around it, as the text arrives. What marks the start:
 * - `{` before a quote, anywhere;
 * - `{}` and `[` where an answer or a fence begins, `[` before `{`, `[` or a quote also where a line begins.
 * So a `[` or a `{}` in prose is not JSON. The value ends with its last bracket; the rest is dropped. A text without
 * such a start comes out whole at the end.
 */
export class JsonExtractor {
  /** The text so far, while the start has not been found. */
  #before: string[] | undefined = [];
  /** Its end, as far as it decides what comes next. */
  #window = '';
  #isWhole = true;
  #searched = 0;
  #ended = false;
  readonly #scanner = new JsonScanner();

  /** @param objectOnly the schema's root is an object, so an array is never the answer. */
  readonly #objectOnly: boolean;

  constructor(objectOnly: boolean) {
    this.#objectOnly = objectOnly;
  }

  /** The JSON text that may go out now. */
  push(text: string): string {
    if (this.#before === undefined) return this.#read(text);
    this.#before.push(text);
    this.#window += text;
    const start = this.#findStart(this.#window);
    if (start === -1) {
      this.#trim();
      return '';
    }
    this.#before = undefined;
    return this.#read(this.#window.slice(start));
  }

  /** What is left to go out at the end. */
  end(): string {
    return this.#before === undefined ? '' : withoutFence(this.#before.join(''));
  }

  #read(text: string): string {
    if (this.#ended) return '';
    const end = this.#scanner.feed(text);
    if (end === -1) return text;
    this.#ended = true;
    return text.slice(0, end);
  }

  /** Goes on at the first bracket that the text so far leaves open to doubt, so that no split changes the answer. */
  #findStart(text: string): number {
    for (; this.#searched < text.length; this.#searched++) {
      const bracket = text[this.#searched];
      if (bracket !== '{' && bracket !== '[') continue;
      const verdict = this.#judge(text, this.#searched);
      if (verdict === 'json') return this.#searched;
      if (verdict === 'open') return -1;
    }
    return -1;
  }

  #trim(): void {
    const cut = this.#searched - LOOKAROUND;
    if (cut <= 0) return;
    this.#isWhole = false;
    this.#window = this.#window.slice(cut);
    this.#searched = LOOKAROUND;
  }

  #judge(text: string, i: number): 'json' | 'open' | 'prose' {
    const rest = text.slice(i, i + LOOKAROUND);
    if (/^[{[]\s*$/.test(rest)) return rest.length < LOOKAROUND ? 'open' : 'prose';
    if (/^\{\s*"/.test(rest)) return 'json';
    const place = toPlace(text, i, this.#isWhole);
    if (rest.startsWith('{')) return place === 'start' && /^\{\s*\}/.test(rest) ? 'json' : 'prose';
    if (this.#objectOnly || place === 'prose') return 'prose';
    if (/^\[\s*[{["]/.test(rest)) return 'json';
    if (place === 'line') return 'prose';
    if (/^\[\s*(\]|-?\d[\d.eE+-]*\s*,)/.test(rest)) return 'json';
    return rest.length < LOOKAROUND && /^\[\s*-?[\d.eE+-]*\s*$/.test(rest) ? 'open' : 'prose';
  }
}

/** How many characters around a bracket may decide what it is. */
const LOOKAROUND = 100;

/** Where a bracket stands: at the start of the answer or of a fence, of a line, or amid prose. */
function toPlace(text: string, bracket: number, isWhole: boolean): 'start' | 'line' | 'prose' {
  const before = text.slice(Math.max(0, bracket - LOOKAROUND), bracket);
  const isStart = isWhole && bracket < LOOKAROUND && before.trim() === '';
  if (isStart || /```\w*\s*$/.test(before)) return 'start';
  return /\n\s*$/.test(before) ? 'line' : 'prose';
}

/** A JSON value of a kind that no bracket marks, in a fence: without the fence. Any other text stays as it is. */
function withoutFence(text: string): string {
  const fenced = /```\w*\s([\s\S]*?)```/.exec(text)?.[1]?.trim();
  return fenced !== undefined && parseJson(fenced) !== undefined ? fenced : text;
}
