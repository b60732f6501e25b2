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
  private before: string | undefined = '';
  private searched = 0;
  private ended = false;
  private readonly scanner = new JsonScanner();

  /** @param objectOnly the schema's root is an object, so an array is never the answer. */
  constructor(private readonly objectOnly: boolean) {}

  /** The JSON text that may go out now. */
  push(text: string): string {
    if (this.before === undefined) return this.read(text);
    this.before += text;
    const start = this.findStart(this.before);
    if (start === -1) return '';
    const json = this.before.slice(start);
    this.before = undefined;
    return this.read(json);
  }

  /** What is left to go out at the end. */
  end(): string {
    return this.before === undefined ? '' : withoutFence(this.before);
  }

  private read(text: string): string {
    if (this.ended) return '';
    const end = this.scanner.feed(text);
    if (end === -1) return text;
    this.ended = true;
    return text.slice(0, end);
  }

  /** Goes on at the first bracket that the text so far leaves open to doubt, so that no split changes the answer. */
  private findStart(text: string): number {
    for (let i = this.searched; i < text.length; i++) {
      const bracket = text[i];
      if (bracket !== '{' && bracket !== '[') continue;
      const verdict = this.judge(text.slice(0, i), text.slice(i));
      if (verdict === 'json') return i;
      if (verdict === 'open') {
        this.searched = i;
        return -1;
      }
    }
    this.searched = text.length;
    return -1;
  }

  private judge(before: string, rest: string): 'json' | 'open' | 'prose' {
    if (/^[{[]\s*$/.test(rest)) return 'open';
    if (/^\{\s*"/.test(rest)) return 'json';
    const place = toPlace(before);
    if (place === 'prose') return 'prose';
    if (rest.startsWith('{')) return place === 'start' && /^\{\s*\}/.test(rest) ? 'json' : 'prose';
    if (this.objectOnly) return 'prose';
    if (/^\[\s*[{["]/.test(rest)) return 'json';
    if (place === 'line') return 'prose';
    if (/^\[\s*(\]|-?\d[\d.eE+-]*\s*,)/.test(rest)) return 'json';
    return /^\[\s*-?[\d.eE+-]*\s*$/.test(rest) ? 'open' : 'prose';
  }
}

/** Where a bracket stands: at the start of the answer or of a fence, of a line, or amid prose. */
function toPlace(before: string): 'start' | 'line' | 'prose' {
  if (/(^|```\w*)\s*$/.test(before)) return 'start';
  return /\n[ \t]*$/.test(before) ? 'line' : 'prose';
}

/** A JSON value of a kind that no bracket marks, in a fence: without the fence. Any other text stays as it is. */
function withoutFence(text: string): string {
  const fenced = /```\w*\s([\s\S]*?)```/.exec(text)?.[1]?.trim();
  if (fenced === undefined) return text;
  try {
    JSON.parse(fenced);
    return fenced;
  } catch {
    return text;
  }
}
