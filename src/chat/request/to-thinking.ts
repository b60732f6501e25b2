import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import type { ModelTraits } from '../../models/model-ids';
import type { HerokuChatProviderOptions } from '../heroku-chat-options';
import type { ChatRequestBody } from '../wire/request';
import type { Turn } from './to-turns';
import type { Warnings } from './warnings';

/** Fields of the body, and whether the model thinks: then the rules of thinking bind the other settings. */
type Thinking = { on: boolean } & Pick<
  ChatRequestBody,
  'max_tokens' | 'extended_thinking' | 'reasoning_effort'
>;

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
  const { maxOutputTokens } = call;
  const extended = toExtendedThinking(options, traits, warnings);
  const effort = toEffort(call, options, traits);
  // Heroku maps an effort to a thinking budget (heroku-api.md §1.1), so on a Claude that thinks both mean thinking.
  const on = extended !== undefined || (effort !== undefined && traits.thinks === true);

  // A blank user turn may melt into the images of a tool's result, or be one of its own.
  if (on && [0, 1].some((parts) => isUnsigned(turns, parts))) {
    warnings.other(
      "Thinking is off: the open assistant turn has no signed reasoning. Send the assistant's reasoning parts back.",
    );
    return { on: false, max_tokens: maxOutputTokens };
  }

  const budget = extended?.budget_tokens;
  return {
    on,
    max_tokens: budget ? (maxOutputTokens ?? DEFAULT_OUTPUT_TOKENS) + budget : maxOutputTokens,
    extended_thinking: extended,
    reasoning_effort: effort,
  };
}

function toExtendedThinking(
  { extendedThinking }: HerokuChatProviderOptions,
  { thinks }: ModelTraits,
  warnings: Warnings,
): ChatRequestBody['extended_thinking'] {
  if (!extendedThinking?.enabled) return undefined;
  if (thinks === false) {
    warnings.other('extendedThinking is not sent: only Claude 3.7 and later takes it.');
    return undefined;
  }
  const { budgetTokens, includeReasoning = true } = extendedThinking;
  return { enabled: true, budget_tokens: budgetTokens, include_reasoning: includeReasoning };
}

/** The caller's own option; else, where neither option is given, the level that AI SDK 7 passes on to models that reason. */
function toEffort(
  { reasoning }: LanguageModelV2CallOptions & { reasoning?: string },
  { reasoningEffort, extendedThinking }: HerokuChatProviderOptions,
  { isClaude, isNova, thinks }: ModelTraits,
): Effort | undefined {
  if (reasoningEffort ?? extendedThinking) return reasoningEffort;
  if (isNova || (isClaude && !thinks)) return undefined;
  switch (reasoning) {
    case 'minimal':
    case 'low':
      return 'low';
    case 'medium':
      return reasoning;
    case 'high':
    case 'xhigh':
    case 'max':
      return 'high';
    default:
      // `none` and `provider-default` ask for nothing.
      return undefined;
  }
}

/**
 * "A final assistant message must start with a thinking block" (heroku-api.md §1.6): what the assistant has said since the
 * user's last word, which is a turn of at least so many parts. In a tool loop that is the first turn with calls; later
 * ones need not think.
 */
function isUnsigned(turns: Turn[], parts: number): boolean {
  const isUser = (turn: Turn) => turn.role === 'user' && turn.parts.length >= parts;
  const open = turns
    .slice(turns.findLastIndex(isUser) + 1)
    .filter((turn) => turn.role === 'assistant');
  const first = open.find(({ calls }) => calls.length > 0) ?? open.at(-1);
  return first !== undefined && !first.reasoning;
}
