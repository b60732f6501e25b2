import type { LanguageModelV2CallOptions, LanguageModelV2ToolCallPart } from '@ai-sdk/provider';
import { ACCEPTED, createAliases } from './aliases';

/** Nova also fails on hyphens, and wants a letter first (language-model-v2.md B). */
const ACCEPTED_BY_NOVA = /^[a-z]\w{0,63}$/i;

/** Tool names that the server accepts, and the way back to the caller's own. */
export type ToolNames = {
  toWire(name: string): string;
  /** Wire name -> the caller's name, for the names that had to change. */
  readonly aliases: ReadonlyMap<string, string>;
  /** A wire name that no tool of this request has. */
  unused(name: string): string;
};

/** Names that are accepted keep themselves; the others get an alias that collides with none. */
export function toToolNames(
  { tools = [], prompt, toolChoice }: LanguageModelV2CallOptions,
  isNova: boolean,
): ToolNames {
  const names = namesInHistory(prompt);
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
  return { toWire: (name) => toWire.get(name) ?? name, aliases, unused };
}

/** The names of all tools that were called in the conversation so far. */
export function namesInHistory(prompt: LanguageModelV2CallOptions['prompt']): Set<string> {
  return new Set(callsIn(prompt).map(({ toolName }) => toolName));
}

/** The tool calls of the conversation so far. */
export function callsIn(
  prompt: LanguageModelV2CallOptions['prompt'],
): LanguageModelV2ToolCallPart[] {
  const calls: LanguageModelV2ToolCallPart[] = [];
  for (const message of prompt) {
    if (message.role !== 'assistant') continue;
    for (const part of message.content) if (part.type === 'tool-call') calls.push(part);
  }
  return calls;
}
