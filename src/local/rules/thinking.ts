import { isSystem, isToolImages, lastUserIndex } from '../conversation';
import { isNewestClaude, type ModelFacts, takesSampling } from '../models';
import { isSigned, SIGNATURE_PREFIX, signThinking } from '../signature';
import type { ChatBody, WireMessage } from '../wire';
import {
  firmRule,
  firstDenial,
  invalid,
  modelRefusal,
  offRule,
  type RuleContext,
  rule,
  unknownKey,
  unrecognized,
} from './rule';

/** Whether the model thinks on this request; `reasoning_effort` maps to thinking budgets (heroku-api.md §1.1). */
export function isThinking(body: ChatBody, facts: ModelFacts): boolean {
  if (!facts.thinks) return false;
  return body.extended_thinking?.enabled === true || body.reasoning_effort !== undefined;
}

/** A rule that applies only while the model thinks. */
const whileThinking = <const Name extends string>(
  name: Name,
  source: string,
  check: (body: ChatBody, facts: ModelFacts) => ReturnType<typeof invalid> | undefined,
) =>
  rule(name, source, ({ body, facts }) =>
    isThinking(body, facts) ? check(body, facts) : undefined,
  );

const SIDE_RULES =
  'language-model-v2.md B (thinking + temperature/top_p/top_k); wording unverified: refusal-wording';

export const THINKING_RULES = [
  firmRule(
    'thinking-shape',
    'heroku-api.md §1.6; that unknown keys are refused is unverified: unknown-nested-field',
    ({ body }) => shapeDenial(body.extended_thinking),
  ),
  rule(
    'thinking-model',
    'heroku-api.md §1.6 (any other model with the field fails); wording unverified: refusal-wording',
    ({ body, facts }) =>
      body.extended_thinking && !facts.thinks
        ? invalid(`extended_thinking is not supported by model ${body.model}`)
        : undefined,
  ),
  rule(
    'thinking-budget',
    'heroku-api.md §1.6 (minimum 1024: FLOSHIP); wording unverified: refusal-wording',
    ({ body }) =>
      (body.extended_thinking?.budget_tokens ?? 1024) < 1024
        ? modelRefusal(
            'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024',
          )
        : undefined,
  ),
  rule(
    'thinking-budget-adaptive',
    'field-reports.md B1 (Claude 4.7 and later refuse a fixed budget); wording unverified: refusal-wording',
    ({ body, facts }) =>
      body.extended_thinking?.budget_tokens !== undefined && isNewestClaude(facts)
        ? modelRefusal(
            '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
          )
        : undefined,
  ),
  rule(
    'effort-model',
    'field-reports-2.md K1 (Bedrock, Nova 1: UKGovernmentBEIS/inspect_ai#5301); that Heroku passes it on is unverified: reasoning-effort',
    ({ body, facts }) =>
      body.reasoning_effort !== undefined && facts.effort === false
        ? modelRefusal(
            'Malformed input request: the provided reasoning config value is invalid, please reformat your input and try again.',
          )
        : undefined,
  ),
  whileThinking(
    'thinking-temperature',
    `heroku-api.md §1.6 (FLOSHIP), ${SIDE_RULES}`,
    ({ temperature = 1 }) =>
      temperature === 1
        ? undefined
        : modelRefusal('`temperature` may only be set to 1 when thinking is enabled.'),
  ),
  whileThinking('thinking-top-p', SIDE_RULES, ({ top_p }) =>
    top_p === undefined
      ? undefined
      : modelRefusal('`top_p` must be unset when thinking is enabled.'),
  ),
  whileThinking('thinking-top-k', SIDE_RULES, ({ top_k }) =>
    top_k === undefined
      ? undefined
      : modelRefusal('`top_k` must be unset when thinking is enabled.'),
  ),
  whileThinking(
    'thinking-tool-choice',
    'heroku-api.md §1.4, language-model-v2.md B (thinking + forced tool_choice; not adaptive thinking: field-reports-2.md K2); wording unverified: refusal-wording',
    ({ tool_choice = 'auto' }, facts) =>
      tool_choice === 'auto' || tool_choice === 'none' || !takesSampling(facts)
        ? undefined
        : modelRefusal('Thinking may not be enabled when tool_choice forces tool use.'),
  ),
  whileThinking(
    'thinking-max-tokens',
    'heroku-api.md §1.6, language-model-v2.md B (max_tokens > budget >= 1024); wording unverified: refusal-wording',
    (body) => {
      const budget = body.extended_thinking?.budget_tokens;
      const limit = body.max_tokens ?? body.max_completion_tokens;
      return budget === undefined || (limit !== undefined && limit > budget)
        ? undefined
        : modelRefusal('`max_tokens` must be greater than `thinking.budget_tokens`.');
    },
  ),
  whileThinking('thinking-open-loop', 'heroku-api.md §1.6 (FLOSHIP, Dec 2025)', ({ messages }) => {
    const at = unsignedLoopStart(messages);
    return at < 0 ? undefined : modelRefusal(unsignedLoopMessage(at));
  }),
  offRule(
    'reasoning-replay',
    'unverified: reasoning-replay, since no source shows a form that works on chat completions (heroku-api.md §1.6)',
    ({ body }) => firstReasoning(body, (_, at) => unrecognized(`messages[${at}].reasoning`)),
  ),
  firmRule(
    'reasoning-shape',
    'unverified: reasoning-replay, the form is a guess (heroku-api.md §1.6)',
    ({ body }) =>
      firstReasoning(body, ({ thinking, redacted_thinking }, at) =>
        typeof thinking === 'string' || typeof redacted_thinking === 'string'
          ? undefined
          : invalid(`messages[${at}].reasoning: thinking must be a string`),
      ),
  ),
  rule(
    'reasoning-unsigned',
    'language-model-v2.md B (replay signature; if lost, drop reasoning); wording unverified: refusal-wording',
    ({ body }) =>
      firstReasoning(body, (reasoning, at) =>
        isSigned(reasoning)
          ? undefined
          : modelRefusal(`messages.${at}.content.0.thinking.signature: Field required`),
      ),
  ),
  rule(
    'reasoning-while-off',
    'design.md §3; wording unverified: refusal-wording',
    ({ body, facts }) =>
      firstReasoning(body, (_, at) =>
        isThinking(body, facts)
          ? undefined
          : modelRefusal(
              `messages.${at}.content.0: thinking blocks may only be sent while thinking is enabled`,
            ),
      ),
  ),
  rule(
    'reasoning-signature',
    'language-model-v2.md B (signed thinking); wording unverified: refusal-wording',
    (context) =>
      firstReasoning(context.body, ({ thinking, signature }, at) =>
        signature === undefined || isSignatureOf(signature, thinking ?? '', context)
          ? undefined
          : modelRefusal(`messages.${at}.content.0: Invalid \`signature\` in \`thinking\` block`),
      ),
  ),
];

