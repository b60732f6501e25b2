import type {
  APICallError,
  LanguageModelV2,
  LanguageModelV2CallOptions,
  LanguageModelV2StreamPart,
} from '@ai-sdk/provider';
import {
  extractResponseHeaders,
  type FetchFunction,
  postToApi,
  type ResponseHandler,
} from '@ai-sdk/provider-utils';
import type { HerokuChatModelId } from './heroku-model-ids';
import { mergeHeaders } from './merge-headers';
import { type HerokuRequest, toRequest } from './request/to-request';
import { type AnswerReader, createAnswerReader } from './response/answer-reader';
import { collectParts } from './response/collect-parts';
import { toPartStream } from './response/part-stream';
import { readErrorBody } from './response/read-error-body';
import { type ErrorContext, toApiError, withoutKey } from './response/to-api-error';

/** What a model takes from its provider. URL and headers are asked for at each call, so that the environment is read late. */
export type HerokuChatConfig = {
  name: string;
  url: () => string;
  /** Headers of a call with these of its own. */
  headers: (ofCall: Record<string, string | undefined> | undefined) => Record<string, string>;
  fetch: FetchFunction | undefined;
  generateId: () => string;
  includeUsage: boolean;
  generateByStreaming: boolean;
};

/** An answer on its way: the reader holds the whole JSON body once the stream has been read, if it was one. */
type Answer = {
  stream: ReadableStream<LanguageModelV2StreamPart>;
  reader: AnswerReader;
  headers: Record<string, string>;
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
    const request = this.toRequest(options, this.config.generateByStreaming);
    const { stream, reader, headers } = await this.post(request, {
      ...options,
      includeRawChunks: false,
    });
    const { response, ...result } = await collectParts(stream);
    return {
      ...result,
      warnings: request.warnings,
      request: { body: request.body },
      response: { ...response, headers, body: reader.json },
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
    const request = this.toRequest(options, true);
    const { stream, headers } = await this.post(request, options);
    return { stream, request: { body: request.body }, response: { headers } };
  }

  private toRequest(options: LanguageModelV2CallOptions, stream: boolean): HerokuRequest {
    const { name, includeUsage } = this.config;
    return toRequest(options, { modelId: this.modelId, name, stream, includeUsage });
  }

  private async post(
    request: HerokuRequest,
    { headers: ofCall, abortSignal, includeRawChunks = false }: LanguageModelV2CallOptions,
  ): Promise<Answer> {
    const url = this.config.url();
    const headers = mergeHeaders(
      { 'content-type': 'application/json' },
      request.headers,
      this.config.headers(ofCall),
    );
    const apiKey = headers.authorization?.replace(/^bearer /i, '');
    const toContext = (response: Response): ErrorContext => ({
      url,
      requestBodyValues: request.body,
      statusCode: response.status,
      responseHeaders: extractResponseHeaders(response),
      isStream: request.body.stream === true,
      apiKey,
    });

    const { value: response } = await postToApi<Response>({
      url,
      headers,
      body: { content: request.text, values: request.body },
      failedResponseHandler: toErrorHandler(toContext),
      successfulResponseHandler: async ({ response }) => ({ value: response }),
      abortSignal,
      fetch: this.config.fetch,
    }).catch((error) => {
      // An abort is an abort, also while the words of an error are being read.
      abortSignal?.throwIfAborted();
      throw withoutKey(error, apiKey);
    });

    const reader = createAnswerReader({
      ...request.expectation,
      name: this.config.name,
      generateId: this.config.generateId,
      error: toContext(response),
      includeRawChunks,
    });
    const { warnings } = request;
    const stream = await toPartStream(response.body, reader, { warnings, abortSignal });
    return { stream, reader, headers: extractResponseHeaders(response) };
  }
}

function toErrorHandler(
  toContext: (response: Response) => ErrorContext,
): ResponseHandler<APICallError> {
  return async ({ response }) => ({
    value: toApiError(await readErrorBody(response), toContext(response)),
  });
}
