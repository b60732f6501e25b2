import { MAX_ERROR_CHARACTERS } from './limits';

/** The body of an error, as far as it arrives and up to MAX_ERROR_CHARACTERS: half of the words are better than none. */
export async function readErrorBody({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (reader && text.length < MAX_ERROR_CHARACTERS) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // The connection was lost: the status and what came of the body tell what there is to tell.
  }
  reader?.cancel().catch(() => {});
  return text + decoder.decode();
}
