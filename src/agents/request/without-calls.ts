import { toTextPart } from '../../chat/request/prompt/to-parts';
import type { Turn } from '../../chat/request/prompt/turn';

/** Turns whose tool calls and results are written as text, since Bedrock refuses calls in a request without tools (language-model-v2.md B). */
export function withoutCalls(turns: readonly Turn[]): Turn[] {
  const written: Turn[] = [];
  for (const turn of turns) {
    const previous = written.findLast(({ role }) => role !== 'system');
    if (turn.role === 'user' && previous?.role === 'user') {
      previous.parts.push(...turn.parts);
      continue;
    }
    written.push({
      ...turn,
      texts: [...turn.texts, ...turn.calls.map(toCallText)],
      calls: [],
      results: [],
    });
    if (turn.calls.length === 0) continue;
    const parts = turn.results.map(({ tool_call_id, content }) => {
      const call = turn.calls.find(({ id }) => id === tool_call_id);
      return toTextPart(`Result of ${call?.function.name}: ${content}`);
    });
    written.push({
      ...turn,
      role: 'user',
      texts: [],
      calls: [],
      results: [],
      parts: [...parts, ...turn.images],
    });
  }
  return written;
}

function toCallText({ function: { name, arguments: input } }: Turn['calls'][number]): string {
  return `[Called ${name} with ${input}]`;
}
