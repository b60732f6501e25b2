import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import type { HerokuChatProviderOptions } from '../heroku-chat-options';
import type { ModelTraits } from '../heroku-model-ids';
import type { ChatRequestBody } from '../wire/request';
import type { Turn } from './to-turns';
import type { Warnings } from './warnings';

export type Thinking = {
  /** Whether the model thinks during this request, so that the rules of thinking bind the other settings. */
  on: boolean;
  fields: Pick<ChatRequestBody, 'extended_thinking' | 'reasoning_effort' | 'max_tokens'>;
};

type Effort = NonNullable<HerokuChatProviderOptions['reasoningEffort']>;

/** `max_tokens` under a thinking budget, when the caller sets none. */
const DEFAULT_OUTPUT_TOKENS = 4096;

/** Decides whether the model thinks, and with how many tokens (heroku-api.md §1.6). */
export function toThinking(
  call: LanguageModelV2CallOptions,
  turns: Turn[],
  options: HerokuChatProviderOptions,
  traits: ModelTraits,
  warnings: Warnings,
): Thinking {
  const extended = toExtendedThinking(options, traits, warnings);
  const effort = toEffort(call, options, traits, warnings);
  // Heroku maps an effort to a thinking budget (heroku-api.md §1.1), so on a Claude that thinks both mean thinking.
  const on = extended !== undefined || (effort !== undefined && traits.thinks === true);

  // A blank user turn may melt into the images of a tool's result, or be one of its own.
  const isUser = (turn: Turn) => turn.role === 'user';
  const speaks = (turn: Turn) => turn.role === 'user' && turn.parts.length > 0;
  if (on && (isUnsigned(turns, isUser) || isUnsigned(turns, speaks))) {
    warnings.other(
      'Thinking is off for this request: the open assistant turn has no signed reasoning, which Bedrock demands. Keep its reasoning parts, with their provider options, in the prompt.',
    );
    return { on: false, fields: { max_tokens: call.maxOutputTokens } };
  }

  const budget = extended?.budget_tokens;
  const maxTokens =
    budget === undefined
      ? call.maxOutputTokens
      : (call.maxOutputTokens ?? DEFAULT_OUTPUT_TOKENS) + budget;
  return {
    on,
    fields: { max_tokens: maxTokens, extended_thinking: extended, reasoning_effort: effort },
  };
}

function toExtendedThinking(
  { extendedThinking }: HerokuChatProviderOptions,
  traits: ModelTraits,
  warnings: Warnings,
): ChatRequestBody['extended_thinking'] {
  if (!extendedThinking?.enabled) return undefined;
  if (traits.thinks === false) {
    warnings.other('extendedThinking is not sent: Heroku takes it for Claude 3.7 and later only.');
    return undefined;
  }
  const { budgetTokens, includeReasoning = true } = extendedThinking;
  return { enabled: true, budget_tokens: budgetTokens, include_reasoning: includeReasoning };
}

/** The levels of AI SDK 7's call option `reasoning` in Heroku's terms. `none` and `provider-default` ask for nothing. */
const EFFORTS: Readonly<Record<string, Effort>> = {
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'high',
  max: 'high',
};

/** The caller's own option; else, where neither option is given, the level that AI SDK 7 passes on. */
function toEffort(
  call: LanguageModelV2CallOptions & { reasoning?: unknown },
  options: HerokuChatProviderOptions,
  traits: ModelTraits,
  warnings: Warnings,
): Effort | undefined {
  if (options.reasoningEffort !== undefined) return options.reasoningEffort;
  const level = options.extendedThinking === undefined ? call.reasoning : undefined;
  if (typeof level !== 'string' || !Object.hasOwn(EFFORTS, level)) return undefined;
  if (traits.isNova || (traits.isClaude && !traits.thinks)) {
    warnings.other(`reasoning "${level}" is not sent: this model does not reason.`);
    return undefined;
  }
  return EFFORTS[level];
}

/**
 * "A final assistant message must start with a thinking block" (heroku-api.md §1.6): what the assistant has said since the
 * user's last word. In a tool loop that is the first turn with calls; later ones need not think.
 */
function isUnsigned(turns: Turn[], isUser: (turn: Turn) => boolean): boolean {
  const start = turns.findLastIndex(isUser) + 1;
  const open = turns.slice(start).filter((turn) => turn.role === 'assistant');
  const first = open.find((turn) => turn.calls.length > 0) ?? open.at(-1);
  return first !== undefined && first.reasoning === undefined;
}
