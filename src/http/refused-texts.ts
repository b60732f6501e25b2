import { listSome } from '../json/list-some';

/** A problem, and the texts of a request that have it, by the names that a caller has for them. */
export type TextProblem = readonly [problem: string, names: readonly string[]];

/** What is wrong with the texts of a refused request, as sentences. Undefined if nothing can be seen. */
export function describeTexts(problems: readonly TextProblem[]): string | undefined {
  const sentences = problems.flatMap(([problem, names]) =>
    names.length === 0 ? [] : `${listSome(names)} ${names.length === 1 ? 'is' : 'are'} ${problem}.`,
  );
  return sentences.join(' ') || undefined;
}

/** A text of a request, with the name that a caller has for it. */
export type NamedText = readonly [name: string, text: string];

/** The names of the texts that have a problem. */
export function namesOf(
  texts: readonly NamedText[],
  hasProblem: (text: string) => boolean,
): string[] {
  return texts.flatMap(([name, text]) => (hasProblem(text) ? [name] : []));
}

/** The texts of a list, named as in `values[2]`. */
export function toNamedTexts(name: string, texts: readonly string[], offset = 0): NamedText[] {
  return texts.map((text, index) => [`${name}[${index + offset}]`, text]);
}
