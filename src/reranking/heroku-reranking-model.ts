import type { HttpConfig } from '../http/post';
import { postJson } from '../http/read-json';
import { toJsonText } from '../json/json-text';
import { toCount, toNonEmptyString, toObject } from '../json/values';
import type { HerokuRerankingModelId } from '../models/model-ids';
import type { WarningV3 } from '../specification/warning';
import { toRerankingOptions } from './heroku-reranking-options';
import { toDocumentRemedy } from './to-document-remedy';
import { toRanking } from './to-ranking';
import type { RerankingCallOptions, RerankingDocuments, RerankingResult } from './types';

/**
 * A reranking model on Heroku Managed Inference, for `rerank` of AI SDK 6 and 7; AI SDK 5 has no `rerank`. It holds no
 * state of any call, so one model may serve any number of calls at once.
 *
 * It is a RerankingModelV3, and from the entry `/v4` a RerankingModelV4.
 */
export class HerokuRerankingModel<V extends 'v3' | 'v4' = 'v3'> {
  /** @internal Made by createHeroku. */
  constructor(
    /** The id that is sent to Heroku. */
    readonly modelId: HerokuRerankingModelId,
    private readonly config: HttpConfig & { name: string },
    /** `'v3'` from `ai-sdk-provider-heroku` and its entry `/v3`, `'v4'` from `/v4`. */
    readonly specificationVersion: V,
  ) {}

  /** `<name>.reranking`, by default `heroku.reranking`. */
  get provider(): string {
    return `${this.config.name}.reranking`;
  }

  /**
   * The ranking in Heroku's order, the best first. Objects are sent as JSON text, with a warning.
   * Throws APICallError with Heroku's own words; InvalidArgumentError for provider options; LoadAPIKeyError for a missing
   * key.
   */
  async doRerank({
    documents,
    query,
    topN,
    abortSignal,
    providerOptions,
    headers,
  }: RerankingCallOptions): Promise<RerankingResult> {
    const { modelId, config } = this;
    const warnings: WarningV3[] = [];
    const { extraBody } = toRerankingOptions(config.name, providerOptions, (message) =>
      warnings.push({ type: 'other', message }),
    );
    const texts = toDocumentTexts(documents, warnings);
    const limit = toLimit(topN, texts.length, warnings);
    if (texts.length === 0) return { ranking: [], warnings };

    const answer = await postJson(config, {
      endpoint: 'rerank',
      body: { model: modelId, query, documents: texts, top_n: limit, ...extraBody },
      callHeaders: headers,
      abortSignal,
      expected: 'a ranking',
      toRemedy: (statusCode, text) =>
        toDocumentRemedy(statusCode, text, { query, documents: texts }),
    });
    const shown = answer.toShown();
    const { id, meta } = toObject(shown) ?? {};
    const searchUnits = toCount(toObject(toObject(meta)?.billed_units)?.search_units);
    return {
      ranking: toRanking(answer, texts.length).slice(0, limit),
      warnings,
      providerMetadata: { [config.name]: searchUnits === undefined ? {} : { searchUnits } },
      response: {
        id: toNonEmptyString(id),
        modelId,
        headers: answer.headers,
        body: shown,
      },
    };
  }
}

/** Heroku takes texts alone. */
function toDocumentTexts({ type, values }: RerankingDocuments, warnings: WarningV3[]): string[] {
  if (type === 'text') return values;
  warnings.push({
    type: 'compatibility',
    feature: 'object documents',
    details: 'Documents that are objects are sent as JSON text.',
  });
  return values.map(toJsonText);
}

/** `top_n` is at most the number of documents (heroku-surface.md §3): more than all is all. */
function toLimit(
  topN: number | undefined,
  count: number,
  warnings: WarningV3[],
): number | undefined {
  if (topN === undefined) return undefined;
  if (Number.isInteger(topN) && topN > 0) return Math.min(topN, count);
  warnings.push({
    type: 'unsupported',
    feature: 'topN',
    details: `topN ${topN} is not sent: it must be a whole number of at least 1.`,
  });
  return undefined;
}
