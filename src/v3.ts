import { HerokuChatLanguageModel as ChatLanguageModel } from './chat/heroku-chat-model';

export type { HerokuChatProviderOptions } from './chat/heroku-chat-options';
export type { HerokuChatModelId } from './models/model-ids';
export type { HerokuProviderSettings } from './provider/create-models';
export { createHeroku, type HerokuProvider, heroku } from './provider/heroku-provider-v3';
export { VERSION } from './version';

/** The chat model, as a LanguageModelV3. */
export type HerokuChatLanguageModel = ChatLanguageModel<'v3'>;
/** For `instanceof`. */
export const HerokuChatLanguageModel: typeof ChatLanguageModel<'v3'> = ChatLanguageModel;
