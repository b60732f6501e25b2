import type { Chunk } from '../../parts/chunk';
import type { RawFinish } from '../../parts/finish';
import { sumUsage } from '../../parts/merge-usage';
import type { ReaderSettings } from '../../parts/reader-settings';
import { createInference, type Inference, type InferenceHandlers } from './inference';

/** The inferences of one answer, one after the other. Their usage is summed in `rawFinish`, whose reason is the last one's. */
export function createInferences(
  settings: ReaderSettings,
  rawFinish: RawFinish,
  handlers: InferenceHandlers,
) {
  let count = 0;
  let current: Inference | undefined;
  let isLimited = false;
  let isDue = true;

  function end(truncation?: unknown): void {
    if (current === undefined) return;
    const inference = current;
    current = undefined;
    inference.reader.end(truncation);
    isLimited = inference.isLimited;
    const { usage, rawFinishReason } = inference.reader.rawFinish;
    if (usage) rawFinish.usage = sumUsage(rawFinish.usage, usage);
    if (rawFinishReason) rawFinish.rawFinishReason = rawFinishReason;
    if (inference.calls.size > 0) isDue = true;
    else if (rawFinishReason) isDue = false;
  }

  return {
    push(chunk: Chunk): void {
      if (current === undefined && count > 0 && !isOfAnInference(chunk)) {
        if (chunk.usage) rawFinish.usage = sumUsage(rawFinish.usage, chunk.usage);
        return;
      }
      current ??= createInference(chunk, { index: count++, settings }, handlers);
      current.reader.push(chunk);
      if (chunk.message || chunk.finishReason) end();
    },
    end,
    /** Tools were called or have answered: another inference must follow. */
    expectMore(): void {
      end();
      isDue = true;
    },
    /** Whether more must come: tools were called, or no inference has said that it is finished. */
    isDue: () => isDue,
    isOpen: () => current !== undefined,
    isUnfinished: () => current?.reader.isUnfinished() ?? false,
    /** Whether the last inference ended at its limit of tokens. */
    isLimited: () => isLimited,
  };
}

/** Keys of a chunk that say nothing of an answer: the usage may come in a frame of its own, behind the finish reason. */
const ABOUT_AN_ANSWER = new Set(['id', 'modelId', 'created', 'usage', 'serviceTier']);

/** An absent key says nothing, nor does `isError: false`. */
function isOfAnInference(chunk: Chunk): boolean {
  return Object.entries(chunk).some(
    ([key, value]) => value !== undefined && value !== false && !ABOUT_AN_ANSWER.has(key),
  );
}
