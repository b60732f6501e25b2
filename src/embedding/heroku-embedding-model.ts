import type { HttpConfig } from '../http/post';
import { postJson } from '../http/read-json';
import type { HerokuEmbeddingModelId } from '../models/model-ids';
import type { SpecificationVersion } from '../specification/version';
import { toModelWarnings, type WarningV3 } from '../specification/warning';
import { toEmbeddingOptions } from './heroku-embedding-options';
import { toEmbeddings } from './to-embeddings';
import { toValueRemedy } from './to-value-remedy';
import type { EmbeddingCallOptions, EmbeddingResult } from './types';

/** What Heroku takes in one request (heroku-surface.md §1). */
const MAX_VALUES = 96;

/**
 * An embedding model on Heroku Managed Inference, for `embed` and `embedMany`. It holds no state of any call, so one model
 * may serve any number of calls at once.
 *
 * It is an EmbeddingModelV2, EmbeddingModelV3 or EmbeddingModelV4: that of the entry which it comes from.
 */
export class HerokuEmbeddingModel<V extends SpecificationVersion = 'v2'> {
  /** The most that the AI SDK puts into one call. `doEmbed` takes any number. */
  readonly maxEmbeddingsPerCall: number = MAX_VALUES;
  /** `embedMany` may make its calls at the same time. */
  readonly supportsParallelCalls: boolean = true;

  /** @internal Made by createHeroku. */
  constructor(
    /** The id that is sent to Heroku. */
    readonly modelId: HerokuEmbeddingModelId,
    private readonly config: HttpConfig & { name: string },
    /** `'v2'` from `ai-sdk-provider-heroku`, `'v3'` from its entry `/v3`, `'v4'` from `/v4`. */
    readonly specificationVersion: V,
  ) {}

  /** `<name>.embedding`, by default `heroku.embedding`. */
  get provider(): string {
    return `${this.config.name}.embedding`;
  }

  /**
   * One embedding for each value, in order. More than 96 values are sent in several requests, one after the other.
   * Throws APICallError with Heroku's own words, which for a refusal names the values that are empty or too long;
   * InvalidArgumentError for provider options; LoadAPIKeyError for a missing key.
   */
  async doEmbed({
    values,
    dimensions,
    abortSignal,
    providerOptions,
    headers,
  }: EmbeddingCallOptions): Promise<EmbeddingResult<V>> {
    const { modelId, config, specificationVersion } = this;
    const warnings: WarningV3[] = [];
    const { inputType, embeddingType, allowIgnoredParams, extraBody } = toEmbeddingOptions(
      config.name,
      providerOptions,
      (message) => warnings.push({ type: 'other', message }),
    );
    if (dimensions !== undefined) {
      warnings.push({
        type: 'unsupported',
        feature: 'dimensions',
        details: 'dimensions is not sent: Heroku documents no such field.',
      });
    }

    const result: EmbeddingResult<V> = {
      embeddings: [],
      warnings: toModelWarnings(specificationVersion, warnings),
    };
    const bodies: unknown[] = [];
    let tokens: number | undefined = 0;
    for (let offset = 0; offset < values.length; offset += MAX_VALUES) {
      const input = values.slice(offset, offset + MAX_VALUES);
      const body: Record<string, unknown> = {
        model: modelId,
        input,
        input_type: inputType,
        embedding_type: embeddingType,
        allow_ignored_params: allowIgnoredParams,
        ...extraBody,
      };
      const answer = await postJson(config, {
        endpoint: 'embeddings',
        body,
        callHeaders: headers,
        abortSignal,
        expected: 'a list of embeddings',
        toRemedy: (statusCode, text) => toValueRemedy(statusCode, text, { values: input, offset }),
      });
      const read = toEmbeddings(answer, input.length, body.embedding_type);
      result.embeddings.push(...read.embeddings);
      tokens = read.tokens === undefined || tokens === undefined ? undefined : tokens + read.tokens;
      bodies.push(answer.toShown());
      result.response = {
        headers: answer.headers,
        body: bodies.length > 1 ? bodies : bodies[0],
      };
    }
    if (tokens !== undefined) result.usage = { tokens };
    return result;
  }
}
