import type { LanguageModelV2, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { type FetchFunction, postToApi } from '@ai-sdk/provider-utils';
import { readErrorBody } from '../http/read-error-body';
import { createRedact, redactError } from '../http/redact';
import { type ErrorContext, toApiError } from '../http/to-api-error';
import type { HerokuChatModelId } from '../models/model-ids';
import { toRequest } from './request/to-request';
import { createAnswerReader } from './response/answer-reader';
import { collectParts } from './response/collect-parts';
import { toPartStream } from './response/part-stream';

/** What a model takes from its provider. URL and headers are asked for at each call, so that the environment is read late. */
export type HerokuChatConfig = {
  name: string;
  url: () => string;
  /** Headers of a call with these of its own, their names in lower case. */
  headers: (ofCall: Record<string, string | undefined> | undefined) => Record<string, string>;
  fetch?: FetchFunction;
  generateId: () => string;
  includeUsage?: boolean;
  generateByStreaming?: boolean;
};

/**
 * A chat model on Heroku Managed Inference, for `generateText`, `streamText`, `generateObject` and `streamObject`. It
 * holds no state of any call, so one model may serve any number of calls at once.
 */
export class HerokuChatLanguageModel implements LanguageModelV2 {
  readonly specificationVersion = 'v2';
  /** Heroku fetches image URLs itself; other URLs are downloaded by the AI SDK. */
  readonly supportedUrls: Record<string, RegExp[]> = { 'image/*': [/^https:\/\//] };

  /** @internal Made by createHeroku. */
  constructor(
    /** As it is sent to Heroku. */
    readonly modelId: HerokuChatModelId,
    private readonly config: HerokuChatConfig,
  ) {}

  /** `<name>.chat`, by default `heroku.chat`. */
  get provider(): string {
    return `${this.config.name}.chat`;
  }

  /**
   * One answer, whole. `response.body` is the JSON that came, absent with `generateByStreaming`.
   * Throws APICallError with Heroku's own words for anything that goes wrong on the way, InvalidArgumentError for provider
   * options, UnsupportedFunctionalityError for prompt parts that cannot be sent, LoadAPIKeyError for a missing key.
   */
  async doGenerate(
    options: LanguageModelV2CallOptions,
  ): Promise<Awaited<ReturnType<LanguageModelV2['doGenerate']>>> {
    const { generateByStreaming } = this.config;
    const [{ stream, request, response }, reader] = await this.post(options, generateByStreaming);
    const result = await collectParts(stream);
    return {
      ...result,
      request,
      response: { ...result.response, ...response, body: reader.json },
    };
  }

  /**
   * The answer in parts, as it arrives. Rejects like `doGenerate` until the answer has begun; later errors are `error`
   * parts and `finish` then says `error`. The stream itself errors only on abort. Read it to its end or cancel it: a stream
   * that is merely dropped keeps its connection for as long as the server stays silent.
   */
  async doStream(
    options: LanguageModelV2CallOptions,
  ): Promise<Awaited<ReturnType<LanguageModelV2['doStream']>>> {
    const [result] = await this.post(options, true);
    return result;
  }

  private async post(options: LanguageModelV2CallOptions, stream: boolean | undefined) {
    const { modelId, config } = this;
    const { abortSignal, includeRawChunks = false } = options;
    const request = toRequest(options, { ...config, modelId, stream });
    const { body, warnings } = request;
    const url = config.url();
    const headers = {
      'content-type': 'application/json',
      ...request.headers,
      ...config.headers(options.headers),
    };
    const redact = createRedact(headers);
    const toErrorContext = (response: Response): ErrorContext => ({
      url,
      requestBodyValues: body,
      statusCode: response.status,
      responseHeaders: Object.fromEntries(
        [...response.headers].map(([name, value]) => [name, redact(value)]),
      ),
      redact,
    });

    const { value: response } = await postToApi<Response>({
      url,
      headers,
      body: { content: request.text, values: body },
      failedResponseHandler: async ({ response }) => ({
        value: toApiError(await readErrorBody(response), toErrorContext(response)),
      }),
      successfulResponseHandler: async ({ response }) => ({ value: response }),
      abortSignal,
      fetch: config.fetch,
    }).catch((error) => {
      // An abort is an abort, also while the words of an error are being read.
      abortSignal?.throwIfAborted();
      throw redactError(error, redact);
    });

    const error = toErrorContext(response);
    const reader = createAnswerReader({
      ...config,
      json: request.json,
      toolAliases: request.toolAliases,
      error,
      includeRawChunks,
    });
    return [
      {
        stream: await toPartStream(response.body, reader, warnings, abortSignal),
        request: { body },
        response: { headers: error.responseHeaders },
      },
      reader,
    ] as const;
  }
}
