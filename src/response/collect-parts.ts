import type {
  LanguageModelV2,
  LanguageModelV2Content,
  LanguageModelV2Reasoning,
  LanguageModelV2StreamPart,
  LanguageModelV2Text,
} from '@ai-sdk/provider';

type Result = Awaited<ReturnType<LanguageModelV2['doGenerate']>>;

export type Collected = Pick<Result, 'content' | 'finishReason' | 'usage' | 'providerMetadata'> & {
  response: { id?: string; modelId?: string; timestamp?: Date };
};

/** Folds the parts of an answer into its result. Throws the first error that is among them. */
export async function collectParts(
  stream: ReadableStream<LanguageModelV2StreamPart>,
): Promise<Collected> {
  const collector = new PartCollector();
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return collector.result;
      collector.add(value);
    }
  } finally {
    // Left behind by an error: closes the connection.
    reader.cancel().catch(() => {});
  }
}

class PartCollector {
  readonly result: Collected = {
    content: [],
    finishReason: 'unknown',
    usage: { inputTokens: undefined, outputTokens: undefined, totalTokens: undefined },
    response: {},
  };
  /** The block being written; the reader has at most one open. */
  #block: LanguageModelV2Text | LanguageModelV2Reasoning | undefined;

  add(part: LanguageModelV2StreamPart): void {
    switch (part.type) {
      case 'text-start':
        this.#open({ type: 'text', text: '' });
        break;
      case 'reasoning-start':
        this.#open({ type: 'reasoning', text: '' });
        break;
      case 'text-delta':
      case 'reasoning-delta':
        if (this.#block) this.#block.text += part.delta;
        break;
      case 'reasoning-end':
        if (this.#block && part.providerMetadata)
          this.#block.providerMetadata = part.providerMetadata;
        break;
      case 'tool-call':
        this.result.content.push(part satisfies LanguageModelV2Content);
        break;
      case 'response-metadata': {
        const { type, ...metadata } = part;
        this.result.response = { ...this.result.response, ...metadata };
        break;
      }
      case 'finish': {
        const { type, ...facts } = part;
        Object.assign(this.result, facts);
        break;
      }
      case 'error':
        throw part.error;
    }
  }

  #open(block: LanguageModelV2Text | LanguageModelV2Reasoning): void {
    this.#block = block;
    this.result.content.push(block);
  }
}
