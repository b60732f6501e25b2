import { isSystem, lastUserIndex, textOf } from './conversation';
import type { ErrorShape } from './errors';
import { type JsonSchema, jsonFromSchema } from './json-from-schema';
import type { ModelFacts } from './models';
import { requestedSchema } from './prompted-json';
import type { ChatRequest } from './requests';
import { fittingTools, forcedTools } from './tool-picking';
import type { ChatBody, WireMessage, WireTool } from './wire';

export type ScriptedToolCall = {
  /** Made up by the server when absent. */
  id?: string;
  name: string;
  /** An object is written as JSON; a string is sent as it is, broken or not. */
  arguments: Record<string, unknown> | string;
};

export type ScriptedReasoning = {
  thinking?: string;
  /** Computed when absent; null leaves the thinking unsigned. */
  signature?: string | null;
  /** The data of redacted thinking, which comes instead of a thought. */
  redacted?: string;
};

/** What the server is to answer; it is written as a stream or as one body, as the request asks. */
export type ScriptedAnswer = {
  text?: string;
  reasoning?: ScriptedReasoning;
  toolCalls?: ScriptedToolCall[];
  /** `tool_calls` or `stop` when absent. */
  finishReason?: string;
  /** A rough count when absent; null leaves usage out. */
  usage?: Record<string, unknown> | null;
  /** An error status makes the whole answer an error. */
  status?: number;
  /** With an error status the body; without one a stream breaks off with it, and a plain answer is a 500. */
  error?: { message: string; type?: string; code?: number; shape?: ErrorShape };
  headers?: Record<string, string>;
};

export const GREETING = 'This is a scripted local Heroku.';

/** The default script: a small set of rules, no model. The same request always gets the same answer. */
export function scriptedAnswer({ body, facts }: ChatRequest): ScriptedAnswer {
  const turn = currentTurn(body.messages);
  return { ...reasoningFor(body, facts, turn), ...spokenAnswer(body, turn) };
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

function spokenAnswer(body: ChatBody, turn: Turn): ScriptedAnswer {
  const answered = turn.results.map(({ name }) => name);
  const forced = forcedTools(body, turn.userText, answered);
  if (forced.length > 0) return { toolCalls: callsTo(forced, turn) };
  const fitting = fittingTools(body, turn.userText, answered);
  if (fitting.length > 0)
    return { text: `${GREETING} I call ${namesOf(fitting)}.`, toolCalls: callsTo(fitting, turn) };
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
  return { reasoning: { thinking: `A scripted thought about: ${turn.userText}` } };
}
