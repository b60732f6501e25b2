export type { HerokuAgentLanguageModel } from './agents/heroku-agent-model';
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
export { HerokuChatLanguageModel } from './chat/heroku-chat-model';
export type { HerokuChatProviderOptions } from './chat/heroku-chat-options';
export type { HerokuEmbeddingModel } from './embedding/heroku-embedding-model';
export type { HerokuEmbeddingProviderOptions } from './embedding/heroku-embedding-options';
export type { HerokuImageModel } from './image/heroku-image-model';
export type { HerokuImageProviderOptions } from './image/heroku-image-options';
export type {
  HerokuChatModelId,
  HerokuEmbeddingModelId,
  HerokuImageModelId,
  HerokuRerankingModelId,
} from './models/model-ids';
export type { HerokuModelInfo, HerokuModelKind } from './models/to-model-list';
export { createHeroku, type HerokuProvider, heroku } from './provider/heroku-provider';
export {
  type ListHerokuMcpServersOptions,
  listHerokuMcpServers,
} from './provider/list-heroku-mcp-servers';
export { type ListHerokuModelsOptions, listHerokuModels } from './provider/list-heroku-models';
export type { HerokuProviderSettings } from './provider/settings';
export type { HerokuRerankingModel } from './reranking/heroku-reranking-model';
export type { HerokuRerankingProviderOptions } from './reranking/heroku-reranking-options';
export { VERSION } from './version';
