import type { LanguageModelV2Content, LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { joinDeltas } from '../support/join-deltas';
import type { Call } from './read-answer';

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

/** The deltas alone, in order; those of JSON as one, since the reads in which they came decide how they are joined. */
export function deltasOf(parts: readonly Part[], call: Call = {}): Part[] {
  return withoutJsonCuts(
    parts.filter(({ type }) => type.endsWith('-delta')),
    call,
  );
}

/** The parts, with a tool's input and JSON output in one delta each. */
export function withoutJsonCuts(parts: readonly Part[], call: Call): Part[] {
  return joinDeltas(parts, (part) => isJsonDelta(part, call));
}

export function isJsonDelta({ type }: Part, { options }: Call): boolean {
  const isJsonOutput = options?.responseFormat?.type === 'json';
  return type === 'tool-input-delta' || (isJsonOutput && type === 'text-delta');
}
