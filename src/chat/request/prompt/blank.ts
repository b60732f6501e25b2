/** Whether text is empty or white space, which Bedrock refuses (language-model-v2.md B). */
export function isBlank(text: string): boolean {
  return !/\S/.test(text);
}

/**
 * Sent where the prompt has no content, because Heroku answers 400 to null, '' and a missing content
 * (heroku-api.md §1.3).
 */
export const FILLER = '.';
