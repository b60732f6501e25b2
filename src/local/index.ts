/**
 * A local Heroku: the endpoints of Heroku Managed Inference as heroku-api.md, heroku-surface.md and
 * language-model-v2.md B describe them, strict and scripted. It is written from those documents alone, shares no code
 * with the rest of the package, and proves nothing about the running API.
 *
 * @packageDocumentation
 */
export {
  GREETING,
  type ScriptedAnswer,
  type ScriptedError,
  type ScriptedInference,
  type ScriptedReasoning,
  type ScriptedToolCall,
} from './answers';
export {
  createLocalHeroku,
  type ListeningHeroku,
  type ListenOptions,
  LOCAL_KEY,
  type LocalHeroku,
} from './create-local-heroku';
export {
  type ErrorShape,
  errorResponse,
  firewallResponse,
  rateLimitResponse,
  type WireError,
} from './errors';
export { MODELS, type ModelFacts } from './models';
export type { Answer, LocalHerokuOptions, RecordedRequest } from './options';
export type { Personality } from './personality';
export type {
  AcceptedRequest,
  AgentRequest,
  ChatRequest,
  EmbeddingRequest,
  ImageRequest,
  LocalRequest,
  RerankRequest,
} from './requests';
export { RULES, type RuleInfo, type RuleName, type RuleSwitches } from './rules';
export type {
  AgentBody,
  ChatBody,
  EmbeddingBody,
  ExtendedThinking,
  ImageBody,
  RerankBody,
  WireAgentTool,
  WireMessage,
  WirePart,
  WireReasoning,
  WireTool,
  WireToolCall,
  WireToolChoice,
} from './wire';
