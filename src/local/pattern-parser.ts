/** A regular expression, as far as samples need it. */
export type Node =
  | { kind: 'text'; text: string }
  /** One of a set of letters; `set` is written as in the pattern. */
  | { kind: 'set'; set: string }
  | { kind: 'sequence'; nodes: Node[] }
  | { kind: 'alternatives'; nodes: Node[] }
  /** A group that is remembered, by its number and its name. */
  | { kind: 'group'; names: string[]; node: Node }
  | { kind: 'reference'; name: string }
  | { kind: 'repeated'; node: Node; least: number; most: number };

/** Reads a pattern; undefined if it breaks off. What only looks around, such as `(?=a)` and `\b`, is read as nothing. */
export function parsePattern(pattern: string): Node | undefined {
  try {
    return new Parser(pattern).alternatives();
  } catch {
    return undefined;
  }
}

const NOTHING: Node = { kind: 'text', text: '' };

class Parser {
  private at = 0;
  private groups = 0;

  constructor(private readonly pattern: string) {}

  alternatives(): Node {
    const nodes = [this.sequence()];
    while (this.take('|')) nodes.push(this.sequence());
    return { kind: 'alternatives', nodes };
  }

  private sequence(): Node {
    const nodes: Node[] = [];
    while (this.at < this.pattern.length && !')|'.includes(this.peek())) {
      const node = this.atom();
      nodes.push(this.repeated(node));
    }
    return { kind: 'sequence', nodes };
  }

  private atom(): Node {
    const char = this.next();
    if (char === '^' || char === '$') return NOTHING;
    if (char === '.') return { kind: 'set', set: '.' };
    if (char === '(') return this.group();
    if (char === '[') return this.set();
    return char === '\\' ? this.escape() : { kind: 'text', text: char };
  }

  private group(): Node {
    const [head = '', name] = /^\?(?:[:=!]|<[=!]|<([^>]*)>)/.exec(this.rest()) ?? [];
    this.at += head.length;
    const isRemembered = head === '' || name !== undefined;
    const names = isRemembered
      ? [String(++this.groups), ...(name === undefined ? [] : [name])]
      : [];
    const node = this.alternatives();
    this.expect(')');
    return /[=!]$/.test(head) ? NOTHING : { kind: 'group', names, node };
  }

  private set(): Node {
    const start = this.at - 1;
    this.take('^');
    while (this.peek() !== ']') if (this.next() === '\\') this.next();
    this.at += 1;
    return { kind: 'set', set: this.pattern.slice(start, this.at) };
  }

  private escape(): Node {
    const reference = /^(?:k<([^>]+)>|([1-9]))/.exec(this.rest());
    if (reference) {
      this.at += reference[0].length;
      return { kind: 'reference', name: reference[1] ?? reference[2] ?? '' };
    }
    const coded = /^(?:u\{([\da-fA-F]+)\}|u([\da-fA-F]{4})|x([\da-fA-F]{2}))/.exec(this.rest());
    if (coded) {
      this.at += coded[0].length;
      const code = Number.parseInt(coded[1] ?? coded[2] ?? coded[3] ?? '', 16);
      return { kind: 'text', text: String.fromCodePoint(code) };
    }
    const char = this.next();
    if ('bB'.includes(char)) return NOTHING;
    if ('pP'.includes(char)) {
      const property = /^\{[^}]*\}/.exec(this.rest())?.[0] ?? '';
      this.at += property.length;
      return { kind: 'set', set: `\\${char}${property}` };
    }
    return /[a-zA-Z0]/.test(char)
      ? { kind: 'set', set: `\\${char}` }
      : { kind: 'text', text: char };
  }

  private repeated(node: Node): Node {
    const [text, sign, least = '', comma, most = ''] =
      /^(?:([?*+])|\{(\d{1,9})(,?)(\d{0,9})\})\??/.exec(this.rest()) ?? [];
    if (text === undefined) return node;
    this.at += text.length;
    if (sign === '?') return { kind: 'repeated', node, least: 0, most: 1 };
    if (sign)
      return {
        kind: 'repeated',
        node,
        least: sign === '+' ? 1 : 0,
        most: Number.POSITIVE_INFINITY,
      };
    const upper =
      comma === '' ? Number(least) : most === '' ? Number.POSITIVE_INFINITY : Number(most);
    return { kind: 'repeated', node, least: Number(least), most: upper };
  }

  private rest(): string {
    return this.pattern.slice(this.at);
  }

  private peek(): string {
    const char = this.pattern[this.at];
    if (char === undefined) throw new Error('the pattern ends too early');
    return char;
  }

  /** The next letter, whole. */
  private next(): string {
    this.peek();
    const char = String.fromCodePoint(this.pattern.codePointAt(this.at) ?? 0);
    this.at += char.length;
    return char;
  }

  private take(char: string): boolean {
    if (this.pattern[this.at] !== char) return false;
    this.at += 1;
    return true;
  }

  private expect(char: string): void {
    if (!this.take(char)) throw new Error(`the pattern has no ${char} here`);
  }
}
