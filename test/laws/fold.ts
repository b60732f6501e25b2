import type { LanguageModelV2Content, LanguageModelV2StreamPart } from '@ai-sdk/provider';

type Part = LanguageModelV2StreamPart;
type Finish = Extract<Part, { type: 'finish' }>;

export type Folded = {
  content: LanguageModelV2Content[];
  finish: Pick<Finish, 'finishReason' | 'usage' | 'providerMetadata'> | undefined;
  errors: unknown[];
};

/** What the parts of a stream say, as the AI SDK would gather it: blocks where they start, sources and calls where they come. */
export function fold(parts: readonly Part[]): Folded {
  const content: LanguageModelV2Content[] = [];
  const errors: unknown[] = [];
  let finish: Folded['finish'];
  for (const part of parts) {
    const last = content.findLast((one) => one.type === 'text' || one.type === 'reasoning');
    if (part.type === 'text-start') content.push({ type: 'text', text: '' });
    if (part.type === 'reasoning-start') content.push({ type: 'reasoning', text: '' });
    if (part.type === 'text-delta' || part.type === 'reasoning-delta') {
      if (last) last.text += part.delta;
    }
    if (part.type === 'reasoning-end' && part.providerMetadata && last) {
      last.providerMetadata = part.providerMetadata;
    }
    if (part.type === 'tool-call' || part.type === 'source') content.push(part);
    if (part.type === 'error') errors.push(part.error);
    if (part.type === 'finish') {
      const { finishReason, usage, providerMetadata } = part;
      finish = { finishReason, usage, providerMetadata };
    }
  }
  return { content, finish, errors };
}

/** The deltas alone, in order. */
export function deltasOf(parts: readonly Part[]): Part[] {
  return parts.filter(({ type }) => type.endsWith('-delta'));
}
