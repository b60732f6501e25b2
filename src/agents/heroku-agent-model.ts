import {
  HerokuLanguageModel,
  type HerokuLanguageModelConfig,
  type LanguageModelEndpoint,
} from '../chat/heroku-language-model';
import { toCount } from '../json/values';
import type { HerokuChatModelId } from '../models/model-ids';
import type { Specification } from '../specification/specification';
import type { SpecificationVersion } from '../specification/version';
import { checkAgentSettings, type HerokuAgentSettings } from './heroku-agent-options';
import { toAgentRemedy } from './remedies';
import { type AgentRequest, toAgentRequest } from './request/to-agent-request';
import { createAgentProtocol } from './response/agent-reader';

type AgentModelOptions<V extends SpecificationVersion> = {
  config: HerokuLanguageModelConfig;
  specification: Specification<V>;
  settings?: HerokuAgentSettings | undefined;
};

/**
 * A language model whose tools Heroku runs: `POST /v1/agents/heroku`. One answer holds the texts of all inferences, the calls
 * of tools and their results, in order. It always streams; `doGenerate` collects what came. A call that fails after a tool
 * was called is not retryable.
 *
 * It is a LanguageModelV2, LanguageModelV3 or LanguageModelV4: that of the entry which it comes from.
 */
export class HerokuAgentLanguageModel<
  V extends SpecificationVersion = 'v2',
> extends HerokuLanguageModel<V, AgentRequest> {
  private readonly settings: HerokuAgentSettings;

  /** @internal Made by createHeroku. */
  constructor(
    modelId: HerokuChatModelId,
    { config, specification, settings = {} }: AgentModelOptions<V>,
  ) {
    super(modelId, config, specification);
    checkAgentSettings(settings, config.name);
    this.settings = settings;
  }

  /** `<name>.agent`, by default `heroku.agent`. */
  get provider(): string {
    return `${this.config.name}.agent`;
  }

  /** @internal */
  protected readonly endpoint: LanguageModelEndpoint<AgentRequest> = {
    path: 'agents/heroku',
    expected: 'an answer of an agent',
    toRemedy: toAgentRemedy,
    toRequest: (call, { lessons }) =>
      toAgentRequest(call, {
        ...this.settings,
        name: this.config.name,
        modelId: this.modelId,
        lessons,
      }),
    toReading: ({ body, tools }) => ({
      toolNames: tools.wire.map(({ name }) => name),
      outputLimit: toCount(body.max_tokens_per_inference_request),
      protocol: createAgentProtocol(tools.toToolName),
    }),
  };
}
