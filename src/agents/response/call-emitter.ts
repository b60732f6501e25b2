import type { Emit } from '../../parts/blocks';
import type { ToolResult } from '../../parts/chunk';
import { toCallParts, toResultPart, toUndeclaredCall, type UndeclaredCall } from './call-parts';
import type { ServerCall, ServerCalls } from './server-calls';
import { toOutput } from './to-output';

/** The caller's name of a tool that Heroku names; undefined if the call does not declare it. */
export type ToToolName = (name: string) => string | undefined;

const NO_RESULT = 'Heroku sent no result of this call.';

/** Emits the calls of one answer and their results, each call before its result. */
export function createCallEmitter(calls: ServerCalls, toToolName: ToToolName, emit: Emit) {
  function emitCall(call: ServerCall): void {
    call.isEmitted = true;
    const toolName = toToolName(call.name);
    if (toolName !== undefined) toCallParts(call, toolName).forEach(emit);
  }

  function emitOutput(call: ServerCall): void {
    const toolName = toToolName(call.name);
    if (toolName !== undefined && call.output) emit(toResultPart(call, toolName, call.output));
  }

  return {
    emitCall,

    readResult(toolResult: ToolResult): void {
      const call = calls.answeredBy(toolResult);
      if (call === undefined) return;
      if (!call.isEmitted) emitCall(call);
      call.output = toOutput(toolResult);
      emitOutput(call);
    },

    /** Closes the calls of an answer that ended on its own: a result which has not come never will. */
    close(): void {
      for (const call of calls.all) {
        if (call.output) continue;
        if (!call.isEmitted) emitCall(call);
        emitOutput({ ...call, output: { result: NO_RESULT, isError: true } });
      }
    },

    /** Whether a declared call has no result. */
    hasOpenCall: (): boolean =>
      calls.all.some(({ name, output }) => !output && toToolName(name) !== undefined),

    undeclaredCalls: (): UndeclaredCall[] =>
      calls.all.filter(({ name }) => toToolName(name) === undefined).map(toUndeclaredCall),
  };
}
