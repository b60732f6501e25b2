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
  type ScriptedReasoning,
  type ScriptedToolCall,
} from './answers';
export { TOOL_IMAGE_PREFIX } from './conversation';
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
export { type JsonSchema, jsonFromSchema } from './json-from-schema';
export { MODELS, type ModelFacts, UNKNOWN_MODEL } from './models';
export type { Answer, LocalHerokuOptions, RecordedRequest } from './options';
export type { Personality } from './personality';
export type {
  ChatRequest,
  EmbeddingRequest,
  ImageRequest,
  LocalRequest,
  RerankRequest,
} from './requests';
export { type CheckOptions, checkRequest, RULES, type RuleName, type RuleSwitches } from './rules';
export type { Refusal, Rule, RuleContext } from './rules/rule';
export { signThinking } from './signature';
export type {
  ChatBody,
  EmbeddingBody,
  ImageBody,
  RerankBody,
  WireMessage,
  WireTool,
} from './wire';
