import { APICallError, type LanguageModelV2StreamPart } from '@ai-sdk/provider';
import type { Dialect } from '../../chat/response/answer';
import { toObjectText } from '../../json/json-text';
import { parseJson } from '../../json/parse-json';
import type { Emit } from '../../parts/blocks';
import { createCallIds } from '../../parts/call-ids';
import type { Chunk, ToolResult } from '../../parts/chunk';
import { type ChunkReader, createChunkReader, isAnswer } from '../../parts/chunk-reader';
import { toFinishReason } from '../../parts/finish-reason';
import type { RawFinish } from '../../parts/raw-finish';
import type { ReaderSettings } from '../../parts/reader-settings';
import { sumUsage, toUsage } from '../../parts/usage';
import { createServerCalls, type ServerCall } from './server-calls';
import { toAgentChunk } from './to-agent-chunk';
import { toOutput } from './to-output';

/** The caller's name of a tool that Heroku names; undefined if the call does not declare it. */
type ToToolName = (name: string) => string | undefined;

/** Also in the metadata of `finish`. */
type AgentFinish = RawFinish & { undeclaredToolCalls?: UndeclaredCall[] };

/** A call of a tool that is not in `tools` of the call, of which AI SDK 5 takes no parts (heroku-surface.md §5). */
type UndeclaredCall = {
  toolCallId: string;
  toolName: string;
  input: string;
  result?: unknown;
  isError?: true;
};

/** One inference of the answer. */
type Inference = { reader: ChunkReader; calls: Map<string, ServerCall | undefined> };

