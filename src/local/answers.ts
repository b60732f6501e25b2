import { isSystem, lastUserIndex, textOf } from './conversation';
import type { ErrorShape } from './errors';
import { type JsonSchema, jsonFromSchema } from './json-from-schema';
import type { ModelFacts } from './models';
import { DEFAULT_PERSONALITY, type Personality } from './personality';
import { formatSchema, requestedSchema } from './prompted-json';
import type { ChatRequest } from './requests';
import { fittingTools, forcedTools } from './tool-picking';
import type { ChatBody, WireMessage, WireTool, WireToolChoice } from './wire';

/** A call of a tool in a scripted answer. */
export type ScriptedToolCall = {
  /** Made up by the server when absent. */
  id?: string;
  /** The name of the tool, offered or not. */
  name: string;
  /** An object is written as JSON; a string is sent as it is, broken or not. */
  arguments: Record<string, unknown> | string;
  /**
   * On the agents endpoint, what the tool gives: a text, or the whole object of an MCP result; null: no result comes.
   * Default: a text that names the tool.
   */
  result?: string | Record<string, unknown> | null;
  /** On the agents endpoint, whether the tool failed. Default: false. */
  isError?: boolean;
};

/** One inference of an agent in a scripted answer. */
export type ScriptedInference = Pick<
  ScriptedAnswer,
  'text' | 'reasoning' | 'toolCalls' | 'finishReason' | 'usage'
>;

/** Reasoning in a scripted answer. */
export type ScriptedReasoning = {
  /** The thought. */
  thinking?: string;
  /** Computed when absent; null leaves the thought unsigned. */
  signature?: string | null;
  /** The data of redacted thinking, which comes instead of a thought. */
  redacted?: string;
};

/** An error in a scripted answer. */
export type ScriptedError = {
  /** The message of the error. */
  message: string;
  /** Default: the word that heroku-api.md §4 has for the status. */
  type?: string;
  /** Default: the answer's `status`, or 500. */
  code?: number;
  /** Default: `object`. */
  shape?: ErrorShape;
};

/** What the server is to answer; it is written as a stream or as one body, as the request asks. */
export type ScriptedAnswer = {
  /** The text. Default: none. */
  text?: string;
  /** The reasoning, sent whether the request asked for it or not. Default: none. */
  reasoning?: ScriptedReasoning;
  /** The calls. Default: none. */
  toolCalls?: ScriptedToolCall[];
  /** On the agents endpoint alone: several inferences, each with its calls and their results, instead of one. */
  inferences?: ScriptedInference[];
  /** The finish reason. Default: `tool_calls` with calls, else `stop`. */
  finishReason?: string;
  /** The usage; null leaves it out. Default: a rough count. */
  usage?: Record<string, unknown> | null;
  /** The HTTP status. An error status makes the whole answer an error. Default: 200. */
  status?: number;
  /** The error. With an error status it is the body. Otherwise a stream breaks off with it, and a plain answer consists of it, with `status` or 500. */
  error?: ScriptedError;
  /** The body ends after so many events of a stream, without a finish reason: a cut connection. A plain answer is cut in half. */
  cutAfter?: number;
  /** Headers of the answer, added to its own. */
  headers?: Record<string, string>;
};

/** How the text of every answer by the built-in script begins. */
export const GREETING = 'This is a scripted local Heroku.';

/** The default script: a small set of rules, no model. The same request always gets the same answer. */
export function scriptedAnswer(
  { body, facts }: ChatRequest,
  personality: Personality = DEFAULT_PERSONALITY,
): ScriptedAnswer {
  const turn = currentTurn(body.messages);
  const understood = { ...body, tool_choice: choiceOf(body, personality) };
  return {
    ...reasoningFor(body, facts, turn),
    ...spokenAnswer(understood, turn, personality),
  };
}

function choiceOf(
  { tools, tool_choice: given }: ChatBody,
  { toolChoice, toolChoiceDefault }: Personality,
): WireToolChoice {
  const choice = given ?? (tools ? toolChoiceDefault : 'auto');
  return toolChoice === 'ignored' ? 'auto' : choice;
}

