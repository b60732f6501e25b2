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
export { createHeroku, type HerokuProvider, heroku } from './provider/heroku-provider-v3';
export {
  type ListHerokuMcpServersOptions,
  listHerokuMcpServers,
} from './provider/list-heroku-mcp-servers';
export { type ListHerokuModelsOptions, listHerokuModels } from './provider/list-heroku-models';
export type { HerokuProviderSettings } from './provider/settings';
export type { HerokuRerankingProviderOptions } from './reranking/heroku-reranking-options';
export { VERSION } from './version';

/** The chat model, as a LanguageModelV3. */
export type HerokuChatLanguageModel = ChatLanguageModel<'v3'>;
/** The class, for `instanceof`. */
export const HerokuChatLanguageModel: typeof ChatLanguageModel<'v3'> = ChatLanguageModel;

/** A language model whose tools Heroku runs, as a LanguageModelV3. */
export type HerokuAgentLanguageModel = AgentLanguageModel<'v3'>;

/** An embedding model, as an EmbeddingModelV3. */
export type HerokuEmbeddingModel = EmbeddingModel<'v3'>;

/** An image model, as an ImageModelV3. */
export type HerokuImageModel = ImageModel<'v3'>;

/** A reranking model, as a RerankingModelV3. */
export type HerokuRerankingModel = RerankingModel<'v3'>;