export function createAgentDialect(toToolName: ToToolName): Dialect {
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
  const { callIds, ...ofInferences } = settings;
  const calls = createServerCalls(createCallIds(settings.generateId, callIds));
  const rawFinish: AgentFinish = {};
  let inferences = 0;
  let inference: Inference | undefined;
  let hasEmitted = false;
  let hasAnswered = false;
  let hasFailed = false;
  /** Whether the last inference ended at its limit, whatever the server says. */
  let isLimited = false;
  /** Whether more must come: tools were called, or no inference has said that it is finished. */
  let isDue = true;

  function emit(part: LanguageModelV2StreamPart): void {
    hasEmitted = true;
    hasAnswered ||= isAnswer(part);
    emitPart(part);
  }

  function fail(error: unknown): void {
    hasFailed = true;
    emit({ type: 'error', error: calls.all.length > 0 ? toFinalError(error) : error });
  }

  function startInference({ message }: Chunk): Inference {
    const nth = inferences++;
    // JSON is the answer of the inference that calls no tools. What the others write beside their calls is a thought.
    const isAside = settings.json !== undefined && Boolean(message?.toolCalls?.length);
    const started: Inference = {
      calls: new Map(),
      reader: createChunkReader(
        // Its calls keep the server's ids, by which their results are found. A call that is banned is one of no declared tool.
        { ...ofInferences, json: isAside ? undefined : settings.json, bansCalls: false },
        (part) => forward(part, started, nth, isAside),
      ),
    };
    return started;
  }

  function forward(
    part: LanguageModelV2StreamPart,
    { calls: ofInference }: Inference,
    nth: number,
    isAside: boolean,
  ): void {
    switch (part.type) {
      case 'text-start':
      case 'text-delta':
      case 'text-end':
      case 'reasoning-start':
      case 'reasoning-delta':
      case 'reasoning-end': {
        const type = isAside ? part.type.replace('text', 'reasoning') : part.type;
        return emit({ ...part, type, id: `${nth}.${part.id}` } as LanguageModelV2StreamPart);
      }
      case 'response-metadata':
        return nth === 0 ? emit(part) : undefined;
      case 'tool-input-start':
        ofInference.set(part.id, calls.open(part.id, part.toolName));
        break;
      case 'tool-input-delta': {
        const call = ofInference.get(part.id);
        if (call) call.input += part.delta;
        break;
      }
      case 'tool-call': {
        const call = ofInference.get(part.toolCallId);
        if (call) tellCall(call);
        break;
      }
      case 'error':
        return fail(part.error);
      case 'finish':
        isLimited = part.finishReason === 'length';
        break;
      case 'source':
        emit(part);
    }
  }

  function endInference(truncation?: unknown): void {
    if (inference === undefined) return;
    const { reader, calls: ofInference } = inference;
    inference = undefined;
    reader.end(truncation);
    const { usage, rawFinishReason } = reader.rawFinish;
    if (usage) rawFinish.usage = sumUsage(rawFinish.usage, usage);
    if (rawFinishReason) rawFinish.rawFinishReason = rawFinishReason;
    if (ofInference.size > 0) isDue = true;
    else if (rawFinishReason) isDue = false;
  }

  /** Before its result, so that no result is without a call. */
  function tellCall(call: ServerCall): void {
    call.isTold = true;
    const toolName = toToolName(call.name);
    if (toolName === undefined) return;
    const { id } = call;
    const input = toInputText(call);
    emit({ type: 'tool-input-start', id, toolName, providerExecuted: true });
    emit({ type: 'tool-input-delta', id, delta: input });
    emit({ type: 'tool-input-end', id });
    emit({ type: 'tool-call', toolCallId: id, toolName, input, providerExecuted: true });
  }

  function readResult(toolResult: ToolResult): void {
    isDue = true;
    const call = calls.answeredBy(toolResult);
    if (call === undefined) return;
    if (!call.isTold) tellCall(call);
    call.output = toOutput(toolResult);
    tellOutput(call);
  }

  function tellOutput({ id, name, output }: ServerCall): void {
    const toolName = toToolName(name);
    if (toolName === undefined || output === undefined) return;
    const { result, isError } = output;
    emit({
      type: 'tool-result',
      toolCallId: id,
      toolName,
      result,
      ...(isError && { isError }),
      providerExecuted: true,
    });
  }

  /** The answer ended on its own, so a result that has not come never will. */
  function closeCalls(): void {
    for (const call of calls.all) {
      if (call.output) continue;
      if (!call.isTold) tellCall(call);
      tellOutput({ ...call, output: { result: NO_RESULT, isError: true } });
    }
  }

  return {
    rawFinish,
    fail,

    // Once a tool was called an error must not look like a request that was refused, which may be sent again.
    hasAnswered: () => hasAnswered || calls.all.length > 0,

    isFinished: () => !isDue && inference === undefined,

    push(chunk: Chunk): void {
      if (chunk.toolResults) {
        endInference();
        chunk.toolResults.forEach(readResult);
        return;
      }
      inference ??= startInference(chunk);
      inference.reader.push(chunk);
      if (chunk.message || chunk.finishReason) endInference();
    },

    isUnfinished(): boolean {
      return inference?.reader.isUnfinished() ?? false;
    },

    end(truncation?: unknown): void {
      endInference(truncation);
      const isTruncated = truncation !== undefined && isDue;
      if (isTruncated && !hasFailed) fail(truncation);
      const isOpen = calls.all.some(({ name, output }) => !output && toToolName(name));
      if (!isTruncated && !hasFailed) closeCalls();
      const undeclared = calls.all.filter(({ name }) => toToolName(name) === undefined);
      if (undeclared.length > 0) rawFinish.undeclaredToolCalls = undeclared.map(toUndeclared);
      const reason = isLimited
        ? 'length'
        : (rawFinish.rawFinishReason ?? (hasEmitted ? 'stop' : undefined));
      emit({
        type: 'finish',
        finishReason: hasFailed ? 'error' : toFinishReason(reason, isOpen),
        usage: toUsage(rawFinish.usage),
        providerMetadata: { [settings.name]: rawFinish as Record<string, never> },
      });
    },
  };
}

/** The JSON text of an object, whatever the model wrote: all but the AI SDK have seen it by now. */
function toInputText({ input }: Pick<ServerCall, 'input'>): string {
  return toObjectText(input.startsWith('{') ? input : (parseJson(input) ?? (input || {})));
}

const NO_RESULT = 'Heroku sent no result of this call.';

function toUndeclared({ id, name, input, output }: ServerCall): UndeclaredCall {
  return {
    toolCallId: id,
    toolName: name,
    input: toInputText({ input }),
    ...(output && { result: output.result }),
    ...(output?.isError && { isError: true }),
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
