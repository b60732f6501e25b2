import { factsByName, factsOf, type ModelFacts, UNKNOWN_MODEL } from '../models';
import { type Personality, toPersonality } from '../personality';
import { type ChatBody, isRecord } from '../wire';
import { AGENT_RULES } from './agents';
import { EMBEDDING_RULES } from './embeddings';
import { FIELD_RULES } from './fields';
import { IMAGE_RULES } from './images';
import { MESSAGE_RULES } from './messages';
import { RERANK_RULES } from './rerank';
import type { Refusal, Rule, RuleContext } from './rule';
import { SAMPLING_RULES } from './sampling';
import { THINKING_RULES } from './thinking';
import { TOOL_HISTORY_RULES } from './tool-history';
import { LAST_TOOL_RULES, TOOL_RULES } from './tools';
import { PREFILL_RULE, TURN_RULES } from './turns';

/**
 * Every rule about a chat body, in the order it is checked. Those that a provider cannot satisfy without changing
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
  ...LAST_TOOL_RULES,
  PREFILL_RULE,
];

/** The rules of each endpoint that takes a body. */
export const ENDPOINT_RULES = {
  chat: CHAT_RULES,
  agents: AGENT_RULES,
  embeddings: EMBEDDING_RULES,
  images: IMAGE_RULES,
  rerank: RERANK_RULES,
};

/** The name of a rule about request bodies. */
export type RuleName = (typeof ENDPOINT_RULES)[keyof typeof ENDPOINT_RULES][number]['name'];

/** Rules turned on or off by name. */
export type RuleSwitches = Partial<Record<RuleName, boolean>>;

/** What is known of a rule. */
export type RuleInfo = {
  /** Its name, as `refusedBy` and the `rules` option have it. */
  name: RuleName;
  /** The section of the documents it rests on, and what of it no source confirms. */
  source: string;
  /** `on` or `off` when nobody says otherwise; `always` when other rules rely on it, so that it cannot be turned off. */
  standard: 'on' | 'off' | 'always';
};

const firstOfEachName = new Map<RuleName, RuleInfo>();
for (const { name, source, standard } of Object.values(ENDPOINT_RULES).flat())
  if (!firstOfEachName.has(name)) firstOfEachName.set(name, { name, source, standard });

/** All rules about request bodies, in the order they are checked. */
export const RULES: readonly RuleInfo[] = [...firstOfEachName.values()];

export type CheckOptions = Partial<Personality> & {
  /** Signatures given out by scripted answers, with the thinking they belong to. */
  issued?: ReadonlyMap<string, string>;
  rules?: RuleSwitches;
  /** Names of rules to leave out. */
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
  return firstRefusal(CHAT_RULES, context, switches);
}

/** The refusal of the first rule that is on and refuses. */
export function firstRefusal<Body>(
  rules: readonly Rule<string, Body>[],
  context: RuleContext<Body>,
  switches: Record<string, boolean | undefined>,
): Refusal | undefined {
  for (const { name, standard, check } of rules) {
    const isOn = switches[name] ?? standard === 'on';
    const refusal = isOn || standard === 'always' ? check(context) : undefined;
    if (refusal) return refusal;
  }
  return undefined;
}

const factsOfId = (model: unknown): ModelFacts =>
  typeof model === 'string' ? (factsOf(model) ?? factsByName(model)) : UNKNOWN_MODEL;

/** The switches, once every name in them is known to be that of a rule that can be turned off. */
export function checkedSwitches(switches: RuleSwitches = {}): RuleSwitches {
  for (const [name, isOn] of Object.entries(switches)) {
    const known = RULES.find((rule) => rule.name === name);
    if (!known) throw new TypeError(`No rule is named '${name}'. The rules are: ${ruleNames()}`);
    if (known.standard === 'always' && isOn === false)
      throw new TypeError(`The rule '${name}' cannot be turned off: other rules rely on it`);
  }
  return switches;
}

const ruleNames = (): string => RULES.map(({ name }) => name).join(', ');
