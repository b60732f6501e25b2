import { generateId as defaultGenerateId } from '@ai-sdk/provider-utils';
import { HerokuAgentLanguageModel } from '../agents/heroku-agent-model';
import type { HerokuAgentSettings } from '../agents/heroku-agent-options';
import { toHerokuTools } from '../agents/heroku-tools';
import { HerokuChatLanguageModel } from '../chat/heroku-chat-model';
import type { HerokuLanguageModelConfig } from '../chat/heroku-language-model';
import { createRefusalMemory } from '../chat/refusals/lessons';
import { HerokuEmbeddingModel } from '../embedding/heroku-embedding-model';
import { mergeHeaders } from '../http/headers';
import type { HttpConfig } from '../http/post';
import { HerokuImageModel } from '../image/heroku-image-model';
import type {
  HerokuChatModelId,
  HerokuEmbeddingModelId,
  HerokuImageModelId,
  HerokuRerankingModelId,
} from '../models/model-ids';
import type { ModelKind } from '../models/model-kind';
import { HerokuRerankingModel } from '../reranking/heroku-reranking-model';
import { toRerankingVersion } from '../reranking/types';
import type { Specification } from '../specification/specification';
import type { SpecificationVersion } from '../specification/version';
import { toAttachment } from './attachment';
import { checkSettings } from './check-settings';
import { createLoadUrl, loadApiKey, loadModelId } from './environment';
import type { HerokuModels, HerokuProviderSettings } from './settings';

/** Checks the settings, and makes the models of one version of the specification. */
export function createModels<V extends SpecificationVersion>(
  settings: HerokuProviderSettings,
  specification: Specification<V>,
): HerokuModels<V> {
  checkSettings(settings);
  const { version } = specification;
  const { name = 'heroku' } = settings;
  const toModelId = (kind: ModelKind, modelId: string | undefined) =>
    loadModelId(toAttachment(kind, settings), modelId);
  const toConfig = (kind: ModelKind) => toHttpConfig(kind, name, settings);
  // What one endpoint refuses another may take: each has a memory of its own.
  const chatConfig = toLanguageModelConfig(name, settings);
  const agentConfig = toLanguageModelConfig(name, settings);

  const chat = (modelId?: HerokuChatModelId) =>
    new HerokuChatLanguageModel(toModelId('chat', modelId), chatConfig, specification);
  const agent = (modelId?: HerokuChatModelId, agentSettings?: HerokuAgentSettings) =>
    new HerokuAgentLanguageModel(toModelId('chat', modelId), {
      config: agentConfig,
      specification,
      settings: agentSettings,
    });
  const embedding = (modelId?: HerokuEmbeddingModelId) =>
    new HerokuEmbeddingModel(toModelId('embedding', modelId), toConfig('embedding'), version);
  const reranking = (modelId?: HerokuRerankingModelId) =>
    new HerokuRerankingModel(
      toModelId('reranking', modelId),
      toConfig('reranking'),
      toRerankingVersion(version),
    );
  const image = (modelId?: HerokuImageModelId) =>
    new HerokuImageModel(toModelId('image', modelId), toConfig('image'), version);

  return Object.assign((modelId?: HerokuChatModelId) => chat(modelId), {
    languageModel: chat,
    chat,
    agent,
    tools: toHerokuTools(name),
    embedding,
    embeddingModel: embedding,
    textEmbeddingModel: embedding,
    reranking,
    rerankingModel: reranking,
    image,
    imageModel: image,
  });
}

/** How models of a kind reach Heroku, through the attachment that serves them at the time of the call. */
function toHttpConfig(
  kind: ModelKind,
  name: string,
  settings: HerokuProviderSettings,
): HttpConfig & { name: string } {
  const { baseURL, apiKey, headers: settingsHeaders, fetch, idleTimeoutMs } = settings;
  const loadUrl = createLoadUrl();
  return {
    name,
    fetch,
    idleTimeoutMs,
    url: (endpoint) => loadUrl(baseURL, toAttachment(kind, settings), endpoint),
    headers(callHeaders) {
      const headers = mergeHeaders(settingsHeaders, callHeaders);
      // A caller who sets or removes the header needs no key.
      if (!('authorization' in headers)) {
        headers.authorization = `Bearer ${loadApiKey(apiKey, toAttachment(kind, settings))}`;
      }
      return headers;
    },
    keyVariable: () => `${toAttachment(kind, settings).credentialsAlias}_KEY`,
  };
}

function toLanguageModelConfig(
  name: string,
  settings: HerokuProviderSettings,
): HerokuLanguageModelConfig {
  const { generateId = defaultGenerateId, learnFromRefusals = true } = settings;
  return {
    ...toHttpConfig('chat', name, settings),
    includeUsage: settings.includeUsage,
    generateByStreaming: settings.generateByStreaming,
    generateId,
    memory: learnFromRefusals ? createRefusalMemory() : undefined,
  };
}
