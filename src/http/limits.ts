import { InvalidResponseDataError } from '@ai-sdk/provider';

/**
 * The most that is buffered of one SSE event, one JSON body, or one call's arguments: 64 Mi characters (UTF-16 units). A
 * stream as a whole has no limit.
 */
export const MAX_CHARACTERS = 67_108_864;

/** The most that is kept of an error's body. */
export const MAX_ERROR_CHARACTERS = 1_048_576;

export function createTooLongError(what: string): InvalidResponseDataError {
  return new InvalidResponseDataError({
    data: undefined,
    message: `Heroku sent ${what} longer than ${MAX_CHARACTERS} characters.`,
  });
}