function shapeDenial(thinking: ChatBody['extended_thinking']) {
  if (!thinking) return undefined;
  const key = unknownKey(thinking, ['enabled', 'budget_tokens', 'include_reasoning']);
  if (key !== undefined) return unrecognized(`extended_thinking.${key}`);
  const { enabled, budget_tokens = 1024, include_reasoning = false } = thinking;
  if (typeof enabled !== 'boolean') return invalid('extended_thinking.enabled must be a boolean');
  if (!Number.isInteger(budget_tokens))
    return invalid('extended_thinking.budget_tokens must be an integer');
  return typeof include_reasoning === 'boolean'
    ? undefined
    : invalid('extended_thinking.include_reasoning must be a boolean');
}

/** The index of the assistant message that opens a tool loop, still open, without signed thinking; -1 if none. */
function unsignedLoopStart(messages: WireMessage[]): number {
  const last = messages.findLastIndex((message) => !isSystem(message));
  if (messages[last]?.role !== 'tool' && !isToolImages(messages, last)) return -1;
  const from = lastUserIndex(messages) + 1;
  const at = messages.findIndex((message, index) => index >= from && message.tool_calls);
  return at >= 0 && !isSigned(messages[at]?.reasoning) ? at : -1;
}

/** The recorded words (heroku-api.md §1.6), with the index of this request. */
const unsignedLoopMessage = (at: number): string =>
  `messages.${at}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`text\`. ` +
  'When `thinking` is enabled, a final `assistant` message must start with a thinking block ' +
  '(preceeding the lastmost set of `tool_use` and `tool_result` blocks). We recommend you include ' +
  'thinking blocks from previous turns. To avoid this requirement, disable `thinking`.';

function firstReasoning(
  body: ChatBody,
  check: (
    reasoning: NonNullable<WireMessage['reasoning']>,
    at: number,
  ) => ReturnType<typeof invalid> | undefined,
) {
  return firstDenial(body.messages, ({ reasoning }, at) => reasoning && check(reasoning, at));
}

/**
 * A signature made here must be that of the thinking, byte for byte; one that a scripted answer gave out must
 * come back with the thinking it went out with. Of any other nothing is known, so it passes.
 */
function isSignatureOf(signature: string, thinking: string, { issued }: RuleContext): boolean {
  if (issued.has(signature)) return issued.get(signature) === thinking;
  return !signature.startsWith(SIGNATURE_PREFIX) || signature === signThinking(thinking);
}
