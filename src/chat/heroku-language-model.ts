import type { LanguageModelV2CallOptions, LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { type HttpConfig, type PostRequest, post } from '../http/post';
import type { HerokuChatModelId } from '../models/model-ids';
import { collectParts } from '../parts/collect-parts';
import { openParts, type PartSource } from '../parts/part-source';
import { toPartStream } from '../parts/part-stream';
import type { Specifications, StreamResult } from '../specification/language-model-types';
import type { Specification } from '../specification/specification';
import type { SpecificationVersion } from '../specification/version';
import { createAttempts } from './refusals/attempts';
import type { Lessons, RefusalMemory } from './refusals/lessons';
import type { RefusedRequest } from './refusals/to-lessons';
import type { LanguageModelRequest } from './request/to-request';
import type { AnswerSettings } from './response/answer';
import { createAnswerReader } from './response/answer-reader';

/** What a language model takes from its provider. */
export type HerokuLanguageModelConfig = HttpConfig & {
  /** Prefix of `model.provider`, key of provider options and metadata. */
  name: string;
  generateId: () => string;
  includeUsage?: boolean | 'auto';
  /** What refusals have taught, if the provider learns from them. */
  memory?: RefusalMemory;
  generateByStreaming?: boolean;
  idleTimeoutMs?: number;
};

type AnyRequest = LanguageModelRequest<RefusedRequest['body']>;

/** An endpoint that answers like chat: how it is asked, and how its answer is read. */
export type LanguageModelEndpoint<Request> = Pick<PostRequest, 'expected' | 'toRemedy'> & {
  /** The path below `/v1/`. */
  path: string;
  toRequest(
    call: LanguageModelV2CallOptions,
    settings: { stream: boolean | undefined; lessons: Lessons },
  ): Request;
  toReading(
    request: Request,
  ): Pick<AnswerSettings, 'toolNames' | 'toolAliases' | 'outputLimit' | 'protocol'>;
};

/** How a call is made. */
type AskMode = {
  /** Whether the body asks for a stream. */
  stream: boolean | undefined;
  /** Whether the caller sees nothing of the answer before its end. */
  isBuffered: boolean;
};

/** How all language models send a request and read the answer. A model holds no state of any call. */
export abstract class HerokuLanguageModel<
  V extends SpecificationVersion,
  Request extends AnyRequest = AnyRequest,
> {
  /** `'v2'` from `ai-sdk-provider-heroku`, `'v3'` from its entry `/v3`, `'v4'` from `/v4`. */
  readonly specificationVersion: V;
  /** Heroku fetches image URLs itself; other URLs are downloaded by the AI SDK. */
  readonly supportedUrls: Record<string, RegExp[]> = { 'image/*': [/^https:\/\//] };

  /** @internal Made by createHeroku. */
  constructor(
    /** The id that is sent to Heroku. */
    readonly modelId: HerokuChatModelId,
    /** @internal */
    protected readonly config: HerokuLanguageModelConfig,
    private readonly specification: Specification<V>,
  ) {
    this.specificationVersion = specification.version;
  }

  /** @internal */
  protected abstract readonly endpoint: LanguageModelEndpoint<Request>;

  /**
   * The whole answer at once. `response.body` is the JSON that came, absent with `generateByStreaming`.
   * Throws APICallError with Heroku's own words for anything that goes wrong on the way, InvalidArgumentError for provider
   * options, UnsupportedFunctionalityError for prompt parts that cannot be sent, LoadAPIKeyError for a missing key.
   */
  async doGenerate(options: Specifications[V]['options']): Promise<Specifications[V]['result']> {
    const { generateByStreaming } = this.config;
    const { source, request, response, reader } = await this.ask(options, {
      stream: generateByStreaming,
      isBuffered: true,
    });
    // The parts that are folded are the same in all versions; the others are passed on as they are.
    const result = await collectParts(source as PartSource<LanguageModelV2StreamPart>);
    result.request = request;
    result.response = { headers: response.headers, body: reader.json, ...result.response };
    return result as Specifications[V]['result'];
  }

  /**
   * The answer in parts, as it arrives. Resolves with the first part, or a second after the headers. Rejects like `doGenerate`
   * until then; later errors are `error` parts and `finish` then says `error`. The stream itself errors only on abort. Read
   * it to its end or cancel it: a stream that is merely dropped keeps its connection for as long as the server stays silent.
   */
  async doStream(
    options: Specifications[V]['options'],
  ): Promise<StreamResult<Specifications[V]['part']>> {
    const { source, request, response } = await this.ask(options, {
      stream: true,
      isBuffered: false,
    });
    return { stream: toPartStream(source, options.abortSignal), request, response };
  }

  /** Sends the request. One that is refused for a reason which says what to change is changed and sent again. */
  private async ask(options: Specifications[V]['options'], { stream, isBuffered }: AskMode) {
    const { modelId, config } = this;
    const attempts = createAttempts({
      modelId,
      memory: config.memory,
      includeUsage: config.includeUsage,
      toRequest: (lessons) =>
        // The options that later versions add to v2 are typed where they are read.
        this.endpoint.toRequest(options as LanguageModelV2CallOptions, { stream, lessons }),
    });
    let request = attempts.first;
    for (;;) {
      try {
        const answer = await this.askOnce(request, options, { isBuffered });
        const learned = attempts.succeed();
        if (learned.length > 0) answer.reader.rawFinish.learned = learned;
        return answer;
      } catch (error) {
        const next = attempts.next(error);
        if (!next) throw error;
        request = next;
      }
    }
  }

  private async askOnce(
    request: Request,
    options: Specifications[V]['options'],
    { isBuffered }: Pick<AskMode, 'isBuffered'>,
  ) {
    const { config, specification } = this;
    const { path, expected, toRemedy, toReading } = this.endpoint;
    const { abortSignal, headers, includeRawChunks = false } = options;
    const { body, error } = await post(config, {
      endpoint: path,
      expected,
      toRemedy,
      body: request.body,
      text: request.text,
      headers: request.headers,
      callHeaders: headers,
      expectsJson: request.json !== undefined,
      abortSignal,
    });
    const reader = createAnswerReader({
      name: config.name,
      generateId: config.generateId,
      isBuffered,
      callIds: request.callIds,
      json: request.json,
      thinkingTags: request.thinkingTags,
      bansCalls: request.bansCalls,
      error,
      includeRawChunks,
      ...toReading(request),
    });
    const source = await openParts(body, reader, {
      start: specification.toStart(request.warnings, headers),
      toPart: (part) => specification.toPart(part, reader.rawFinish),
      isBuffered,
      abortSignal,
      idleTimeoutMs: config.idleTimeoutMs,
    });
    return {
      source,
      request: { body: request.body },
      response: { headers: error.responseHeaders },
      reader,
    };
  }
}
