import type { ModelFacts } from './models';
import type { ChatBody, EmbeddingBody, ImageBody, RerankBody } from './wire';

type Accepted<Endpoint extends string, Body> = {
  endpoint: Endpoint;
  /** The body as it came. */
  body: Body;
  /** The body's `model`. */
  model: string;
  /** What the server knows about the model. */
  facts: ModelFacts;
};

/** A request of `POST /v1/chat/completions` that has passed every rule. */
export type ChatRequest = Accepted<'chat', ChatBody> & {
  /** Whether the answer is wanted as a stream. */
  stream: boolean;
};

/** A request of `POST /v1/embeddings` that has passed every rule. */
export type EmbeddingRequest = Accepted<'embeddings', EmbeddingBody>;

/** A request of `POST /v1/images/generations` that has passed every rule. */
export type ImageRequest = Accepted<'images', ImageBody>;

/** A request of `POST /v1/rerank` that has passed every rule. */
export type RerankRequest = Accepted<'rerank', RerankBody>;

/** A request that has passed every rule, told apart by `endpoint`. */
export type LocalRequest = ChatRequest | EmbeddingRequest | ImageRequest | RerankRequest;
