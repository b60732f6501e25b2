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

/** The names, as in `values[2]`, of the texts that are so. */
export function namesOf(
  name: string,
  texts: readonly string[],
  isSo: (text: string) => boolean,
  offset = 0,
): string[] {
  return texts.flatMap((text, index) => (isSo(text) ? [`${name}[${index + offset}]`] : []));
}

export const isBlank = (text: string) => text.trim() === '';
