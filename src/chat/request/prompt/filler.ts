/**
 * Sent where the prompt has no content, because Heroku answers 400 to null, '' and a missing content
 * (heroku-api.md §1.3).
 */
export const FILLER = '.';
