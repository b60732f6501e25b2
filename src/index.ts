export { HerokuChatLanguageModel } from './chat/heroku-chat-model';
export type { HerokuChatProviderOptions } from './chat/heroku-chat-options';
export type { HerokuChatModelId } from './models/model-ids';
export type { HerokuProviderSettings } from './provider/create-models';
export { createHeroku, type HerokuProvider, heroku } from './provider/heroku-provider';
export { VERSION } from './version';
