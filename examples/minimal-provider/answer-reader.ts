import type * as sdk from '@ai-sdk/provider';
import { generateId, isParsableJson } from '@ai-sdk/provider-utils';
import { JSON_TOOL } from './to-request';

type Parts = Generator<sdk.LanguageModelV2StreamPart>;

/** What is read of a frame. Anything may be missing. */
type Frame = {
  error?: { message?: string; code?: unknown };
  usage?: { prompt_tokens?: unknown; completion_tokens?: unknown; total_tokens?: unknown };
  choices?: [{ delta?: Delta; finish_reason?: string | null }?];
};
type Delta = {
  content?: string | null;
  reasoning_content?: string;
  signature?: string;
  tool_calls?: { index: number; id?: string; function: { name?: string; arguments?: string } }[];
};

/** OpenAI's words are these, with `_` for `-`. */
const REASONS = ['stop', 'length', 'content-filter', 'tool-calls', 'other'] as const;

export type Call = sdk.LanguageModelV2CallOptions & {
  isJson: boolean;
  toError: (message: string, statusCode: number) => Error;
};

/** The frames of one answer -> stream parts. Calls go out when it is sure that the answer is whole. */
export function createAnswerReader({ prompt, isJson, maxOutputTokens, toError }: Call) {
  /** What the parts add up to. */
  const content: sdk.LanguageModelV2Content[] = [];
  /** Its last block, if more may be added. */
  let open: sdk.LanguageModelV2Text | sdk.LanguageModelV2Reasoning | undefined;
  const calls = new Map<number, { id: string; name: string; input: string }>();
  /** Of the calls in the prompt. In a chat a new call of the same id would overwrite the result of the earlier one. */
  const said = prompt.flatMap(({ role, content }) => (role === 'assistant' ? content : []));
  const ids = new Set(said.map((part) => (part.type === 'tool-call' ? part.toolCallId : '')));
  let usage = toUsage({});
  let finish: string | undefined;
  /** Of JSON output: what is said before the call, or in place of it. */
  let heldText = '';
  return { content, read, end, fail, isFinished: () => finish !== undefined };

  function* read(data: string): Parts {
    const { error, choices: [choice] = [], ...frame } = JSON.parse(data) as Frame;
    if (error) throw toError(error.message ?? data, Number(error.code) || 500);
    if (frame.usage) usage = toUsage(frame.usage);
    finish ??= choice?.finish_reason ?? undefined;
    const { content, reasoning_content: thought, signature, tool_calls } = choice?.delta ?? {};
    if (thought || signature) yield* say('reasoning', thought);
    if (open && signature) open.providerMetadata = { minimal: { signature } };
    if (isJson) heldText += content ?? '';
    else if (content) yield* say('text', content);
    for (const { index, id, function: fn } of tool_calls ?? []) {
      const call = calls.get(index) ?? (yield* startCall(index, fn.name ?? '', id));
      if (!fn.arguments) continue;
      call.input += fn.arguments;
      if (call.name === JSON_TOOL) yield* say('text', fn.arguments);
      else yield { type: 'tool-input-delta', id: call.id, delta: fn.arguments };
    }
  }

  function* say(type: 'text' | 'reasoning', delta = ''): Parts {
    if (open?.type !== type) {
      yield* closeBlock();
      open = { type, text: '' };
      content.push(open as sdk.LanguageModelV2Content);
      yield { type: `${type}-start`, id: String(content.length) };
    }
    if (open) open.text += delta;
    if (delta) yield { type: `${type}-delta`, id: String(content.length), delta };
  }

  function* closeBlock(): Parts {
    const { type, providerMetadata } = open ?? {};
    open = undefined;
    if (type) yield { type: `${type}-end`, id: String(content.length), providerMetadata };
  }

  function* startCall(index: number, name: string, id?: string) {
    yield* closeBlock();
    const call = { id: id && !ids.has(id) ? id : generateId(), name, input: '' };
    ids.add(call.id);
    calls.set(index, call);
    if (name !== JSON_TOOL)
      yield { type: 'tool-input-start', id: call.id, toolName: name } as const;
    return call;
  }

  /** At the end of the body. Throws if the server has not said that the answer is over. */
  function* end(): Parts {
    if (finish === undefined) throw toError('The answer was cut off.', 502);
    const all = toolCalls();
    const text = heldText.replace(/^\s*```\w*|```\s*$/g, '');
    if (text && all.length === calls.size) yield* say('text', text);
    yield* closeBlock();
    let finishReason = REASONS.find((reason) => reason === finish?.replace('_', '-')) ?? 'other';
    if (finishReason === 'tool-calls' && all.length === 0) finishReason = 'stop';
    if (finishReason === 'other' && all.length > 0) finishReason = 'tool-calls';
    // At the limit some servers say stop or tool_calls. No tool may run on half its input.
    const isAtLimit = Number(usage.outputTokens) >= Number(maxOutputTokens);
    const mayBeCut = isAtLimit || finishReason === 'length';
    const whole: sdk.LanguageModelV2ToolCall[] = [];
    for (const { id, name, input } of all) {
      yield { type: 'tool-input-end', id };
      const call = { toolCallId: id, toolName: name, input: input || '{}' };
      if (!mayBeCut || isParsableJson(call.input)) whole.push({ type: 'tool-call', ...call });
    }
    yield* whole;
    content.push(...whole);
    if (whole.length < all.length) finishReason = 'length';
    yield { type: 'finish', finishReason, usage };
  }

  /** When an answer fails after its beginning: an error, and never a call. */
  function* fail(error: unknown): Parts {
    yield* closeBlock();
    for (const { id } of toolCalls()) yield { type: 'tool-input-end', id };
    yield { type: 'error', error };
    yield { type: 'finish', finishReason: 'error', usage };
  }

  function toolCalls() {
    return [...calls.values()].filter(({ name }) => name !== JSON_TOOL);
  }
}

function toUsage(usage: NonNullable<Frame['usage']>) {
  const toCount = (value: unknown) => (typeof value === 'number' ? value : undefined);
  return {
    inputTokens: toCount(usage.prompt_tokens),
    outputTokens: toCount(usage.completion_tokens),
    totalTokens: toCount(usage.total_tokens),
  };
}
