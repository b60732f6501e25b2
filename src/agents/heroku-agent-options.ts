import { InvalidArgumentError, type JSONObject, type JSONValue } from '@ai-sdk/provider';
import { z } from 'zod/v4';
import { toServerTool } from '../chat/request/tools/server-tools';
import { toObject } from '../json/values';
import { createOptionsReader } from '../specification/provider-options';
import type { HerokuTool } from './heroku-tools';

/** Settings of `heroku.agent(modelId, settings)`. All may be left out. */
export type HerokuAgentSettings = {
  /**
   * Tools of `heroku.tools`, by the names that your code has for them, for every call of this model. A tool with the same name
   * in `tools` of a call wins. The AI SDK shows calls only of tools that are also in `tools` of the call; calls of others are
   * in the provider metadata.
   */
  tools?: Readonly<Record<string, HerokuTool>> | undefined;
  /**
   * The most tokens of each inference, of which one answer has several: sent as `max_tokens_per_inference_request`.
   * `maxOutputTokens` of a call wins. Default: Heroku's.
   */
  maxTokensPerInference?: number | undefined;
};

/** Throws InvalidArgumentError for settings that are unknown or have a wrong value. */
export function checkAgentSettings(settings: HerokuAgentSettings, name: string): void {
  const { tools = {}, maxTokensPerInference: limit } = settings;
  for (const key of Object.keys(settings)) {
    if (key === 'tools' || key === 'maxTokensPerInference') continue;
    throw invalid(key, 'is unknown: an agent has the settings tools and maxTokensPerInference');
  }
  if (limit !== undefined && !(Number.isSafeInteger(limit) && limit > 0)) {
    throw invalid('maxTokensPerInference', 'must be a positive integer');
  }
  if (!toObject(tools)) throw invalid('tools', 'must be an object of tools');
  for (const [key, tool] of Object.entries(tools)) {
    if (toServerTool(toObject(tool) && tool.providerOptions, name)) continue;
    throw invalid(`tools.${key}`, 'is no tool that Heroku runs: make it with heroku.tools');
  }
}

function invalid(argument: string, problem: string): InvalidArgumentError {
  return new InvalidArgumentError({ argument, message: `${argument} of an agent ${problem}.` });
}

/** Options of one call of an agent, given as `providerOptions: { heroku: { ... } }`. Unknown keys are ignored, with a warning. */
export type HerokuAgentProviderOptions = {
  /** `true` reads thoughts in tags at the start of a text as reasoning, as for chat models. Default `false`. */
  thinkingTags?: boolean;
  /** Fields merged into the request body as they are, over those this provider writes. */
  extraBody?: JSONObject;
};

/** Throws InvalidArgumentError that names the key of a wrong value. */
export const toAgentOptions = /* @__PURE__ */ createOptionsReader(() =>
  z
    .object({
      thinkingTags: z.boolean(),
      extraBody: z.record(z.string(), z.custom<JSONValue>()),
    } satisfies Record<keyof HerokuAgentProviderOptions, z.ZodType>)
    .partial(),
);
