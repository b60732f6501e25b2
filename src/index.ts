export { HerokuChatLanguageModel } from './chat/heroku-chat-model';
export type { HerokuChatProviderOptions } from './chat/heroku-chat-options';
export type { HerokuChatModelId } from './models/model-ids';
export {
  createHeroku,
  type HerokuProvider,
  type HerokuProviderSettings,
  heroku,
} from './provider/heroku-provider';
export { VERSION } from './version';
