import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { toArray, toNonEmptyString, toObject } from '../../../json/values';
import type {
  Chunk,
  ChunkContent,
  ReasoningFragment,
  ToolCallFragment,
} from '../../../parts/chunk';
import { toFiguredUsage } from '../../../parts/finish';
import { mergeUsage } from '../../../parts/merge-usage';
import { toContentPieces } from './content-pieces';
import { onlyReasoning, toReasoningFragments, toReasoningObject } from './odd-reasoning';
import { toSources } from './sources';

/** One way to say a thing that Heroku's recordings do not show. */
type Amendment<Said, Found> = {
  /** Whether it is used; what it finds then counts where nothing is known yet. */
  when(said: Said): unknown;
  read(said: Said): Found;
};

type SaidByCall = { call: JSONObject /** `call.function`, else the call. */; details: JSONObject };
type SaidByContent = {
  message: JSONObject;
  known: ChunkContent;
  toFragment(call: unknown): ToolCallFragment;
};
export type Choice = { choice: JSONObject; delta?: JSONObject; message?: JSONObject };
type SaidByFrame = {
  frame: JSONObject;
  choices: Choice[];
  first: Choice | undefined;
  known: Chunk;
  toContent(message: JSONObject): ChunkContent;
};

/**
 * All other forms that are read, each list in the order of preference. One more form is one more row. Above each: who was
 * seen to write it: Heroku, Bedrock, a model that Heroku serves, or a gateway that people put before Heroku.
 */
export const AMENDMENTS: {
  fragment: Amendment<SaidByCall, Partial<ToolCallFragment>>[];
  content: Amendment<SaidByContent, ChunkContent>[];
  frame: Amendment<SaidByFrame, Partial<Chunk>>[];
} = {
  fragment: [
    // Source: gateways that stringify numbers (language-model-v2.md A1)
    {
      when: ({ call }) => typeof call.index === 'string',
      read: ({ call }) => ({ index: toIndex(call.index) }),
    },
    // Source: an integer id: anomalyco/opencode#25786, NVIDIA/nim-deploy#182
    {
      when: ({ call }) => typeof call.id === 'number',
      read: ({ call }) => ({ id: String(call.id) }),
    },
    // Source: Bedrock Converse, toolUse
    /* @__PURE__ */ keyIn('call', 'toolUseId', (id) => ({ id: toNonEmptyString(id) })),
    // Source: Bedrock Converse, toolUse; Anthropic, tool_use
    {
      when: ({ call, details }) => details === call,
      read: ({ call }) => ({ name: toNonEmptyString(call.name) }),
    },
    // Source: arguments as an object: Converse and Anthropic, input; Llama on Bedrock, parameters
    {
      when: ({ details }) => details.arguments ?? details.input ?? details.parameters,
      read: ({ details }) => ({
        arguments: toArguments(details.arguments ?? details.input ?? details.parameters),
      }),
    },
  ],

  content: [
    // Source: Heroku with a list or under another name within it (field-reports.md A3)
    {
      when: ({ message }) => toObject(message.reasoning),
      read: ({ message }) => ({ reasoning: toReasoningObject(toObject(message.reasoning)) }),
    },
    // Source: OpenRouter, litellm (field-reports.md A3)
    /* @__PURE__ */ keyIn('message', 'reasoning_details', toThoughts),
    // Source: litellm before Claude on Bedrock
    /* @__PURE__ */ keyIn('message', 'thinking_blocks', toThoughts),
    // Source: gpt-oss and Qwen on vLLM: a string (heroku-api.md §2)
    /* @__PURE__ */ keyIn('message', 'reasoning', (value) =>
      toObject(value) ? {} : toThoughts(value),
    ),
    // Source: DeepSeek, Kimi, litellm (heroku-api.md §2)
    /* @__PURE__ */ keyIn('message', 'reasoning_content', toThoughts),
    // Source: the Responses form of gpt-oss
    /* @__PURE__ */ keyIn('message', 'reasoning_text', toThoughts),
    // Source: models behind Ollama-like gateways (field-reports.md A3)
    /* @__PURE__ */ keyIn('message', 'thinking', toThoughts),
    // Source: Bedrock Converse
    /* @__PURE__ */ keyIn('message', 'reasoningText', toThoughts),
    // Source: Bedrock Converse
    /* @__PURE__ */ keyIn('message', 'reasoningContent', toThoughts),
    // Source: Portkey before Claude, beside the content (field-reports.md F8)
    /* @__PURE__ */ keyIn('message', 'content_blocks', (blocks) =>
      toThoughts(onlyReasoning(blocks)),
    ),
    // Source: Anthropic, Converse and Mistral: content as parts (field-reports.md A3)
    {
      when: ({ message }) => typeof message.content === 'object' && message.content,
      read: ({ message, known, toFragment }) =>
        toContentPieces(message.content, {
          withReasoning: !hasWords(known.reasoning),
          withCalls: known.toolCalls === undefined,
          toFragment,
        }),
    },
    // Source: the text of completions; Converse
    /* @__PURE__ */ keyIn('message', 'text', (text) => ({ text: toNonEmptyString(text) })),
    // Source: one call that stands for the list (language-model-v2.md A1)
    {
      when: ({ message }) => toObject(message.tool_calls)?.function,
      read: ({ message, toFragment }) => ({ toolCalls: [toFragment(message.tool_calls)] }),
    },
    // Source: url_citation of gateways (field-reports.md A7)
    /* @__PURE__ */ keyIn('message', 'annotations', toFoundSources),
    // Source: citations of gateways (field-reports.md A7)
    /* @__PURE__ */ keyIn('message', 'citations', toFoundSources),
  ],

  frame: [
    // Source: gateways that count (language-model-v2.md A1)
    {
      when: ({ frame }) => typeof frame.id === 'number',
      read: ({ frame }) => ({ id: String(frame.id) }),
    },
    // Source: completions, as of LlamaIndex (heroku-api.md §6)
    {
      when: ({ first }) => first && !first.delta && !first.message,
      read: ({ first, toContent }) => (first ? toContent(first.choice) : {}),
    },
    // Source: in camel case or as stop_reason: Converse and Anthropic behind gateways (field-reports.md A4)
    {
      when: ({ known }) => known.finishReason === undefined,
      read: ({ first, frame }) => ({
        finishReason: toFirstFinishWord(first?.choice, first?.delta, first?.message, frame),
      }),
    },
    // Source: in the choice, the message or the metadata of Converse (field-reports.md A6)
    {
      when: ({ choices }) => choices.length > 0,
      read: ({ choices, frame }) => ({ usage: toUsageElsewhere(choices, frame) }),
    },
    // Source: Bedrock: metadata.usage, amazon-bedrock-invocationMetrics
    {
      when: ({ frame }) => frame.metadata ?? frame['amazon-bedrock-invocationMetrics'],
      read: ({ choices, frame }) => ({ usage: toUsageElsewhere(choices, frame) }),
    },
    // Source: litellm before Bedrock (field-reports.md A7)
    /* @__PURE__ */ keyIn('frame', 'service_tier', (tier) => ({
      serviceTier: toNonEmptyString(tier),
    })),
    // Source: gpt-oss on vLLM (field-reports.md A7)
    {
      when: ({ first }) => first?.choice.logprobs,
      read: ({ first }) => ({ logprobs: toLogprobs(first?.choice.logprobs) }),
    },
    // Source: citations of gateways (field-reports.md A7)
    /* @__PURE__ */ keyIn('frame', 'citations', toFoundSources),
  ],
};

