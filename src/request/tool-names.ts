import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { FORBIDDEN_CHARACTERS, isAccepted, toAlias } from './aliases';

/** Nova also fails on hyphens, and wants a letter first (language-model-v2.md B). */
const FORBIDDEN_FOR_NOVA = /[^a-zA-Z0-9_]|^[^a-zA-Z]/g;

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
  { tools, prompt, toolChoice }: LanguageModelV2CallOptions,
  isNova: boolean,
): ToolNames {
  const forbidden = isNova ? FORBIDDEN_FOR_NOVA : FORBIDDEN_CHARACTERS;
  const names = new Set([
    ...(tools ?? []).map((tool) => tool.name),
    ...(toolChoice?.type === 'tool' ? [toolChoice.toolName] : []),
    ...namesInHistory(prompt),
  ]);

  const taken = new Set([...names].filter((name) => isAccepted(name, forbidden)));
  const toWire = new Map<string, string>();
  const aliases = new Map<string, string>();
  for (const name of names) {
    if (isAccepted(name, forbidden)) continue;
    const alias = toAlias(name, taken, forbidden);
    taken.add(alias);
    toWire.set(name, alias);
    aliases.set(alias, name);
  }

  return {
    toWire: (name) => toWire.get(name) ?? name,
    aliases,
    unused: (name) => toAlias(name, taken, forbidden),
  };
}

/** The names of all tools that were called in the conversation so far. */
export function namesInHistory(prompt: LanguageModelV2CallOptions['prompt']): Set<string> {
  const names = new Set<string>();
  for (const message of prompt) {
    if (message.role !== 'assistant') continue;
    for (const part of message.content) {
      if (part.type === 'tool-call') names.add(part.toolName);
    }
  }
  return names;
}
