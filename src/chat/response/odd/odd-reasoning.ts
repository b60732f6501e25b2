import type { JSONObject } from '@ai-sdk/provider';
import { flatten, toArray, toNonEmptyString, toObject } from '../../../json/values';
import type { ReasoningFragment } from '../../../parts/chunk';

const REASONING_TYPE = /^(redacted_)?(think|thought|reason|signature|summary)/;

/** Whether a part of a content array is reasoning rather than text. */
export function isReasoningPart(part: unknown): boolean {
  const { type, thinking, reasoningContent, reasoningText, signature } = toObject(part) ?? {};
  return typeof type === 'string' && type !== ''
    ? REASONING_TYPE.test(type)
    : Boolean(thinking ?? reasoningContent ?? reasoningText ?? signature);
}

/** A reasoning object whose text is under another name or in a list; all its other keys are metadata. */
export function toReasoningObject(reasoning: JSONObject = {}): ReasoningFragment[] | undefined {
  const { thinking, text, summary, content, ...metadata } = reasoning;
  const own = textOf(reasoning);
  const hasMetadata = Object.values(metadata).some(Boolean);
  return own || hasMetadata
    ? [{ text: own, metadata: hasMetadata ? metadata : undefined }]
    : undefined;
}

/** The thoughts of a field: a text, a part, or lists of them, however deep. Each thought has the signature that came beside it. */
export function toReasoningFragments(value: unknown): ReasoningFragment[] | undefined {
  const fragments = flatten(value).flatMap(toFragment);
  return fragments.length > 0 ? fragments : undefined;
}

function toFragment(value: unknown): ReasoningFragment[] {
  const text = toNonEmptyString(value);
  if (text) return [{ text }];
  let part = toObject(value);
  for (let inner = part; inner; inner = toInner(inner)) part = inner;
  if (!part) return [];
  const own = textOf(part);
  const metadata = toMetadata(part);
  return own || metadata ? [{ text: own, metadata }] : [];
}

function toInner({ reasoningContent, reasoningText, delta }: JSONObject): JSONObject | undefined {
  return toObject(reasoningContent) ?? toObject(reasoningText) ?? toObject(delta);
}

/** The fields that may hold the text of a thought, in the order of preference. */
const TEXT_FIELDS = [
  'thinking',
  'text',
  'summary',
  'reasoning',
  'reasoningText',
  'content',
] as const;

/** The text of the first field that has any. */
function textOf(part: JSONObject): string | undefined {
  for (const field of TEXT_FIELDS) {
    const text = joinTexts(part[field]);
    if (text) return text;
  }
  return undefined;
}

/** A text, or a list of texts or of parts with a text. */
function joinTexts(value: unknown): string | undefined {
  return toArray(value) ? flatten(value).map(toPartText).join('') || undefined : toPartText(value);
}

function toPartText(part: unknown): string | undefined {
  return toNonEmptyString(part) ?? toNonEmptyString(toObject(part)?.text);
}

/** What proves a thought to Bedrock: its signature, or its hidden form (heroku-api.md §1.6). */
function toMetadata({ type, signature, data, redactedContent, redacted_thinking }: JSONObject) {
  const isRedacted = typeof type === 'string' && type.startsWith('redacted');
  const hidden = redacted_thinking ?? redactedContent ?? (isRedacted ? data : undefined);
  return signature || hidden
    ? { ...(signature && { signature }), ...(hidden && { redacted_thinking: hidden }) }
    : undefined;
}

/** The parts of a list that are reasoning, or a delta of it. */
export function onlyReasoning(value: unknown): unknown[] {
  return (toArray(value) ?? []).filter(
    (part) => isReasoningPart(part) || isReasoningPart(toObject(part)?.delta),
  );
}
