import type {
  LanguageModelV2,
  LanguageModelV2Content,
  LanguageModelV2Reasoning,
  LanguageModelV2StreamPart,
  LanguageModelV2Text,
} from '@ai-sdk/provider';
import type { PartSource } from './part-source';

type Result = Awaited<ReturnType<LanguageModelV2['doGenerate']>>;

/** Folds the parts of an answer into its result. Throws the first error that is among them. */
export async function collectParts(source: PartSource<LanguageModelV2StreamPart>): Promise<Result> {
  const content: LanguageModelV2Content[] = [];
  const response: NonNullable<Result['response']> = {};
  // The other facts are in the `finish` with which every answer ends.
  const result = { content, response } as Result;
  /** The block being written; at most one is open, at first none. */
  let block: LanguageModelV2Text | LanguageModelV2Reasoning = { type: 'text', text: '' };

  function add(part: LanguageModelV2StreamPart): void {
    switch (part.type) {
      case 'text-start':
      case 'reasoning-start':
        block = { type: part.type === 'text-start' ? 'text' : 'reasoning', text: '' };
        content.push(block);
        break;
      case 'text-delta':
      case 'reasoning-delta':
        block.text += part.delta;
        break;
      case 'reasoning-end':
        if (part.providerMetadata) block.providerMetadata = part.providerMetadata;
        break;
      case 'source':
      case 'tool-call':
      case 'tool-result':
        content.push(part);
        break;
      case 'stream-start':
        result.warnings = part.warnings;
        break;
      case 'response-metadata':
        response.id ??= part.id;
        response.modelId ??= part.modelId;
        response.timestamp ??= part.timestamp;
        break;
      case 'finish':
        result.finishReason = part.finishReason;
        result.usage = part.usage;
        result.providerMetadata = part.providerMetadata;
        break;
      case 'error':
        throw part.error;
    }
  }

  try {
    while (!source.hasEnded()) await source.read((parts) => parts.forEach(add));
  } catch (error) {
    source.cancel();
    throw error;
  }
  return result;
}
