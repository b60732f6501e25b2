/**
 * A local Heroku: `POST /v1/chat/completions` as heroku-api.md §1-4 and language-model-v2.md B describe it, strict
 * and scripted. It is written from those documents alone, shares no code with src, and proves nothing about the
 * running API.
 */
export {
  GREETING,
  type ParsedRequest,
  type ScriptedAnswer,
  type ScriptedToolCall,
} from './answers';
export { TOOL_IMAGE_PREFIX } from './conversation';
export { type ErrorShape, errorResponse, firewallResponse, rateLimitResponse } from './errors';
export {
  createHerokuServer,
  type HerokuServer,
  type HerokuServerOptions,
  type RecordedRequest,
  TEST_KEY,
} from './handler';
export { type JsonSchema, jsonFromSchema } from './json-from-schema';
export { MODELS, type ModelFacts, UNKNOWN_MODEL } from './models';
export { listen } from './node-server';
export { type CheckOptions, checkRequest, RULES } from './rules';
export type { Refusal, Rule, RuleContext } from './rules/rule';
export { signThinking } from './signature';
export type { ChatBody, WireMessage, WireTool } from './wire';
