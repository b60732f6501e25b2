import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { z } from 'zod/v4';
import { createOptionsReader } from '../specification/provider-options';

/** Options of one call, given as `providerOptions: { heroku: { ... } }`. Unknown keys are ignored, with a warning. */
export type HerokuChatProviderOptions = {
  /**
   * Lets the model think before it answers (Claude 3.7 and later). Source: Dev Center, chat completions, `extended_thinking`.
   * While it is on, `temperature`, `topP` and `topK` are not sent and a forced tool choice becomes `auto`, each with a warning.
   */
  extendedThinking?: {
    /** `false` is the same as leaving `extendedThinking` out. */
    enabled: boolean;
    /**
     * Tokens the model may spend on thinking, at least 1024. They are added to `maxOutputTokens` (4096 if unset) in `max_tokens`.
     * Without it none is sent and the server chooses.
     */
    budgetTokens?: number;
    /** Whether the thinking comes back as reasoning parts. Default `true`. Tool loops need it: see docs/requests.md. */
    includeReasoning?: boolean;
  };
  /** Sent as `reasoning_effort`. Heroku maps it to thinking budgets of its own; which models take it is not documented. */
  reasoningEffort?: 'low' | 'medium' | 'high';
  /** Sent as `parallel_tool_calls` when the call has tools. Honoured for Anthropic and OpenAI models, ignored for Nova. */
  parallelToolCalls?: boolean;
  /** `true` makes Heroku drop body fields it does not know instead of answering 400. Default `false`. */
  allowIgnoredParams?: boolean;
  /** `false` switches automatic prompt caching off for this call (header `X-Heroku-Prompt-Caching: false`). Default `true`. */
  promptCaching?: boolean;
  /**
   * How JSON output is asked for, since Heroku ignores `response_format`:
   * - `'auto'` (default): `'tool'` where it can work, else `'prompt'`;
   * - `'tool'`: a synthetic tool whose parameters are the schema, with a forced tool choice;
   * - `'prompt'`: the schema in a system instruction;
   * - `'json_schema'`: `response_format`, for servers that honour it.
   */
  structuredOutputMode?: 'auto' | 'tool' | 'prompt' | 'json_schema';
  /**
   * `true` reads thoughts that a model writes in tags at the start of its text, as in `<think>...</think>`, as reasoning.
   * Default `false`: text comes as it is. JSON output always reads them.
   */
  thinkingTags?: boolean;
  /** Fields merged into the request body as they are, over those this provider writes. */
  extraBody?: JSONObject;
};

/** Throws InvalidArgumentError that names the key at fault. */
export const toChatOptions = /* @__PURE__ */ createOptionsReader<HerokuChatProviderOptions>(() =>
  z
    .object({
      extendedThinking: z.object({
        enabled: z.boolean(),
        budgetTokens: z.int().min(1024).optional(),
        includeReasoning: z.boolean().optional(),
      }),
      reasoningEffort: z.enum(['low', 'medium', 'high']),
      parallelToolCalls: z.boolean(),
      allowIgnoredParams: z.boolean(),
      promptCaching: z.boolean(),
      structuredOutputMode: z.enum(['auto', 'tool', 'prompt', 'json_schema']),
      thinkingTags: z.boolean(),
      extraBody: z.record(z.string(), z.custom<JSONValue>()),
    } satisfies Record<keyof HerokuChatProviderOptions, z.ZodType>)
    .partial(),
);
