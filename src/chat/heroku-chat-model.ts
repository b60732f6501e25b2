import { toCount } from '../json/values';
import type { SpecificationVersion } from '../specification/version';
import { HerokuLanguageModel, type LanguageModelEndpoint } from './heroku-language-model';
import { type HerokuRequest, toRequest } from './request/to-request';

/**
 * A chat model on Heroku Managed Inference, for `generateText`, `streamText`, `generateObject` and `streamObject`. It
 * holds no state of any call, so one model may serve any number of calls at once.
 *
 * It is a LanguageModelV2, LanguageModelV3 or LanguageModelV4: that of the entry which it comes from.
 */
export class HerokuChatLanguageModel<
  V extends SpecificationVersion = 'v2',
> extends HerokuLanguageModel<V, HerokuRequest> {
  /** `<name>.chat`, by default `heroku.chat`. */
  get provider(): string {
    return `${this.config.name}.chat`;
  }

  /** @internal */
  protected readonly endpoint: LanguageModelEndpoint<HerokuRequest> = {
    path: 'chat/completions',
    toRequest: (call, { stream, lessons }) => {
      const { name, includeUsage } = this.config;
      return toRequest(call, { modelId: this.modelId, name, includeUsage, stream, lessons });
    },
    toReading: ({ body, toolAliases }) => ({
      toolNames: body.tools?.map((tool) => tool.function.name),
      toolAliases,
      outputLimit: toCount(body.max_tokens ?? body.max_completion_tokens),
    }),
  };
}