/** What stands under one key. */
function keyIn<Holder extends string, Found>(
  holder: Holder,
  key: string,
  read: (value: unknown) => Found,
): Amendment<Record<Holder, JSONObject>, Found> {
  return { when: (said) => said[holder][key], read: (said) => read(said[holder][key]) };
}

function toThoughts(value: unknown): ChunkContent {
  return { reasoning: toReasoningFragments(value) };
}

function toFoundSources(value: unknown): ChunkContent {
  return { sources: toSources(value) };
}

export function hasWords(reasoning: readonly ReasoningFragment[] | undefined): boolean {
  return reasoning?.some(({ text }) => text) ?? false;
}

function toIndex(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : undefined;
}

function toArguments(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return value && typeof value === 'object' ? JSON.stringify(value) : '';
  } catch {
    return 'nested too deeply';
  }
}

function toFirstFinishWord(...places: (JSONObject | undefined)[]): string | undefined {
  for (const { finish_reason, finishReason, stop_reason } of places.filter(
    (it) => it !== undefined,
  )) {
    const word = toFinishWord(finish_reason ?? finishReason ?? stop_reason);
    if (word !== undefined) return word;
  }
  return undefined;
}

/** `null` is no finish reason, also where a server writes it as a word. */
function toFinishWord(value: unknown): string | undefined {
  const word = toNonEmptyString(value);
  return word === undefined || NO_FINISH.has(word.toLowerCase()) ? undefined : word;
}

const NO_FINISH: ReadonlySet<string> = /* @__PURE__ */ new Set(['null', 'none']);

/** The usage in all places as one; where they differ, the first counts. */
function toUsageElsewhere(choices: Choice[], frame: JSONObject): JSONObject | undefined {
  const [first] = choices;
  const holders = [
    ...choices.map(({ choice }) => choice),
    first?.delta,
    first?.message,
    toObject(frame.metadata),
  ];
  const usages = [
    ...holders.map((holder) => holder?.usage),
    frame['amazon-bedrock-invocationMetrics'],
  ];
  let known: JSONObject | undefined;
  for (const usage of usages.map(toFiguredUsage))
    if (usage) known = mergeUsage(usage, known ?? usage);
  return known;
}

/** One entry for each token, of its content or of a refusal. */
function toLogprobs(value: unknown): JSONValue[] | undefined {
  const { content, refusal } = toObject(value) ?? {};
  return (toArray(content) ?? toArray(refusal)) as JSONValue[] | undefined;
}
