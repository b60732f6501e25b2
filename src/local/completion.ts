import type { ScriptedAnswer, ScriptedReasoning, ScriptedToolCall } from './answers';
import type { WireError } from './errors';
import { type ErrorShape, errorType } from './errors';
import type { Ids } from './ids';
import { DEFAULT_PERSONALITY, type Personality } from './personality';
import { type Reasoning, wholeReasoning } from './reasoning';
import type { ChatRequest } from './requests';
import { signThinking } from './signature';
import type { ChatBody } from './wire';

/** An answer with everything filled in that a frame or a body needs. */
export type Completion = {
  id: string;
  created: number;
  model: string;
  text: string;
  reasoning: Reasoning | undefined;
  toolCalls: { id: string; name: string; arguments: string }[];
  finishReason: string;
  usage: Record<string, unknown> | undefined;
  error: (WireError & { shape: ErrorShape }) | undefined;
};

/** Recorded fingerprints look like `heroku-inf-1qgiqof` (heroku-api.md §2). */
export const FINGERPRINT = 'heroku-inf-local';

export function toCompletion(
  answer: ScriptedAnswer,
  { body, model, facts }: ChatRequest,
  ids: Ids,
): Completion {
  const { text = '', reasoning, error, status = 500 } = answer;
  const toolCalls = (answer.toolCalls ?? []).map((call, at) => ({
    id: call.id ?? (facts.family === 'kimi' ? kimiId(call, at, body) : ids.toolCall()),
    name: call.name,
    arguments: argumentsText(call),
  }));
  return {
    id: ids.completion(),
    created: ids.created(),
    model,
    text,
    reasoning: reasoning && signed(reasoning),
    toolCalls,
    finishReason: answer.finishReason ?? (toolCalls.length > 0 ? 'tool_calls' : 'stop'),
    usage: answer.usage === undefined ? roughUsage(body, answer) : (answer.usage ?? undefined),
    error: error && {
      code: error.code ?? status,
      message: error.message,
      type: error.type ?? errorType(error.code ?? status),
      shape: error.shape ?? 'object',
    },
  };
}

/** Kimi K2 counts the calls of a conversation (field-reports.md B4). */
function kimiId({ name }: ScriptedToolCall, at: number, { messages }: ChatBody): string {
  const before = messages.reduce((count, { tool_calls = [] }) => count + tool_calls.length, 0);
  return `functions.${name}:${before + at}`;
}

export const argumentsText = ({ arguments: given }: ScriptedToolCall): string =>
  typeof given === 'string' ? given : JSON.stringify(given);

function signed({ thinking = '', signature, redacted }: ScriptedReasoning): Reasoning {
  if (redacted !== undefined) return { redacted };
  if (signature === null) return { thinking };
  return { thinking, signature: signature ?? signThinking(thinking) };
}

/** The three counters on record (heroku-api.md §2), at four characters a token. */
function roughUsage({ messages, tools = [] }: ChatBody, answer: ScriptedAnswer) {
  const said = [
    answer.reasoning?.thinking ?? '',
    answer.text ?? '',
    ...(answer.toolCalls ?? []).map((call) => call.name + argumentsText(call)),
  ];
  const prompt = tokens(JSON.stringify([messages, tools]));
  const completion = tokens(said.join(''));
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
  };
}

export const CHARACTERS_PER_TOKEN = 4;

const tokens = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

/**
 * The body of an answer that is not streamed (heroku-api.md §2). Without text, `content` is null beside one call
 * and missing beside several: both have been seen, what decides is not known.
 */
export function toBody(
  completion: Completion,
  personality: Personality = DEFAULT_PERSONALITY,
): Record<string, unknown> {
  const { id, created, model, text, reasoning, toolCalls, finishReason, usage } = completion;
  const message = {
    role: 'assistant',
    refusal: null,
    ...(reasoning && wholeReasoning(reasoning, personality)),
    ...(toolCalls.length > 0 && { tool_calls: toolCalls.map(toWireCall) }),
    ...(toolCalls.length < 2 || text !== '' ? { content: text || emptyContent(toolCalls) } : {}),
  };
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    system_fingerprint: FINGERPRINT,
    choices: [{ index: 0, message, finish_reason: finishReason }],
    ...(usage && { usage }),
  };
}

const emptyContent = (toolCalls: unknown[]): '' | null => (toolCalls.length > 0 ? null : '');

const toWireCall = ({ id, name, arguments: text }: Completion['toolCalls'][number]) => ({
  id,
  type: 'function',
  function: { name, arguments: text },
});
