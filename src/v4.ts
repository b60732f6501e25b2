import type { HerokuAgentLanguageModel as AgentLanguageModel } from './agents/heroku-agent-model';
import { HerokuChatLanguageModel as ChatLanguageModel } from './chat/heroku-chat-model';
import type { HerokuEmbeddingModel as EmbeddingModel } from './embedding/heroku-embedding-model';
import type { HerokuImageModel as ImageModel } from './image/heroku-image-model';
import type { HerokuRerankingModel as RerankingModel } from './reranking/heroku-reranking-model';

export type {
  HerokuAgentProviderOptions,
  HerokuAgentSettings,
} from './agents/heroku-agent-options';
export type {
  HerokuCommandSettings,
  HerokuPostgresSettings,
  HerokuTool,
  HerokuToolSettings,
  HerokuTools,
} from './agents/heroku-tools';
export type { HerokuMcpServer, HerokuMcpTool } from './agents/to-mcp-servers';
export type { HerokuChatProviderOptions } from './chat/heroku-chat-options';
export type { HerokuEmbeddingProviderOptions } from './embedding/heroku-embedding-options';
export type { HerokuImageProviderOptions } from './image/heroku-image-options';
export type {
  HerokuChatModelId,
  HerokuEmbeddingModelId,
  HerokuImageModelId,
  HerokuRerankingModelId,
} from './models/model-ids';
export type { HerokuModelInfo, HerokuModelKind } from './models/to-model-list';
export { createHeroku, type HerokuProvider, heroku } from './provider/heroku-provider-v4';
export {
  type ListHerokuMcpServersOptions,
  listHerokuMcpServers,
} from './provider/list-heroku-mcp-servers';
export { type ListHerokuModelsOptions, listHerokuModels } from './provider/list-heroku-models';
export type { HerokuProviderSettings } from './provider/settings';
export type { HerokuRerankingProviderOptions } from './reranking/heroku-reranking-options';
export { VERSION } from './version';

/** The chat model, as a LanguageModelV4. */
export type HerokuChatLanguageModel = ChatLanguageModel<'v4'>;
/** The class, for `instanceof`. */
export const HerokuChatLanguageModel: typeof ChatLanguageModel<'v4'> = ChatLanguageModel;

/** A language model whose tools Heroku runs, as a LanguageModelV4. */
export type HerokuAgentLanguageModel = AgentLanguageModel<'v4'>;

/** An embedding model, as an EmbeddingModelV4. */
export type HerokuEmbeddingModel = EmbeddingModel<'v4'>;

/** An image model, as an ImageModelV4. */
export type HerokuImageModel = ImageModel<'v4'>;

/** A reranking model, as a RerankingModelV4. */
export type HerokuRerankingModel = RerankingModel<'v4'>;
