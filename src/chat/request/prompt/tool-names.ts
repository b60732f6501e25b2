import type {
  LanguageModelV2CallOptions,
  LanguageModelV2Prompt,
  LanguageModelV2ToolCallPart,
} from '@ai-sdk/provider';
import type { ModelProfile } from '../../../models/model-profile';
import { createCallCounter } from '../../../parts/call-counter';
import { createAliases } from './aliases';

/** Tool names and call ids in the form that the model accepts, and the way back to the caller's names. */
export type ToolNames = {
  toWire(name: string): string;
  /** Names in the body -> the caller's names, where they differ. */
  readonly aliases: ReadonlyMap<string, string>;
  /** A name for one more tool, like `name`, that no tool of this request has. */
  toUnusedName(name: string): string;
  /** The id to send for a call. Call it once for each call of the prompt. */
  toCallId(id: string): string;
  /** The ids of the prompt's calls, and those which `toCallId` has given. */
  readonly callIds: ReadonlySet<string>;
};

/** Accepted names stay as they are. Others get an alias that no other tool has. */
export function toToolNames(
  { tools = [], prompt, toolChoice }: LanguageModelV2CallOptions,
  model: Pick<ModelProfile, 'toolNames' | 'callIds'>,
): ToolNames {
  const calls = callsOf(prompt);
  const names = new Set(calls.map(({ toolName }) => toolName));
  for (const { name } of tools) names.add(name);
  if (toolChoice?.type === 'tool') names.add(toolChoice.toolName);

  const toAlias = createAliases(names, model.toolNames);
  const toWire = new Map<string, string>();
  const aliases = new Map<string, string>();
  for (const name of names) {
    if (model.toolNames.test(name)) continue;
    const alias = toAlias(name);
    toWire.set(name, alias);
    aliases.set(alias, name);
  }
  return {
    toWire: (name) => toWire.get(name) ?? name,
    aliases,
    toUnusedName: toAlias,
    ...toCallIds(calls, model),
  };
}

function callsOf(prompt: LanguageModelV2Prompt): LanguageModelV2ToolCallPart[] {
  const calls: LanguageModelV2ToolCallPart[] = [];
  for (const { role, content } of prompt) {
    if (role !== 'assistant') continue;
    for (const part of content) if (part.type === 'tool-call') calls.push(part);
  }
  return calls;
}

/** An id that the prompt has twice is sent once as it is. */
function toCallIds(
  calls: LanguageModelV2ToolCallPart[],
  { callIds: accepted }: Pick<ModelProfile, 'callIds'>,
): Pick<ToolNames, 'toCallId' | 'callIds'> {
  const callIds = new Set(calls.map(({ toolCallId }) => toolCallId));
  const counter = createCallCounter(callIds);
  const toAlias = createAliases(callIds, accepted);
  const sent = new Set<string>();

  function toWireId(id: string): string {
    if (!accepted.test(id)) return toAlias(id);
    return sent.has(id) ? (counter.toNext(id) ?? toAlias(id)) : id;
  }

  function toCallId(id: string): string {
    const wireId = toWireId(id);
    sent.add(wireId);
    callIds.add(wireId);
    return wireId;
  }
  return { toCallId, callIds };
}
