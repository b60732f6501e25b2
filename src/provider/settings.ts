import type { FetchFunction } from '@ai-sdk/provider-utils';
import type { HerokuAgentLanguageModel } from '../agents/heroku-agent-model';
import type { HerokuAgentSettings } from '../agents/heroku-agent-options';
import type { HerokuTools } from '../agents/heroku-tools';
import type { HerokuChatLanguageModel } from '../chat/heroku-chat-model';
import type { HerokuEmbeddingModel } from '../embedding/heroku-embedding-model';
import type { RequestHeaders } from '../http/headers';
import type { HerokuImageModel } from '../image/heroku-image-model';
import type {
  HerokuChatModelId,
  HerokuEmbeddingModelId,
  HerokuImageModelId,
  HerokuRerankingModelId,
} from '../models/model-ids';
import type { HerokuRerankingModel } from '../reranking/heroku-reranking-model';
import type { RerankingVersion } from '../reranking/types';
import type { SpecificationVersion } from '../specification/version';

/** Settings of `createHeroku`. All are optional; the environment is read when a model is called. */
export type HerokuProviderSettings = {
  /**
   * Where Heroku is. Default: the variable INFERENCE_URL, else `https://us.inference.heroku.com`; for another attachment
   * whose key is set, its URL must be set too. A host, a host with `/v1` and the full endpoint are all taken.
   */
  baseURL?: string | undefined;
  /** Sent as a Bearer token. Default: the variable INFERENCE_KEY. */
  apiKey?: string | undefined;
  /**
   * Headers of every call. Those of a call win over these, and these over the provider's own; `undefined` removes one (here;
   * the AI SDK drops undefined headers of a call).
   */
  headers?: RequestHeaders | undefined;
  /** Replaces the global `fetch`, for tests and proxies. */
  fetch?: FetchFunction | undefined;
  /** Prefix of `model.provider`, and key of provider options and metadata. Default `'heroku'`. */
  name?: string | undefined;
  /** Alias of the model attachment: its variables are NAME_URL, NAME_KEY and NAME_MODEL_ID. Default `'INFERENCE'`. */
  attachment?: string | undefined;
  /**
   * Asks for usage in streams with `stream_options`. Sources disagree whether Heroku takes the field and whether usage comes
   * without it (field-reports.md C1), so the default `'auto'` asks, and leaves the field out once Heroku has refused it
   * (see `learnFromRefusals`). `true`: always asks. `false`: never.
   */
  includeUsage?: boolean | 'auto' | undefined;
  /**
   * Default `true`: a request that Heroku refuses with status 400, for a reason which names what it dislikes, is sent again in
   * the form that the refusal asks for, at most twice, with a warning that quotes it. It leaves out body fields of this
   * package, sampling settings, stop sequences, a thinking budget or thinking, or a forced tool choice; never messages, tools
   * or `extraBody`. The provider remembers it for that model id. `false`: one request for each call.
   */
  learnFromRefusals?: boolean | undefined;
  /**
   * Lets `doGenerate` ask for a stream and collect it, so that generations outlive the limit of about 30 seconds on plain
   * calls (heroku-api.md §3). The result is the same but for `response.body`, which is absent. Default `false`.
   */
  generateByStreaming?: boolean | undefined;
  /**
   * How long, in milliseconds, the server may send nothing, not even a comment, between the headers of its response and the
   * end: then the answer is cut off with an APICallError. Before an answer has begun the call rejects with it, and it is
   * retryable.
   * Default: for ever. AI SDK 6 and 7 have timeouts of their own.
   */
  idleTimeoutMs?: number | undefined;
  /** Ids of tool calls that come without one. They must be unique across steps. Default: random. */
  generateId?: (() => string) | undefined;
};

/** The models of a provider, for the specification of its entry. */
export interface HerokuModels<V extends SpecificationVersion> {
  /** @param modelId default: the variable INFERENCE_MODEL_ID (of the attachment in the settings). Any id is taken; a blank one throws LoadSettingError. */
  (modelId?: HerokuChatModelId): HerokuChatLanguageModel<V>;
  /** The same. */
  languageModel(modelId?: HerokuChatModelId): HerokuChatLanguageModel<V>;
  /** The same. */
  chat(modelId?: HerokuChatModelId): HerokuChatLanguageModel<V>;
  /**
   * A language model whose tools Heroku runs (docs/agents.md). Throws InvalidArgumentError for settings that are wrong.
   * @param modelId default: the variable INFERENCE_MODEL_ID (of the attachment in the settings). Any id is taken.
   */
  agent(modelId?: HerokuChatModelId, settings?: HerokuAgentSettings): HerokuAgentLanguageModel<V>;
  /** Tools that Heroku runs, for `tools` of a call to an agent. */
  readonly tools: HerokuTools;
  /**
   * An embedding model.
   * @param modelId default: the variable EMBEDDING_MODEL_ID (of the attachment in the settings). Any id is taken.
   */
  embedding(modelId?: HerokuEmbeddingModelId): HerokuEmbeddingModel<V>;
  /** The same. */
  embeddingModel(modelId?: HerokuEmbeddingModelId): HerokuEmbeddingModel<V>;
  /** The same. */
  textEmbeddingModel(modelId?: HerokuEmbeddingModelId): HerokuEmbeddingModel<V>;
  /**
   * A reranking model, for AI SDK 6 and 7.
   * @param modelId default: the variable RERANK_MODEL_ID (of the attachment in the settings). Any id is taken.
   */
  reranking(modelId?: HerokuRerankingModelId): HerokuRerankingModel<RerankingVersion<V>>;
  /** The same. */
  rerankingModel(modelId?: HerokuRerankingModelId): HerokuRerankingModel<RerankingVersion<V>>;
  /**
   * An image model.
   * @param modelId default: the variable DIFFUSION_MODEL_ID (of the attachment in the settings). Any id is taken.
   */
  image(modelId?: HerokuImageModelId): HerokuImageModel<V>;
  /** The same. */
  imageModel(modelId?: HerokuImageModelId): HerokuImageModel<V>;
}
