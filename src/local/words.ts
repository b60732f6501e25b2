/** The words of a text in lower case, for answers that go by what texts have in common. */
export const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
