import type { JSONObject } from '@ai-sdk/provider';
import { flatten, toArray, toNonEmptyString, toObject } from '../../../json/values';
import type { ReasoningFragment } from '../../../parts/chunk';

/**
 * Where servers put reasoning, in order of preference, since some send it twice. `reasoning: { thinking, ... }` is
 * Heroku's form (heroku-api.md §2); the others are those of open models, gateways and Bedrock (field-reports.md A3, F8).
 */
const FIELDS = [
  'reasoning_details',
  'thinking_blocks',
  'reasoning',
  'reasoning_content',
  'reasoning_text',
  'thinking',
  'reasoningText',
  'reasoningContent',
  'content_blocks',
  'content',
] as const;

const REASONING_TYPE = /^(redacted_)?(think|thought|reason|signature|summary)/;

/** Whether a part of a content array is reasoning rather than text. */
export function isReasoningPart(part: unknown): boolean {
  const { type, thinking, reasoningContent, reasoningText, signature } = toObject(part) ?? {};
  return typeof type === 'string' && type !== ''
    ? REASONING_TYPE.test(type)
    : Boolean(thinking ?? reasoningContent ?? reasoningText ?? signature);
}

/** The reasoning of a message or a delta: one fragment for each thought, with the signature that came beside it. */
export function toReasoning(message: JSONObject): ReasoningFragment[] | undefined {
  if (!mayHoldReasoning(message)) return undefined;
  let unspoken: ReasoningFragment[] | undefined;
  const whole = toObject(message.reasoning);
  // Heroku's own form comes first, with all its keys.
  if (whole) {
    const own = toOwnForm(whole);
    if (own?.text) return [own];
    if (own) unspoken = [own];
  }
  for (const field of FIELDS) {
    const value = message[field];
    if (!value || (field === 'content' && typeof value === 'string')) continue;
    if (field === 'reasoning' && whole) continue;
    const fragments = toFragments(
      field === 'content' || field === 'content_blocks' ? onlyReasoning(value) : value,
    );
    if (fragments.some(({ text }) => text)) return fragments;
    if (fragments.length > 0) unspoken ??= fragments;
  }
  return unspoken;
}

const IS_FIELD: ReadonlySet<string> = /* @__PURE__ */ new Set(FIELDS);

/** Most deltas are text or a call alone: looking at their few keys is faster than asking for each field. */
function mayHoldReasoning(message: JSONObject): boolean {
  for (const key in message) {
    if (IS_FIELD.has(key) && !(key === 'content' && typeof message[key] === 'string')) return true;
  }
  return false;
}

function toOwnForm(reasoning: JSONObject): ReasoningFragment | undefined {
  if (isThinkingAlone(reasoning)) return { text: reasoning.thinking, metadata: undefined };
  const { thinking, text, summary, content, ...metadata } = reasoning;
  const words = wordsOf(reasoning);
  const hasMetadata = Object.values(metadata).some(Boolean);
  return words || hasMetadata
    ? { text: words, metadata: hasMetadata ? metadata : undefined }
    : undefined;
}

/** As in every delta of a thought but the one with the signature. */
function isThinkingAlone(reasoning: JSONObject): reasoning is { thinking: string } {
  if (typeof reasoning.thinking !== 'string' || reasoning.thinking === '') return false;
  for (const key in reasoning) if (key !== 'thinking' && reasoning[key]) return false;
  return true;
}

function onlyReasoning(value: unknown): unknown[] {
  return (toArray(value) ?? []).filter(
    (part) => isReasoningPart(part) || isReasoningPart(toObject(part)?.delta),
  );
}

function toFragments(value: unknown): ReasoningFragment[] {
  return flatten(value).flatMap(toFragment);
}

function toFragment(value: unknown): ReasoningFragment[] {
  const text = toNonEmptyString(value);
  if (text) return [{ text }];
  let part = toObject(value);
  for (let inner = part; inner; inner = toInner(inner)) part = inner;
  if (!part) return [];
  const words = wordsOf(part);
  const metadata = toMetadata(part);
  return words || metadata ? [{ text: words, metadata }] : [];
}

function toInner({ reasoningContent, reasoningText, delta }: JSONObject): JSONObject | undefined {
  return toObject(reasoningContent) ?? toObject(reasoningText) ?? toObject(delta);
}

const WORDS = ['thinking', 'text', 'summary', 'reasoning', 'reasoningText', 'content'] as const;

/** Of the first field that has any. */
function wordsOf(part: JSONObject): string | undefined {
  for (const field of WORDS) {
    const words = toWords(part[field]);
    if (words) return words;
  }
  return undefined;
}

/** A text, or a list of texts or of parts with a text. */
function toWords(value: unknown): string | undefined {
  return toArray(value)
    ? flatten(value).map(toPartWords).join('') || undefined
    : toPartWords(value);
}

function toPartWords(part: unknown): string | undefined {
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
