import { MAX_ERROR_CHARACTERS } from './limits';

/** The body of an error, as far as it arrives and up to MAX_ERROR_CHARACTERS: half of the words are better than none. */
export async function readErrorBody({ body }: Response): Promise<string> {
  const reader = (body ?? new Blob().stream()).getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (text.length < MAX_ERROR_CHARACTERS) {
      const { done, value } = await reader.read();
      text += decoder.decode(value, { stream: !done });
      if (done) break;
    }
  } catch {
    // The connection was lost: the status and what came of the body tell what there is to tell.
  }
  reader.cancel().catch(() => {});
  return text;
}
