import { factsOf, type ModelFacts, UNKNOWN_MODEL } from '../models';
import { type ChatBody, isRecord } from '../wire';
import { FIELD_RULES } from './fields';
import { MESSAGE_RULES } from './messages';
import type { Refusal, Rule, RuleContext } from './rule';
import { SAMPLING_RULES } from './sampling';
import { THINKING_RULES } from './thinking';
import { TOOL_HISTORY_RULES } from './tool-history';
import { ROOT_UNION_RULE, TOOL_RULES } from './tools';
import { PREFILL_RULE, TURN_RULES } from './turns';

/**
 * Every rule about the body, in the order it is checked. The two that a provider cannot satisfy without changing
 * the caller's meaning come last, so that to except them hides no other.
 */
export const RULES: Rule[] = [
  ...FIELD_RULES,
  ...MESSAGE_RULES,
  ...TOOL_HISTORY_RULES,
  ...TOOL_RULES,
  ...TURN_RULES,
  ...SAMPLING_RULES,
  ...THINKING_RULES,
  ROOT_UNION_RULE,
  PREFILL_RULE,
];

export type CheckOptions = Partial<Pick<RuleContext, 'streamOptions' | 'issued'>> & {
  /** Names of rules to leave out. Leave out only rules on which no later one relies. */
  except?: readonly string[];
};

const NONE_ISSUED: ReadonlyMap<string, string> = new Map();

/** The strict check alone: the first rule that refuses this body, if any. */
export function checkRequest(
  body: unknown,
  facts: ModelFacts = factsOf(isRecord(body) ? body.model : undefined) ?? UNKNOWN_MODEL,
  { streamOptions = false, issued = NONE_ISSUED, except = [] }: CheckOptions = {},
): Refusal | undefined {
  const context: RuleContext = { body: body as ChatBody, facts, streamOptions, issued };
  for (const { name, check } of RULES) {
    const refusal = except.includes(name) ? undefined : check(context);
    if (refusal) return refusal;
  }
  return undefined;
}
