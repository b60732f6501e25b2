import { type Node, parsePattern } from './pattern-parser';
import { toExpression } from './schema/types';

/** How often what may be repeated is repeated, in the order in which it is tried. */
const REPEATS = [1, 0, 2, 3, 4, 5, 6, 8, 12, 16, 24, 32];
/** How often other letters and other alternatives are tried. */
const VARIANTS = 8;
/** A longer sample is given up. */
const MAX_LENGTH = 20_000;

/** Texts that match a regular expression, short ones first, of at least this length where the pattern allows. Empty when it is too hard. */
export function textsMatching(pattern: string, minLength = 0): string[] {
  const expression = toExpression(pattern);
  const node = expression && parsePattern(pattern);
  if (!expression || !node) return [];
  const texts = new Set<string>();
  for (let variant = 0; variant < VARIANTS; variant++)
    for (const repeat of [...REPEATS, minLength]) {
      const text = new Sample(variant, repeat).of(node);
      if (text.length <= MAX_LENGTH && expression.test(text)) texts.add(text);
    }
  return [...texts].sort(
    (one, two) => Number(one.length < minLength) - Number(two.length < minLength),
  );
}

/** One text of a pattern. */
class Sample {
  private readonly groups = new Map<string, string>();
  private left = MAX_LENGTH;

  constructor(
    private readonly variant: number,
    private readonly repeat: number,
  ) {}

  of(node: Node): string {
    switch (node.kind) {
      case 'text':
        return node.text;
      case 'set':
        return this.member(node.set);
      case 'sequence':
        return node.nodes.map((one) => this.of(one)).join('');
      case 'alternatives':
        return this.of(node.nodes[this.variant % node.nodes.length] ?? NOTHING);
      case 'group': {
        const text = this.of(node.node);
        for (const name of node.names) this.groups.set(name, text);
        return text;
      }
      case 'reference':
        return this.groups.get(node.name) ?? '';
      case 'repeated':
        return this.repeated(node);
    }
  }

  private repeated({ node, least, most }: Extract<Node, { kind: 'repeated' }>): string {
    const isOptional = least === 0 && most === 1;
    const wanted = isOptional
      ? this.variant % 2
      : this.repeat === 1 && most !== Number.POSITIVE_INFINITY
        ? least
        : this.repeat;
    const count = Math.min(most, Math.max(least, wanted));
    const texts: string[] = [];
    for (let index = 0; index < count && this.left > 0; index++) {
      const text = this.of(node);
      this.left -= text.length + 1;
      texts.push(text);
    }
    return texts.join('');
  }

  private member(set: string): string {
    const expression = toExpression(`^${set}$`);
    const members = CANDIDATES.filter((char) => expression?.test(char));
    return members[this.variant % members.length] ?? '';
  }
}

const NOTHING: Node = { kind: 'text', text: '' };

/** Letters of many kinds, the likeliest first. */
const CANDIDATES = [
  ...'a0A_-. @/:+,;!',
  ...'bcdefxyz123456789BCXYZ',
  ...Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)),
  ...'\n\t\r',
  ...'éßøñαωЖя中あ한א٣\u00a0“€→😀👍',
];
