import type { ChatBody, ChatRequest, ScriptedAnswer } from 'ai-sdk-provider-heroku/local';

/**
 * An answer of three steps: two calls of a tool named `lookup`, each after a signed thought, then words. The local Heroku itself
 * refuses a thinking request whose history lacks the signed thoughts.
 */
export function thinkingSteps({ body }: ChatRequest): ScriptedAnswer {
  const step = stepsSoFar(body) + 1;
  const thinks = body.extended_thinking?.enabled === true;
  const reasoning = thinks ? { reasoning: { thinking: `Thought of step ${step}` } } : {};
  if (step > 2) return { ...reasoning, text: 'Both were looked up.' };
  return {
    ...reasoning,
    text: `Step ${step}.`,
    toolCalls: [{ id: `tooluse_${step}`, name: 'lookup', arguments: { query: `q${step}` } }],
  };
}

const stepsSoFar = ({ messages }: ChatBody) =>
  messages
    .slice(messages.findLastIndex(({ role }) => role === 'user'))
    .filter(({ role }) => role === 'assistant').length;

/** Why the steps did not keep their thoughts; undefined when all is well. */
export function lostThoughts(bodies: ChatBody[]): string | undefined {
  if (bodies.length !== 3) return `${bodies.length} requests instead of 3`;
  const off = bodies.findIndex(({ extended_thinking }) => extended_thinking?.enabled !== true);
  if (off >= 0) return `request ${off + 1} does not think`;
  const replayed = bodies.at(-1)?.messages.map(({ reasoning }) => reasoning?.thinking) ?? [];
  const missing = [1, 2].filter((step) => !replayed.includes(`Thought of step ${step}`));
  return missing.length > 0
    ? `no thoughts of step ${missing.join(', ')} in the last request`
    : undefined;
}
