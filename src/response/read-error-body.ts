import { MAX_ERROR_BYTES } from './limits';

/** The body of an error, as far as it arrives and up to MAX_ERROR_BYTES: half of the words are better than none. */
export async function readErrorBody(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    while (bytes < MAX_ERROR_BYTES) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // The connection was lost: the status and what came of the body tell what there is to tell.
  }
  reader.cancel().catch(() => {});
  return text + decoder.decode();
}
