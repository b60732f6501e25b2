import { toArray, toNonEmptyString, toObject } from '../../../json/values';
import type { ChunkContent, ToolCallFragment } from '../../../parts/chunk';
import { isReasoningPart, toReasoningFragments } from './odd-reasoning';

type Options = {
  /** Not where the same stands in a field of its own. */
  withReasoning: boolean;
  withCalls: boolean;
  toFragment(call: unknown): ToolCallFragment;
};

/** The order in which the kinds of one content are read. */
const KINDS = ['reasoning', 'text', 'refusal', 'toolCalls'] as const;

/** The parts of a content, or one that stands for the list. Those in another order than the usual become pieces (field-reports-2.md J11). */
export function toContentPieces(content: unknown, options: Options): ChunkContent {
  const pieces: ChunkContent[] = [];
  let last: ChunkContent = {};
  let rank = 0;
  for (const part of toArray(content) ?? [content]) {
    const piece = toPiece(part, options);
    const next = KINDS.findIndex((kind) => piece[kind]);
    if (next < 0) continue;
    if (next < rank) {
      pieces.push(last);
      last = {};
    }
    rank = next;
    add(last, piece);
  }
  return pieces.length > 0 ? { ...last, pieces } : last;
}

function toPiece(part: unknown, { withReasoning, withCalls, toFragment }: Options): ChunkContent {
  if (isReasoningPart(part)) return withReasoning ? { reasoning: toReasoningFragments(part) } : {};
  const { type, text, refusal, toolUse } = toObject(part) ?? {};
  const call = type === 'tool_use' ? part : toObject(toolUse);
  if (call) return withCalls ? { toolCalls: [toFragment(call)] } : {};
  const own = [part, text, toObject(text)?.value].map(toNonEmptyString).find(Boolean);
  return own ? { text: own } : { refusal: toNonEmptyString(refusal) };
}

function add(known: ChunkContent, { reasoning, text, refusal, toolCalls }: ChunkContent): void {
  if (text) known.text = (known.text ?? '') + text;
  if (refusal) known.refusal = (known.refusal ?? '') + refusal;
  if (reasoning) known.reasoning = append(known.reasoning, reasoning);
  if (toolCalls) known.toolCalls = append(known.toolCalls, toolCalls);
}

/** Grows the list, since a copy for each part would cost the square of their number. */
function append<Item>(list: Item[] = [], items: readonly Item[] = []): Item[] {
  for (const item of items) list.push(item);
  return list;
}
