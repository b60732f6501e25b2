import type { ModelProfile } from '../../../models/model-profile';
import type { HerokuChatProviderOptions } from '../../heroku-chat-options';
import type { ChatRequestBody } from '../../wire/request';
import type { Turn } from '../prompt/turn';
import type { Subject } from '../subject';
import { countProblem } from './counts';

/** Body fields, and whether the model thinks at this request, which restricts other settings. */
type Thinking = { on: boolean } & Pick<
  ChatRequestBody,
  'max_tokens' | 'extended_thinking' | 'reasoning_effort'
>;

type Effort = NonNullable<HerokuChatProviderOptions['reasoningEffort']>;

/** `max_tokens` under a thinking budget, when the caller sets none. */
const DEFAULT_OUTPUT_TOKENS = 4096;

/** Decides whether the model thinks, and with how many tokens (heroku-api.md §1.6). */
export function toThinking(
  subject: Subject,
  { turns, options }: { turns: Turn[]; options: HerokuChatProviderOptions },
): Thinking {
  const { model, refusals, warnings } = subject;
  const maxOutputTokens = toMaxOutputTokens(subject);
  const extended = toExtendedThinking(subject, options);
  const effort = toEffort(subject, options);
  // Heroku maps an effort to a thinking budget (heroku-api.md §1.1), so on a Claude that thinks both mean thinking.
  const on =
    extended !== undefined || (effort !== undefined && /budget|adaptive/.test(model.thinking));

  // Images of tool results are a user message, but not the user speaking: both readings must hold.
  if (on && [isUserTurn, isUserMessage].some((isUser) => isUnsigned(turns, isUser, model))) {
    warnings.other(
      model.thinkingReplay
        ? 'Thinking is off for this call: the last assistant turn has no signed reasoning. Send its reasoning parts back.'
        : `Thinking is off for this call, whose last assistant turn would have to be sent with its reasoning: ${refusals.reasonFor('thinkingReplay')}.`,
    );
    return { on: false, max_tokens: maxOutputTokens };
  }

  const budget = extended && options.extendedThinking?.budgetTokens;
  // Without a budget in the body `max_tokens` need not be above it, and is only set if the caller limits it.
  const limit = maxOutputTokens ?? (extended?.budget_tokens && DEFAULT_OUTPUT_TOKENS);
  return {
    on,
    max_tokens: limit && budget ? limit + budget : maxOutputTokens,
    extended_thinking: extended,
    reasoning_effort: effort,
  };
}

/** The caller's limit, if it is one. */
export function toMaxOutputTokens({ call, warnings }: Subject): number | undefined {
  const { maxOutputTokens } = call;
  const reason = maxOutputTokens == null ? undefined : countProblem(maxOutputTokens);
  if (!reason) return maxOutputTokens;
  warnings.setting('maxOutputTokens', `maxOutputTokens is not sent: ${reason}.`);
  return undefined;
}

function toExtendedThinking(
  { model: { thinking }, refusals, warnings }: Subject,
  { extendedThinking }: HerokuChatProviderOptions,
): ChatRequestBody['extended_thinking'] {
  if (!extendedThinking?.enabled) return undefined;
  if (thinking === 'none') {
    warnings.other(
      `extendedThinking is not sent: ${refusals.reasonFor('thinking')}. Claude 3.7 and later accepts it.`,
    );
    return undefined;
  }
  const { budgetTokens, includeReasoning = true } = extendedThinking;
  if (thinking === 'adaptive') {
    if (budgetTokens) {
      warnings.other(
        `extendedThinking.budgetTokens is not sent: ${refusals.reasonFor('thinking')} and sets its own budget. Use reasoningEffort.`,
      );
    }
    return { enabled: true, include_reasoning: includeReasoning };
  }
  return { enabled: true, budget_tokens: budgetTokens, include_reasoning: includeReasoning };
}

/** The caller's option. Where neither option is given, the reasoning level of AI SDK 7, for models that accept one. */
function toEffort(
  { call, model, refusals, warnings }: Subject,
  { reasoningEffort, extendedThinking }: HerokuChatProviderOptions,
): Effort | undefined {
  const level = extendedThinking ? undefined : toLevel(call.reasoning);
  if (model.reasoningEffort === 'never') {
    // A level of AI SDK 7 is a wish: it is only told of where it would have been sent.
    if (reasoningEffort ?? (refusals.isLearned('reasoningEffort') && level)) {
      warnings.other(`reasoningEffort is not sent: ${refusals.reasonFor('reasoningEffort')}.`);
    }
    return undefined;
  }
  if (reasoningEffort ?? extendedThinking) return reasoningEffort;
  return model.reasoningEffort === 'explicit' ? undefined : level;
}

/** Heroku's effort for a reasoning level of AI SDK 7, which has more of them. */
function toLevel(reasoning: string | undefined): Effort | undefined {
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
 * "A final assistant message must start with a thinking block" (heroku-api.md §1.6): applied to what the assistant wrote since
 * the user last spoke. In a tool loop that is the first turn with calls; later ones need no thinking.
 */
function isUnsigned(turns: Turn[], isUser: IsUser, { thinkingReplay }: ModelProfile): boolean {
  const open = turns.slice(turns.findLastIndex(isUser) + 1).filter(isAssistantTurn);
  const first = open.find(({ calls }) => calls.length > 0) ?? open.at(-1);
  return first !== undefined && !(first.reasoning && thinkingReplay);
}

type IsUser = (turn: Turn, index: number, turns: Turn[]) => boolean;

const isUserTurn: IsUser = ({ role }) => role === 'user';

/** A blank turn behind the images of tool results adds nothing to their message. */
const isUserMessage: IsUser = (turn, index, turns) =>
  turn.role === 'user' &&
  (turn.parts.length > 0 || !turns.slice(0, index).findLast(isAssistantTurn)?.images.length);

const isAssistantTurn = ({ role }: Turn): boolean => role === 'assistant';
