import { textsMatching } from '../pattern';
import { formatted } from './formats';
import type { Place, TypeMaker } from './maker-context';
import { type JsonSchema, lengthOf } from './types';

/** How many texts of a kind are offered, so that those of a set can differ. */
const VARIANTS = 24;

/** Words of the prompt, or words that name the property; samples of the pattern and of the format. */
export const makeStrings: TypeMaker = function* (parts, place, { text, report }) {
  const schemas = parts.map(({ schema }) => schema);
  const limits = limitsOf(schemas);
  const patterns = schemas.map(({ pattern }) => pattern).filter((one) => typeof one === 'string');
  const format = schemas.map((schema) => schema.format).find((one) => typeof one === 'string');
  if (limits.least > limits.most)
    report({
      keyword: 'minLength',
      path: place.path,
      detail: `${limits.least} is above the maxLength ${limits.most}`,
    });
  const fits = (value: string) => lengthOf(value) >= limits.least && lengthOf(value) <= limits.most;
  if (format !== undefined) yield* formatted(format, text, place.index).filter(fits);
  else yield* plainTexts(place, text, limits).filter(fits);
  const samples = patterns.map((pattern) => textsMatching(pattern, limits.least));
  const joined = samples.length > 1 ? [samples.map(([first = '']) => first)] : [];
  const shaped = [
    ...samples.flat(),
    ...joined.flatMap((all) => [all.join(''), [...all].reverse().join('')]),
    ...(patterns.length > 0 ? MIXED : []),
  ];
  for (const sample of shaped) yield* padded(sample, limits).filter(fits);
  if (format === undefined) yield* shortTexts(limits, place.index);
  if (patterns.some((pattern) => /\(\?<?[=!]/.test(pattern)))
    report({
      keyword: 'pattern',
      path: place.path,
      detail: `${patterns.join(' and ')}: no text is known that fits this look-around`,
    });
};

type Limits = { least: number; most: number };

const limitsOf = (schemas: readonly JsonSchema[]): Limits => ({
  least: Math.max(0, ...schemas.map(({ minLength }) => minLength ?? 0)),
  most: Math.min(
    ...schemas.map(({ maxLength }) => maxLength ?? Number.POSITIVE_INFINITY),
    Number.POSITIVE_INFINITY,
  ),
});

/** What fits the usual rules for passwords, names and codes, where a pattern is too hard to be read. */
const MIXED = [
  'Scripted-1',
  'Scripted1!',
  'Aa0!Aa0!Aa0!',
  'Aa0Aa0Aa0',
  'scripted',
  'SCRIPTED',
  '1',
  'a',
  'A',
  ' ',
  '',
];

function padded(sample: string, { least, most }: Limits): string[] {
  const missing = least - lengthOf(sample);
  const longer =
    missing > 0
      ? [sample.repeat(Math.ceil(least / Math.max(1, sample.length))), sample + '.'.repeat(missing)]
      : [];
  return [sample, ...longer, ...longer.map((text) => text.slice(0, most))];
}

function plainTexts({ name, index }: Place, text: string, { least, most }: Limits): string[] {
  const words = name
    .replace(/[_-]/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  const numbered = (at: number) => `a scripted ${words}${at > 0 ? ` ${at + 1}` : ''}`;
  const plain = Array.from({ length: VARIANTS }, (_, more) => numbered(index + more));
  const [first = ''] = plain;
  const cut = [...first].slice(0, most).join('');
  return [
    ...(index === 0 ? told(words, text) : []),
    first,
    cut,
    ...plain.map((one) => one.padEnd(least, '.')),
  ];
}

/** Short texts that differ, for sets of them. */
function* shortTexts({ least, most }: Limits, index: number): Generator<string> {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[(at + index) % letters.length] ?? 'a';
    yield letter.repeat(Math.min(most, Math.max(1, least)));
  }
}

/** What the user's text offers for a property of this name. */
function told(words: string, text: string): string[] {
  if (/\b(?:city|location|place|town|country|region)\b/.test(words)) return placesIn(text);
  if (/\b(?:query|question|prompt|message|input|text)\b/.test(words))
    return [text.trim()].filter(Boolean);
  return [];
}

/** Capitalised words after a preposition, then any that does not begin the text. */
function placesIn(text: string): string[] {
  const names = String.raw`\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)*`;
  const placed = text.matchAll(new RegExp(`\\b(?:in|for|at|near|to|from|of) (${names})`, 'gu'));
  const inside = text.matchAll(new RegExp(`(?<=[\\p{L},] )(${names})`, 'gu'));
  return [...placed, ...inside].flatMap((match) => (match[1] ? [match[1]] : []));
}
