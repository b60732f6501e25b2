/** Bedrock refuses text that is empty or white space (language-model-v2.md B). */
export function isBlank(text: string): boolean {
  return !/\S/.test(text);
}

/**
 * Stands where Heroku demands content and the prompt has none: null, '' and a missing content get 400
 * (heroku-api.md §1.3).
 */
export const FILLER = '.';
