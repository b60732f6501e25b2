import type { ModelFacts } from '../models';
import { isRecord, type WireMessage, type WireToolCall } from '../wire';
import { isWellFormed } from './body';
import {
  bedrock,
  failedToExecute,
  firmRule,
  firstDenial,
  invalid,
  modelRefusal,
  parseFailure,
  rule,
  unknownKey,
  unrecognized,
} from './rule';

/** Claude and Nova take fewer characters than the newer page of Bedrock allows (field-reports.md B4). */
const idPattern = ({ family }: ModelFacts): string =>
  ['claude', 'nova', 'unknown'].includes(family) ? '[a-zA-Z0-9_-]{1,64}' : '[a-zA-Z0-9_.:-]{1,64}';

export const TOOL_HISTORY_RULES = [
  firmRule(
    'tool-call-shape',
    'heroku-api.md §1.1 and §2 for the form; that unknown keys are refused is unverified: unknown-nested-field',
    ({ body }) =>
      firstDenial(body.messages, ({ tool_calls = [] }, at) =>
        firstDenial(tool_calls, (call, index) =>
          shapeDenial(call, `messages[${at}].tool_calls[${index}]`),
        ),
      ),
  ),
  rule('tool-call-arguments', 'heroku-api.md §1.3 (FLOSHIP 0.5.35)', ({ body }) =>
    firstDenial(toolCalls(body.messages), (call) =>
      isRecord(parsed(call)) ? undefined : failedToExecute(),
    ),
  ),
  rule('well-formed-arguments', 'unverified: lone-surrogate', ({ body }) =>
    firstDenial(toolCalls(body.messages), (call) =>
      isWellFormed(parsed(call)) ? undefined : parseFailure(),
    ),
  ),
  rule(
    'tool-call-id',
    'design.md §3 (ids that Bedrock refuses), field-reports.md B4 (which characters); wording unverified: refusal-wording',
    ({ body, facts }) =>
      firstDenial(idsOf(body.messages), (id) =>
        new RegExp(`^${idPattern(facts)}$`).test(id)
          ? undefined
          : bedrock(
              `Value '${id}' at toolUseId failed to satisfy constraint: Member must satisfy regular expression pattern: ${idPattern(facts)}`,
            ),
      ),
  ),
  rule('tool-call-id-twice', 'design.md §3; wording unverified: refusal-wording', ({ body }) => {
    const seen = new Set<string>();
    return firstDenial(toolCalls(body.messages), ({ id }) => {
      if (seen.has(id))
        return modelRefusal(`messages: \`tool_use\` ids must be unique, but "${id}" comes twice`);
      seen.add(id);
      return undefined;
    });
  }),
  rule(
    'tools-declared',
    'language-model-v2.md B (tools required if history has tool blocks); wording unverified: refusal-wording',
    ({ body }) =>
      body.tools || !body.messages.some((message) => message.role === 'tool' || message.tool_calls)
        ? undefined
        : bedrock(
            'The toolConfig field must be defined when using toolUse and toolResult content blocks.',
          ),
  ),
  rule(
    'tool-results',
    'language-model-v2.md B (every tool_use answered in the very next turn, all results together); wording unverified: refusal-wording',
    ({ body }) => {
      let at = 0;
      while (at < body.messages.length) {
        const { results, denial } = readResults(body.messages, at);
        if (denial) return denial;
        at += 1 + results;
      }
      return undefined;
    },
  ),
];

function shapeDenial(call: unknown, path: string) {
  if (!isRecord(call)) return invalid(`${path}: expected an object`);
  const key = unknownKey(call, ['id', 'type', 'function']);
  if (key !== undefined) return unrecognized(`${path}.${key}`);
  if (typeof call.id !== 'string') return invalid(`${path}: id must be a string`);
  if (call.type !== 'function') return invalid(`${path}: type must be "function"`);
  if (!isRecord(call.function)) return invalid(`${path}: function must be an object`);
  const inner = unknownKey(call.function, ['name', 'arguments']);
  if (inner !== undefined) return unrecognized(`${path}.function.${inner}`);
  if (typeof call.function.name !== 'string') return invalid(`${path}: function.name is required`);
  return typeof call.function.arguments === 'string' ? undefined : failedToExecute();
}

export const toolCalls = (messages: WireMessage[]): WireToolCall[] =>
  messages.flatMap(({ tool_calls = [] }) => tool_calls);

const idsOf = (messages: WireMessage[]): string[] =>
  messages.flatMap(({ tool_calls = [], tool_call_id }) => [
    ...tool_calls.map(({ id }) => id),
    ...(tool_call_id === undefined ? [] : [tool_call_id]),
  ]);

function parsed(call: WireToolCall): unknown {
  try {
    return JSON.parse(call.function.arguments);
  } catch {
    return undefined;
  }
}

/** Reads the tool messages right after the message at `at` and holds them against its calls. */
function readResults(messages: WireMessage[], at: number) {
  const message = messages[at];
  if (message?.role === 'tool') return { results: 0, denial: surplus(at) };
  const open = new Set(message?.tool_calls?.map(({ id }) => id));
  let results = 0;
  for (const { role, tool_call_id } of messages.slice(at + 1)) {
    if (role !== 'tool') break;
    results += 1;
    if (!open.delete(tool_call_id as string)) return { results, denial: surplus(at + results) };
  }
  return { results, denial: open.size > 0 ? missing(at + 1, [...open]) : undefined };
}

const surplus = (at: number) =>
  bedrock(`messages.${at}.content: toolResult block has no toolUse block in the previous turn.`);

const missing = (at: number, ids: string[]) =>
  bedrock(`Expected toolResult blocks at messages.${at}.content for the following Ids: ${ids}`);
