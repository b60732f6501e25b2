import { APICallError, type LanguageModelV2FinishReason } from '@ai-sdk/provider';
import type { Protocol } from '../../chat/response/answer';
import type { Emit } from '../../parts/blocks';
import { type ChunkReader, isAnswer } from '../../parts/chunk-reader';
import type { RawFinish } from '../../parts/finish';
import { toFinishReason, toUsage } from '../../parts/finish';
import type { ReaderSettings } from '../../parts/reader-settings';
import { createCallIds } from '../../parts/tool-calls';
import { createCallEmitter, type ToToolName } from './call-emitter';
import type { UndeclaredCall } from './call-parts';
import { createInferences } from './inferences';
import { createServerCalls } from './server-calls';
import { toAgentChunk } from './to-agent-chunk';

/** What the metadata of `finish` hold. */
type AgentFinish = RawFinish & { undeclaredToolCalls?: UndeclaredCall[] };

export function createAgentProtocol(toToolName: ToToolName): Protocol {
  return {
    toChunk: toAgentChunk,
    createReader: (settings, emit) => createAgentReader(settings, toToolName, emit),
  };
}

/**
 * The chunks of an agent's answer -> stream parts. An answer is a row of inferences with the results of tools between them:
 * each inference is read by a chunk reader of its own, whose parts go out with the ids of the whole answer. Usage is summed,
 * and the finish is that of the last inference.
 */
function createAgentReader(
  settings: ReaderSettings,
  toToolName: ToToolName,
  emitPart: Emit,
): ChunkReader {
  const calls = createServerCalls(createCallIds(settings.generateId, settings.callIds));
  const rawFinish: AgentFinish = {};
  let hasEmitted = false;
  let hasAnswered = false;
  let hasFailed = false;

  const emit: Emit = (part) => {
    hasEmitted = true;
    hasAnswered ||= isAnswer(part);
    emitPart(part);
  };

  function fail(error: unknown): void {
    hasFailed = true;
    emit({ type: 'error', error: calls.all.length > 0 ? toFinalError(error) : error });
  }

  const emitter = createCallEmitter(calls, toToolName, emit);
  const inferences = createInferences(settings, rawFinish, {
    emit,
    fail,
    openCall: calls.open,
    emitCall: emitter.emitCall,
  });

  function end(truncation?: unknown): void {
    inferences.end(truncation);
    const isTruncated = truncation !== undefined && inferences.isDue();
    if (isTruncated && !hasFailed) fail(truncation);
    const reason = lastReason();
    if (!isTruncated && !hasFailed) emitter.close();
    const undeclaredToolCalls = emitter.undeclaredCalls();
    if (undeclaredToolCalls.length > 0) rawFinish.undeclaredToolCalls = undeclaredToolCalls;
    emit({
      type: 'finish',
      finishReason: hasFailed ? 'error' : reason,
      usage: toUsage(rawFinish.usage),
      providerMetadata: { [settings.name]: rawFinish as Record<string, never> },
    });
  }

  function lastReason(): LanguageModelV2FinishReason {
    const ending = rawFinish.rawFinishReason ?? (hasEmitted ? 'stop' : undefined);
    return toFinishReason(inferences.isLimited() ? 'length' : ending, {
      hasCalls: emitter.hasOpenCall(),
    });
  }

  return {
    rawFinish,
    fail,
    // Once a tool was called an error must not look like a request that was refused, which may be sent again.
    hasAnswered: () => hasAnswered || calls.all.length > 0,
    isFinished: () => !inferences.isDue() && !inferences.isOpen(),
    push(chunk) {
      if (!chunk.toolResults) return inferences.push(chunk);
      inferences.expectMore();
      chunk.toolResults.forEach(emitter.readResult);
    },
    isUnfinished: inferences.isUnfinished,
    end,
  };
}

/** The same request would run the tools again, so nobody is told that it may succeed later. */
function toFinalError(error: unknown): unknown {
  if (!APICallError.isInstance(error) || !error.isRetryable) return error;
  return new APICallError({
    ...error,
    message: `${error.message} It is not retried: tools may have run.`,
    isRetryable: false,
  });
}
