import { type AST, parseRegExpLiteral } from '@eslint-community/regexpp';

/** A text that grows: `before`, then `piece` again and again, then `after`. */
export type Growing = { before?: string; piece: string; after?: string };

export function grow({ before = '', piece, after = '' }: Growing, length: number): string {
  return before + piece.repeat(Math.ceil(length / piece.length)) + after;
}

/** No expression expects them. */
const SPOILERS = ['', '\n\u0001'];

/**
 * Texts that are likely to cost an expression much: for each of its loops, what it repeats, behind what leads to it, once or
 * every time, before what lets it fail.
 */
export function deriveInputs(expression: RegExp): Growing[] {
  const { pattern } = parseRegExpLiteral(expression);
  const inputs = new Map<string, Growing>();
  const add = (input: Growing) => {
    for (const after of SPOILERS) inputs.set(JSON.stringify([input, after]), { ...input, after });
  };
  for (const { lead, loop } of loopsOf(pattern.alternatives, '')) {
    for (const piece of samplesOf(loop.element, expression.flags)) {
      if (piece === '') continue;
      add({ piece });
      if (lead === '') continue;
      add({ before: lead, piece });
      add({ piece: lead + piece });
    }
    if (lead !== '') add({ piece: lead });
  }
  return [...inputs.values()];

  function* loopsOf(alternatives: AST.Alternative[], before: string): Iterable<Loop> {
    for (const { elements } of alternatives) {
      let lead = before;
      for (const element of elements) {
        if (element.type === 'Quantifier' && element.max > 1) yield { lead, loop: element };
        const inner = element.type === 'Quantifier' ? element.element : element;
        if ('alternatives' in inner) yield* loopsOf(inner.alternatives, lead);
        lead += samplesOf(element, expression.flags)[0] ?? '';
      }
    }
  }
}

type Loop = { lead: string; loop: AST.Quantifier };

/** Texts that an element matches, short ones; one for each alternative. */
function samplesOf(element: AST.Element, flags: string): string[] {
  switch (element.type) {
    case 'Group':
    case 'CapturingGroup':
      return element.alternatives.map(({ elements }) =>
        elements.map((it) => samplesOf(it, flags)[0] ?? '').join(''),
      );
    case 'Quantifier':
      return samplesOf(element.element, flags).map((it) =>
        it.repeat(Math.max(1, Math.min(element.min, 40))),
      );
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
      return samplesOfSet(element.raw, flags);
    default:
      return [''];
  }
}

/** At most one letter, one digit, one blank and so on. */
function samplesOfSet(raw: string, flags: string): string[] {
  const single = new RegExp(`^(?:${raw})$`, flags.replace(/[gym]/g, ''));
  const ofClass = CLASSES.map((characters) => [...characters].find((it) => single.test(it)));
  const found = ofClass.filter((it) => it !== undefined);
  if (found.length > 0) return found;
  for (let code = 0; code < 0x10000; code++) {
    const character = String.fromCharCode(code);
    if (single.test(character)) return [character];
  }
  return [''];
}

const CLASSES = [
  'abcdefghijklmnopqrstuvwxyz',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  '0123456789',
  ' \n\t',
  '<{[(:',
  '\\"\'`',
  '>}])',
  '/.,;-_+=@#?!',
];
