import type { WireMessage, WirePart } from './wire';

/** How a user message that only carries the images of tool results begins each of them. */
export const TOOL_IMAGE_PREFIX = 'Image from tool';

/** The text of a message. Its content may be missing where the rule against that is off. */
export function textOf(content: WireMessage['content'] | null | undefined): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('');
}

export const isSystem = ({ role }: WireMessage): boolean =>
  role === 'system' || role === 'developer';

/**
 * Whether the message at this index belongs to the tool results before it: a user message right after them in
 * which every image follows its own label and every text is such a label. Anything else is the user speaking.
 */
export function isToolImages(messages: readonly WireMessage[], index: number): boolean {
  const message = messages[index];
  if (message?.role !== 'user' || messages[index - 1]?.role !== 'tool') return false;
  if (!Array.isArray(message.content)) return textOf(message.content).startsWith(TOOL_IMAGE_PREFIX);
  return message.content.every((part, at, parts) =>
    isLabel(part.type === 'text' ? part : parts[at - 1]),
  );
}

function isLabel(part: WirePart | undefined): boolean {
  return part?.type === 'text' && part.text.startsWith(TOOL_IMAGE_PREFIX);
}

/** The index of the last message in which the user speaks, or -1. */
export function lastUserIndex(messages: readonly WireMessage[]): number {
  return messages.findLastIndex(({ role }, at) => role === 'user' && !isToolImages(messages, at));
}
