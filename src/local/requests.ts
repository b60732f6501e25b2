import type { ModelFacts } from './models';
import type { AgentBody, ChatBody, EmbeddingBody, ImageBody, RerankBody } from './wire';

/** What the requests of all endpoints share. */
export type AcceptedRequest<Endpoint extends string, Body> = {
  /** Which endpoint was asked. */
  endpoint: Endpoint;
  /** The body as it came. */
  body: Body;
  /** The body's `model`. */
  model: string;
  /** What the server knows about the model. */
  facts: ModelFacts;
};

/** A request of `POST /v1/chat/completions` that has passed every rule. */
export type ChatRequest = AcceptedRequest<'chat', ChatBody> & {
  /** Whether the answer is wanted as a stream. */
  stream: boolean;
};

/** A request of `POST /v1/agents/heroku` that has passed every rule. */
export type AgentRequest = AcceptedRequest<'agents', AgentBody>;

/** A request of `POST /v1/embeddings` that has passed every rule. */
export type EmbeddingRequest = AcceptedRequest<'embeddings', EmbeddingBody>;

/** A request of `POST /v1/images/generations` that has passed every rule. */
export type ImageRequest = AcceptedRequest<'images', ImageBody>;

/** A request of `POST /v1/rerank` that has passed every rule. */
export type RerankRequest = AcceptedRequest<'rerank', RerankBody>;

/** A request that has passed every rule, told apart by `endpoint`. */
export type LocalRequest =
  | ChatRequest
  | AgentRequest
  | EmbeddingRequest
  | ImageRequest
  | RerankRequest;
