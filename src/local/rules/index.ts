import { factsByName, factsOf, type ModelFacts, UNKNOWN_MODEL } from '../models';
import { type Personality, toPersonality } from '../personality';
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
 * Every rule about a chat body, in the order it is checked. The two that a provider cannot satisfy without changing
 * the caller's meaning come last, so that to except them hides no other.
 */
const CHAT_RULES = [
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

/** The name of a rule about request bodies. */
export type RuleName = (typeof CHAT_RULES)[number]['name'];

/** Rules turned on or off by name. */
export type RuleSwitches = Partial<Record<RuleName, boolean>>;

export const RULES: readonly Rule<RuleName>[] = CHAT_RULES;

export type CheckOptions = Partial<Personality> & {
  /** Signatures given out by scripted answers, with the thinking they belong to. */
  issued?: ReadonlyMap<string, string>;
  rules?: RuleSwitches;
  /** Names of rules to leave out. Leave out only rules on which no later one relies. */
  except?: readonly string[];
};

const NONE_ISSUED: ReadonlyMap<string, string> = new Map();

/** The strict check alone: the first rule that refuses this chat body, if any. */
export function checkRequest(
  body: unknown,
  facts: ModelFacts = isRecord(body) ? factsOfId(body.model) : UNKNOWN_MODEL,
  { issued = NONE_ISSUED, rules = {}, except = [], ...personality }: CheckOptions = {},
): Refusal | undefined {
  const switches = { ...rules, ...Object.fromEntries(except.map((name) => [name, false])) };
  const context = {
    body: body as ChatBody,
    facts,
    personality: toPersonality(personality),
    issued,
  };
  return firstRefusal(RULES, context, switches);
}

/** The refusal of the first rule that is on and refuses. */
export function firstRefusal<Body>(
  rules: readonly Rule<string, Body>[],
  context: RuleContext<Body>,
  switches: Record<string, boolean | undefined>,
): Refusal | undefined {
  for (const { name, standard, check } of rules) {
    const refusal = (switches[name] ?? standard) ? check(context) : undefined;
    if (refusal) return refusal;
  }
  return undefined;
}

const factsOfId = (model: unknown): ModelFacts =>
  typeof model === 'string' ? (factsOf(model) ?? factsByName(model)) : UNKNOWN_MODEL;

/** The switches, once every name in them is known to be a rule's. */
export function checkedSwitches(switches: RuleSwitches = {}): RuleSwitches {
  const names: readonly string[] = RULES.map(({ name }) => name);
  const unknown = Object.keys(switches).find((name) => !names.includes(name));
  if (unknown === undefined) return switches;
  throw new TypeError(`No rule is named '${unknown}'. The rules are: ${names.join(', ')}`);
}
