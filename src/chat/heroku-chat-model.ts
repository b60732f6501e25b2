import type { LanguageModelV2, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { type HttpConfig, post } from '../http/post';
import type { HerokuChatModelId } from '../models/model-ids';
import { toRequest } from './request/to-request';
import { createAnswerReader } from './response/answer-reader';
import { collectParts } from './response/collect-parts';
import { toPartStream } from './response/part-stream';

/** What a chat model takes from its provider. */
export type HerokuChatConfig = HttpConfig & {
  /** Prefix of `model.provider`, key of provider options and metadata. */
  name: string;
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
    const { response, error } = await post(config, {
      endpoint: 'chat/completions',
      body: request.body,
      text: request.text,
      headers: request.headers,
      callHeaders: options.headers,
      abortSignal,
    });
    const reader = createAnswerReader({
      ...config,
      json: request.json,
      toolAliases: request.toolAliases,
      error,
      includeRawChunks,
    });
    return [
      {
        stream: await toPartStream(response.body, reader, request.warnings, abortSignal),
        request: { body: request.body },
        response: { headers: error.responseHeaders },
      },
      reader,
    ] as const;
  }
}
