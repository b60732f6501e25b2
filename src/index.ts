export { HerokuChatLanguageModel } from './heroku-chat-model';
export type { HerokuChatProviderOptions } from './heroku-chat-options';
export type { HerokuChatModelId } from './heroku-model-ids';
export {
  createHeroku,
  type HerokuProvider,
  type HerokuProviderSettings,
  heroku,
} from './heroku-provider';
export { VERSION } from './version';
