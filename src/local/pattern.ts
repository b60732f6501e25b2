/** A string that matches a simple regular expression, or undefined when it is not simple enough. */
export function textMatching(pattern: string, minLength = 0): string | undefined {
  for (const repeat of [1, 2, 4, 8, minLength]) {
    const text = attempt(pattern, repeat);
    if (text !== undefined && text.length >= minLength) return text;
  }
  return undefined;
}

function attempt(pattern: string, repeat: number): string | undefined {
  try {
    const text = new Sampler(pattern, repeat).alternatives();
    return new RegExp(pattern, 'u').test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

const CANDIDATES = [...'a0A_-. @/:+,;!', ...'bcdefxyz123456789BCXYZ'];

/** Walks the pattern once and writes the shortest text it can: the first alternative, the fewest repeats. */
class Sampler {
  private at = 0;

  constructor(
    private readonly pattern: string,
    private readonly repeat: number,
  ) {}

  alternatives(): string {
    const first = this.sequence();
    while (this.take('|')) this.sequence();
    return first;
  }

  private sequence(): string {
    let text = '';
    while (this.at < this.pattern.length && !')|'.includes(this.peek())) {
      const atom = this.atom();
      text += atom.repeat(this.quantifier());
    }
    return text;
  }

  private atom(): string {
    const char = this.next();
    if (char === '^' || char === '$') return '';
    if (char === '.') return 'a';
    if (char === '(') return this.group();
    if (char === '[') return this.class();
    return char === '\\' ? this.escape() : char;
  }

  private group(): string {
    if (this.take('?') && !this.take(':')) throw new Error('only plain groups are sampled');
    const text = this.alternatives();
    this.take(')');
    return text;
  }

  private class(): string {
    const start = this.at - 1;
    while (this.peek() !== ']') if (this.next() === '\\') this.next();
    this.at += 1;
    return memberOf(this.pattern.slice(start, this.at));
  }

  private escape(): string {
    const char = this.next();
    if ('bB'.includes(char)) return '';
    return /[a-zA-Z0-9]/.test(char) ? memberOf(`\\${char}`) : char;
  }

  private quantifier(): number {
    const count = this.count();
    this.take('?');
    return count;
  }

  private count(): number {
    if (this.take('?')) return 0;
    if (this.take('*') || this.take('+')) return this.repeat;
    const range = /^\{(\d{1,9})(,?)(\d{0,9})\}/.exec(this.pattern.slice(this.at));
    if (!range) return 1;
    this.at += range[0].length;
    const least = Number(range[1]);
    const most =
      range[2] === '' ? least : range[3] === '' ? Number.POSITIVE_INFINITY : Number(range[3]);
    return Math.min(most, Math.max(least, this.repeat === 1 ? least : this.repeat));
  }

  private peek(): string {
    const char = this.pattern[this.at];
    if (char === undefined) throw new Error('the pattern ends too early');
    return char;
  }

  private next(): string {
    const char = this.peek();
    this.at += 1;
    return char;
  }

  private take(char: string): boolean {
    if (this.pattern[this.at] !== char) return false;
    this.at += 1;
    return true;
  }
}

function memberOf(set: string): string {
  const expression = new RegExp(`^${set}$`, 'u');
  const member = CANDIDATES.find((char) => expression.test(char));
  if (member === undefined) throw new Error(`no sample for ${set}`);
  return member;
}
