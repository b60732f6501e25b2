import type { Blocks } from '../blocks';
import type { ReasoningFragment } from '../chunk';
import type { ReaderSettings } from '../reader-settings';
import type { ToolCall } from '../tool-call';
import { createJsonOutput } from './json-output';
import { createThinkingTags, type Segment } from './thinking-tags';
import { createWholeThinkingTags } from './whole-thinking-tags';

export type TextOutput = ReturnType<typeof createTextOutput>;

/** Looks for JSON output in a text, or for thoughts in tags, and writes each piece into a block of its kind. */
export function createTextOutput(settings: ReaderSettings, blocks: Blocks) {
  const json = settings.json && createJsonOutput(settings.json, settings);
  const tags = json
    ? undefined
    : (settings.isBuffered ? createWholeThinkingTags : createThinkingTags)();
  /** All reasoning so far. */
  let thoughts = '';

  function write(segments: Segment[]): void {
    for (const { kind, text } of segments) {
      if (kind === 'text') blocks.writeText(text);
      else writeReasoning([{ text }]);
    }
  }

  function writeReasoning(fragments: readonly ReasoningFragment[]): void {
    if (json) for (const { text = '' } of fragments) thoughts += text;
    blocks.writeReasoning(fragments);
  }

  return {
    writeReasoning,
    writeText: (text: string): void => write((json ? json.pushText(text) : tags?.push(text)) ?? []),
    /** Another part of the answer comes: writes what must go out before it. */
    release: (): void => write((json ?? tags)?.release() ?? []),
    /** Whether this is a call of the synthetic tool, which the caller must not see. */
    isCall: (call: ToolCall): boolean => json?.isCall(call) ?? false,
    pushCall: (call: ToolCall): void => write(json?.pushCall(call) ?? []),
    /** Whether the JSON that went out turned out to be part of a thought. */
    isContradicted: (): boolean => json?.isContradicted() ?? false,
    /** The end of an answer that was not cut off. */
    end({ isComplete, hasCalls }: { isComplete: boolean; hasCalls: boolean }): void {
      write((json ? json.end({ isComplete }) : tags?.end()) ?? []);
      const hasThoughtsAlone = !blocks.hasText() && !hasCalls && isComplete;
      if (json && hasThoughtsAlone) write(json.fromThoughts(thoughts));
    },
  };
}