type Turn = {
  userText: string;
  images: number;
  /** The tool results since the user last spoke, with the names of their tools. */
  results: { name: string; content: string }[];
  /** Whether the assistant has spoken since. */
  begun: boolean;
};

function currentTurn(messages: WireMessage[]): Turn {
  const start = lastUserIndex(messages);
  const content = messages[start]?.content ?? '';
  const since = messages.slice(start + 1);
  const names = new Map(
    since.flatMap(({ tool_calls = [] }) => tool_calls.map((call) => [call.id, call.function.name])),
  );
  return {
    userText: textOf(content),
    images:
      typeof content === 'string' ? 0 : content.filter(({ type }) => type === 'image_url').length,
    results: since
      .filter(({ role }) => role === 'tool')
      .map((message) => ({
        name: names.get(message.tool_call_id ?? '') ?? 'unknown',
        content: textOf(message.content),
      })),
    begun: since.some(({ role }) => role === 'assistant'),
  };
}

function spokenAnswer(body: ChatBody, turn: Turn, personality: Personality): ScriptedAnswer {
  const answered = turn.results.map(({ name }) => name);
  const forced = forcedTools(body, turn.userText, answered);
  if (forced.length > 0) return { toolCalls: callsTo(forced, turn) };
  const fitting = fittingTools(body, turn.userText, answered);
  if (fitting.length > 0)
    return { text: `${GREETING} I call ${namesOf(fitting)}.`, toolCalls: callsTo(fitting, turn) };
  const format = personality.responseFormat === 'honoured' && formatSchema(body.response_format);
  if (format) return { text: JSON.stringify(jsonFromSchema(format, turn.userText)) };
  const schema = requestedSchema(promptTexts(body, turn));
  if (schema) return { text: fencedJson(schema, turn.userText) };
  return { text: turn.results.length > 0 ? quotedResults(turn) : echo(turn) };
}

const namesOf = (tools: WireTool[]): string =>
  tools.map((tool) => tool.function.name).join(' and ');

function callsTo(tools: WireTool[], { userText }: Turn): ScriptedToolCall[] {
  return tools.map(({ function: { name, parameters } }) => ({
    name,
    arguments: jsonFromSchema(parameters as JsonSchema, userText) as Record<string, unknown>,
  }));
}

const promptTexts = ({ messages }: ChatBody, { userText }: Turn): string[] => [
  ...messages.filter(isSystem).map(({ content }) => textOf(content)),
  userText,
];

/** The way models answer a JSON instruction: a line of prose, then a fence (language-model-v2.md A6). */
function fencedJson(schema: JsonSchema, userText: string): string {
  const json = JSON.stringify(jsonFromSchema(schema, userText), null, 2);
  return `${GREETING} Here is the JSON:\n\n\`\`\`json\n${json}\n\`\`\``;
}

function quotedResults({ results }: Turn): string {
  return [GREETING, ...results.map(({ name, content }) => `${name} returned: ${content}`)].join(
    ' ',
  );
}

function echo({ userText, images }: Turn): string {
  const seen = images === 0 ? '' : ` I was sent ${images} ${images === 1 ? 'image' : 'images'}.`;
  return `${GREETING} You said: ${userText}${seen}`;
}

/**
 * Reasoning comes back only with `include_reasoning` (heroku-api.md §1.6); with `reasoning_effort` alone the model
 * thinks in silence. Within a tool loop only the first step thinks.
 */
function reasoningFor(
  { extended_thinking: asked }: ChatBody,
  facts: ModelFacts,
  turn: Turn,
): Pick<ScriptedAnswer, 'reasoning'> {
  if (!facts.thinks || !asked?.enabled || !asked.include_reasoning || turn.begun) return {};
  if (turn.userText.includes(REDACT_TRIGGER)) return { reasoning: { redacted: 'cmVkYWN0ZWQ=' } };
  return { reasoning: { thinking: `A scripted thought about: ${turn.userText}` } };
}

/** Anthropic's documented test string, to which Claude's thinking comes redacted. */
const REDACT_TRIGGER = 'ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_';
