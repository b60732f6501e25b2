import { isSystem, textOf } from '../conversation';
import type { RuleContext } from './rule';
import { bedrock, modelRefusal, rule } from './rule';

const ALTERNATION =
  'language-model-v2.md B (alternation) and heroku-api.md §1.3; unverified: same-role-turns, the gateway may merge them';

export const TURN_RULES = [
  rule(
    'first-message-user',
    'heroku-api.md §1.3; wording unverified: refusal-wording',
    ({ body }) =>
      body.messages.find((message) => !isSystem(message))?.role === 'user'
        ? undefined
        : bedrock('A conversation must start with a user message.'),
  ),
  rule('alternation', ALTERNATION, ({ body }) => repeatedTurn(body.messages)),
  rule(
    'alternation-across-system',
    `${ALTERNATION}; so is that system messages in between do not count`,
    ({ body }) => repeatedTurn(body.messages.filter((message) => !isSystem(message))),
  ),
  rule(
    'trailing-white-space',
    'language-model-v2.md B; wording unverified: refusal-wording',
    (context) => {
      const last = finalAssistant(context);
      return last && /\s$/.test(textOf(last.content))
        ? modelRefusal('messages: final assistant content cannot end with trailing whitespace')
        : undefined;
    },
  ),
];

/** Last of all rules: what no provider can satisfy without changing the prompt, so that tests can except it. */
export const PREFILL_RULE = rule(
  'prefill',
  'language-model-v2.md B ("must end with a user message", Claude 4.6 and later); the rest of the wording is unverified: prefill',
  (context) =>
    finalAssistant(context) &&
    context.facts.family === 'claude' &&
    (context.facts.version ?? 0) >= 4.6
      ? modelRefusal(
          'This model does not support assistant message prefill. The conversation must end with a user message.',
        )
      : undefined,
);

function finalAssistant({ body }: RuleContext) {
  const last = body.messages.findLast((message) => !isSystem(message));
  return last?.role === 'assistant' ? last : undefined;
}

/** Two user or two assistant messages in a row. Tool messages are the user's side; a user message may follow them. */
function repeatedTurn(messages: RuleContext['body']['messages']) {
  const at = messages.findIndex(
    ({ role }, index) =>
      (role === 'user' || role === 'assistant') && messages[index - 1]?.role === role,
  );
  return at < 0
    ? undefined
    : bedrock(
        `A conversation must alternate between user and assistant roles. messages.${at} repeats "${messages[at]?.role}".`,
      );
}
