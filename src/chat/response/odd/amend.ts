import type { JSONObject } from '@ai-sdk/provider';
import { toArray, toObject } from '../../../json/values';
import type { Chunk, ChunkContent, ToolCallFragment } from '../../../parts/chunk';
import { mergeUsage } from '../../../parts/merge-usage';
import { AMENDMENTS, type Choice, hasWords } from './amendments';

type ToContent = (message: JSONObject) => ChunkContent;
type ToFragment = (call: unknown) => ToolCallFragment;

/** What else a frame or a whole response says: the chunk with it. */
export function amendChunk(chunk: Chunk, frame: JSONObject, toContent: ToContent): Chunk {
  const choices = (toArray(frame.choices) ?? []).map((value): Choice => {
    const choice = toObject(value) ?? {};
    return { choice, delta: toObject(choice.delta), message: toObject(choice.message) };
  });
  const said = { frame, choices, first: choices[0], known: chunk, toContent };
  for (const { when, read } of AMENDMENTS.frame) if (when(said)) fill(chunk, read(said));
  return chunk;
}

/** What else a message or a delta says: the content with it. */
export function amendContent(
  content: ChunkContent,
  message: JSONObject,
  toFragment: ToFragment,
): ChunkContent {
  const said = { message, known: content, toFragment };
  for (const { when, read } of AMENDMENTS.content) if (when(said)) fill(content, read(said));
  return content;
}

/** What else a call says: the fragment with it. */
export function amendFragment(fragment: ToolCallFragment, call: JSONObject): ToolCallFragment {
  const said = { call, details: toObject(call.function) ?? call };
  for (const { when, read } of AMENDMENTS.fragment)
    if (when(said)) fillFragment(fragment, read(said));
  return fragment;
}

/** What is known stays. But reasoning with a text goes before a signature alone, and usage is merged counter by counter. */
function fill(known: Chunk, found: Partial<Chunk>): void {
  const { reasoning, usage, ...others } = found;
  if (reasoning && (hasWords(known.reasoning) ? false : hasWords(reasoning) || !known.reasoning))
    known.reasoning = reasoning;
  if (usage) known.usage = known.usage ? mergeUsage(usage, known.usage) : usage;
  for (const [key, value] of Object.entries(others))
    if (known[key as keyof Chunk] === undefined) Object.assign(known, { [key]: value });
}

function fillFragment(known: ToolCallFragment, found: Partial<ToolCallFragment>): void {
  known.index ??= found.index;
  known.id ??= found.id;
  known.name ??= found.name;
  known.arguments ||= found.arguments ?? '';
}
