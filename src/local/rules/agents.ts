import { type AgentBody, isRecord, type WireAgentTool } from '../wire';
import { bodyRules } from './body';
import { COUNT, FILLED_ARRAY, isString, NUMBER, orNull, TEXT } from './field-type';
import { MESSAGE_RULES } from './messages';
import {
  bedrock,
  firstDenial,
  invalid,
  type Rule,
  ruleFor,
  unknownKey,
  unrecognized,
} from './rule';
import { SAMPLING_RULES } from './sampling';
import { TOOL_HISTORY_RULES, toolCalls } from './tool-history';
import { PREFILL_RULE, TURN_RULES } from './turns';

const rule = ruleFor<AgentBody>();
const firmRule = ruleFor<AgentBody>('always');

/** Rules of chat that look at messages and sampling alone. */
const likeChat = <Name extends string>(rules: readonly Rule<Name>[]) =>
  rules as unknown as readonly Rule<Name, AgentBody>[];

/** Tools that read a URL, for which clients give no app (heroku-surface.md §5). */
const WITHOUT_APP = ['html_to_markdown', 'pdf_to_markdown'];

/** What `tool_params` must hold. */
const NEEDED: Record<string, readonly string[]> = {
  dyno_run_command: ['cmd', 'description'],
  postgres_get_schema: ['db_attachment'],
  postgres_run_query: ['db_attachment'],
};

const PARAMS = ['target_app_name', 'dyno_size', 'ttl_seconds', 'max_calls', 'tool_params'];

export const AGENT_RULES = [
  ...bodyRules<AgentBody>({
    fields: {
      model: TEXT,
      messages: FILLED_ARRAY,
      tools: FILLED_ARRAY,
      max_tokens_per_inference_request: COUNT,
      stop: orNull({
        expected: 'an array of strings',
        is: (value) => Array.isArray(value) && value.every(isString),
      }),
      temperature: NUMBER,
      top_p: NUMBER,
    },
    required: ['model', 'messages'],
    kind: 'chat',
  }),
  ...likeChat(MESSAGE_RULES),
  ...likeChat(TOOL_HISTORY_RULES),
  ...likeChat(TURN_RULES),
  ...likeChat(SAMPLING_RULES),
  firmRule(
    'agent-tool-keys',
    'heroku-api.md §5 for the keys and the two types; that others are refused is unverified: agents-function-tools',
    ({ body }) => firstDenial(body.tools ?? [], (tool, at) => keysDenial(tool, `tools[${at}]`)),
  ),
  rule(
    'agent-target-app',
    'heroku-api.md §5 (400 "target_app_name is required", PORTAL)',
    ({ body }) =>
      firstDenial(body.tools ?? [], ({ type, name, runtime_params: params = {} }) =>
        type === 'mcp' || WITHOUT_APP.includes(name) || params.target_app_name
          ? undefined
          : invalid('target_app_name is required'),
      ),
  ),
  rule(
    'agent-runtime-params',
    'heroku-api.md §5 (DC-tools) for names, types and limits; that more is refused is unverified: agents-ttl',
    ({ body }) =>
      firstDenial(body.tools ?? [], ({ runtime_params: params = {} }, at) => {
        const wrong = wrongParam(params);
        return wrong === undefined ? undefined : invalid(`tools[${at}].runtime_params: ${wrong}`);
      }),
  ),
  rule(
    'agent-tool-params',
    'heroku-api.md §5 (cmd, description; db_attachment); wording unverified: refusal-wording',
    ({ body }) =>
      firstDenial(body.tools ?? [], ({ name, runtime_params: params = {} }) => {
        const given = isRecord(params.tool_params) ? params.tool_params : {};
        const missing = NEEDED[name]?.find((key) => !isString(given[key]) || given[key] === '');
        return missing === undefined ? undefined : invalid(`${name}: ${missing} is required`);
      }),
  ),
  rule(
    'agent-tool-twice',
    'design.md §3 (no collisions); wording unverified: refusal-wording',
    ({ body: { tools = [] } }) => {
      const names = tools.map(({ name }) => name);
      const twice = names.find((name, at) => names.indexOf(name) !== at);
      return twice === undefined ? undefined : invalid(`tools: "${twice}" comes twice`);
    },
  ),
  rule(
    'agent-call-name',
    'language-model-v2.md B (names of tools); that it holds for names with a slash is unverified: agents-slash-names',
    ({ body }) =>
      firstDenial(toolCalls(body.messages), ({ function: { name } }) =>
        /^[a-zA-Z0-9_-]{1,64}$/.test(name)
          ? undefined
          : bedrock(
              `Value '${name}' at toolUse.name failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]{1,64}`,
            ),
      ),
  ),
  ...likeChat([PREFILL_RULE]),
];

function keysDenial(tool: unknown, path: string) {
  if (!isRecord(tool)) return invalid(`${path}: expected an object`);
  if (tool.type !== 'heroku_tool' && tool.type !== 'mcp')
    return invalid(`${path}: type must be "heroku_tool" or "mcp"`);
  const key = unknownKey(tool, ['type', 'name', 'description', 'runtime_params']);
  if (key !== undefined) return unrecognized(`${path}.${key}`);
  const { name, description, runtime_params: params }: Partial<WireAgentTool> = tool;
  if (!isString(name) || name === '') return invalid(`${path}: name is required`);
  if (description !== undefined && !isString(description))
    return invalid(`${path}: description must be a string`);
  return params === undefined || isRecord(params)
    ? undefined
    : invalid(`${path}: runtime_params must be an object`);
}

function wrongParam(params: Record<string, unknown>): string | undefined {
  const key = unknownKey(params, PARAMS);
  if (key !== undefined) return `${key} is unknown`;
  const { target_app_name: app = 'app', dyno_size: size = '', tool_params: own = {} } = params;
  const { ttl_seconds: ttl = 120, max_calls: calls = 3 } = params;
  if (!isString(app) || !isString(size)) return 'target_app_name and dyno_size are strings';
  if (!Number.isInteger(ttl) || Number(ttl) < 1 || Number(ttl) > 120)
    return 'ttl_seconds must be from 1 to 120';
  if (!Number.isInteger(calls) || Number(calls) < 1) return 'max_calls must be a positive integer';
  return isRecord(own) ? undefined : 'tool_params must be an object';
}
