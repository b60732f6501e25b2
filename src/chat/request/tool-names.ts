import type { LanguageModelV2CallOptions, LanguageModelV2ToolCallPart } from '@ai-sdk/provider';
import { ACCEPTED, createAliases } from './aliases';

/** Nova also fails on hyphens, and wants a letter first (language-model-v2.md B). */
const ACCEPTED_BY_NOVA = /^[a-z]\w{0,63}$/i;

/** Names of tools and ids of calls that the server accepts, and the way back to the caller's own names. */
export type ToolNames = {
  toWire(name: string): string;
  /** Wire name -> the caller's name, for the names that had to change. */
  readonly aliases: ReadonlyMap<string, string>;
  /** A wire name that no tool of this request has. */
  unused(name: string): string;
  /** The id of a call, to be asked for once for each call of the prompt. */
  toCallId(id: string): string;
};

/** Names that are accepted keep themselves; the others get an alias that collides with none. */
export function toToolNames(
  { tools = [], prompt, toolChoice }: LanguageModelV2CallOptions,
  isNova: boolean,
): ToolNames {
  const calls: LanguageModelV2ToolCallPart[] = [];
  for (const { role, content } of prompt) {
    if (role !== 'assistant') continue;
    for (const part of content) if (part.type === 'tool-call') calls.push(part);
  }
  const names = new Set(calls.map(({ toolName }) => toolName));
  for (const { name } of tools) names.add(name);
  if (toolChoice?.type === 'tool') names.add(toolChoice.toolName);

  const unused = createAliases(names, isNova ? ACCEPTED_BY_NOVA : ACCEPTED);
  const toWire = new Map<string, string>();
  const aliases = new Map<string, string>();
  for (const name of names) {
    const alias = unused(name);
    toWire.set(name, alias);
    if (alias !== name) aliases.set(alias, name);
  }
  const ids = calls.map(({ toolCallId }) => toolCallId);
  const toCallId = createAliases(ids, ACCEPTED);
  return { toWire: (name) => toWire.get(name) ?? name, aliases, unused, toCallId };
}
