import { type ModelFacts, takesForcedTools } from '../models';
import { type ChatBody, isRecord } from '../wire';
import { faultIn2020, placeOf } from './json-schema';
import {
  bedrock,
  firmRule,
  firstDenial,
  invalid,
  modelRefusal,
  offRule,
  rule,
  unknownKey,
  unrecognized,
} from './rule';
import { toolCalls } from './tool-history';

const UNION_KEYS = ['anyOf', 'oneOf', 'allOf'];

const UNSEEN =
  'clients use every choice (heroku-api.md §1.4), obeyed or not is unverified: tool-choice-required; for whoever meets a model without it';

export const TOOL_RULES = [
  rule(
    'tools-unsupported',
    'no chat model of heroku-api.md §7 is known to lack them; wording unverified: refusal-wording',
    ({ body, facts }) =>
      body.tools && !facts.tools ? bedrock("This model doesn't support tool use.") : undefined,
  ),
  firmRule(
    'tool-keys',
    'heroku-api.md §1.4, language-model-v2.md B (extra keys of a tool are refused); wording unverified: refusal-wording',
    ({ body }) => firstDenial(body.tools ?? [], (tool, at) => keysDenial(tool, `tools[${at}]`)),
  ),
  rule(
    'tool-strict',
    'heroku-api.md §1.4 (`strict` is undocumented), language-model-v2.md B (one report, of another API); unverified: tool-strict',
    ({ body }) =>
      firstDenial(body.tools ?? [], ({ function: { strict } }, at) =>
        strict === undefined ? undefined : unrecognized(`tools[${at}].function.strict`),
      ),
  ),
  firmRule(
    'tool-parameters',
    'heroku-api.md §1.4, language-model-v2.md B (parameters present); wording unverified: refusal-wording',
    ({ body }) =>
      firstDenial(body.tools ?? [], ({ function: { parameters } }, at) =>
        isRecord(parameters) ? undefined : invalid(`tools[${at}].function.parameters is required`),
      ),
  ),
  rule(
    'tool-root-type',
    'heroku-api.md §1.4, language-model-v2.md B (schema must be an object); wording unverified: refusal-wording',
    ({ body }) =>
      firstDenial(body.tools ?? [], ({ function: { parameters } }, at) =>
        parameters.type === 'object' || hasRootUnion(parameters)
          ? undefined
          : bedrock(`tools.${at}: The value at toolSpec.inputSchema.json.type must be: object.`),
      ),
  ),
  rule(
    'tool-root-union-type',
    'field-reports.md B2 (other families than Claude want a type beside a union at the root); wording unverified: refusal-wording',
    ({ body, facts }) =>
      firstSchemaDenial(facts.family === 'claude' ? {} : body, (parameters, at) =>
        parameters.type !== undefined || !hasRootUnion(parameters)
          ? undefined
          : bedrock(`tools.${at}: The value at toolSpec.inputSchema.json.type must be: object.`),
      ),
  ),
  rule(
    'tool-schema-dollar',
    'heroku-surface.md §0.4 (`$schema` is refused at any depth); wording of the path unverified: dollar-schema-nested',
    ({ body }) =>
      firstSchemaDenial(body, (parameters, at) => {
        const place = placeOf('$schema', parameters);
        return place === undefined
          ? undefined
          : unrecognized(`tools[${at}].function.parameters.${place}`);
      }),
  ),
  rule(
    'tool-schema-2020-12',
    'field-reports.md B2 (Claude wants JSON Schema 2020-12, by the meta-schema)',
    ({ body, facts }) =>
      firstSchemaDenial(body, (parameters, at) =>
        facts.family === 'claude' && faultIn2020(parameters) !== undefined
          ? modelRefusal(
              `tools.${at}.custom.input_schema: JSON schema is invalid. It must match JSON Schema draft 2020-12 (https://json-schema.org/draft/2020-12). Learn more about tool use at https://docs.claude.com/en/docs/tool-use.`,
            )
          : undefined,
      ),
  ),
  rule(
    'tool-schema-nova',
    'field-reports.md B2 (Nova takes type, properties and required at the root: AWS); wording unverified: refusal-wording',
    ({ body, facts }) =>
      firstSchemaDenial(body, (parameters, at) => {
        if (!isNova(facts)) return undefined;
        const key = unknownKey(parameters, ['type', 'properties', 'required']);
        return key !== undefined
          ? bedrock(`tools.${at}: toolSpec.inputSchema.json has the unsupported key ${key}`)
          : undefined;
      }),
  ),
  rule(
    'tool-description-blank',
    'field-reports.md B2 (blank tool descriptions are left out); wording unverified: refusal-wording',
    ({ body }) =>
      firstDenial(body.tools ?? [], ({ function: { description } }, at) =>
        description?.trim() === ''
          ? bedrock(
              `Value '' at tools.${at}.toolSpec.description failed to satisfy constraint: Member must have length greater than or equal to 1`,
            )
          : undefined,
      ),
  ),
  rule(
    'tool-name',
    'language-model-v2.md B (tool name); wording unverified: refusal-wording',
    ({ body }) =>
      firstDenial(namesIn(body), (name) =>
        /^[a-zA-Z0-9_-]{1,64}$/.test(name) ? undefined : nameDenial(name, '[a-zA-Z0-9_-]{1,64}'),
      ),
  ),
  rule(
    'tool-name-nova',
    'language-model-v2.md B (Nova fails on hyphens); wording unverified: refusal-wording',
    ({ body, facts }) =>
      firstDenial(isNova(facts) ? namesIn(body) : [], (name) =>
        /^[a-zA-Z][a-zA-Z0-9_]*$/.test(name)
          ? undefined
          : nameDenial(name, '[a-zA-Z][a-zA-Z0-9_]*'),
      ),
  ),
  rule(
    'tool-name-twice',
    'design.md §3 (no collisions); wording unverified: refusal-wording',
    ({ body }) => {
      const names = (body.tools ?? []).map((tool) => tool.function.name);
      const twice = names.find((name, at) => names.indexOf(name) !== at);
      return twice === undefined
        ? undefined
        : modelRefusal(`tools: Tool names must be unique, but "${twice}" comes twice`);
    },
  ),
  rule(
    'tool-choice',
    'heroku-api.md §1.4 for the forms; wording unverified: refusal-wording',
    ({ body }) => choiceDenial(body),
  ),
  rule(
    'tool-choice-forced',
    'field-reports.md B1 (Claude from 5.5 on), B5 (Kimi K2 Thinking); wording unverified: refusal-wording',
    ({ body: { tool_choice: choice = 'auto' }, facts }) =>
      !takesForcedTools(facts) && (choice === 'required' || isRecord(choice))
        ? bedrock("This model doesn't support a tool choice that forces tool use.")
        : undefined,
  ),
  ...(['none', 'required'] as const).map((word) =>
    offRule(`tool-choice-${word}`, UNSEEN, ({ body }) =>
      body.tool_choice === word ? invalid('invalid tool_choice') : undefined,
    ),
  ),
  offRule('tool-choice-named', UNSEEN, ({ body }) =>
    isRecord(body.tool_choice) ? invalid('invalid tool_choice') : undefined,
  ),
];

/** With the prefill last of all rules: a provider cannot rewrite such a schema, so tests can except them. */
export const LAST_TOOL_RULES = [
  rule(
    'tool-schema-root-union',
    'heroku-api.md §1.4 (likely Bedrock limit, unverified: root-any-of), field-reports.md B2 (Claude)',
    ({ body, facts }) =>
      firstSchemaDenial(facts.family === 'claude' ? body : {}, (parameters, at) =>
        hasRootUnion(parameters)
          ? modelRefusal(
              `tools.${at}.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level`,
            )
          : undefined,
      ),
  ),
  rule(
    'tool-property-names',
    'field-reports.md B2 (names at the root outside [a-zA-Z0-9_.-]{1,64} are refused on Claude)',
    ({ body, facts }) =>
      firstSchemaDenial(facts.family === 'claude' ? body : {}, ({ properties }, at) =>
        isRecord(properties) &&
        Object.keys(properties).some((name) => !/^[a-zA-Z0-9_.-]{1,64}$/.test(name))
          ? modelRefusal(
              `tools.${at}.custom.input_schema.properties: Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$'`,
            )
          : undefined,
      ),
  ),
];

function firstSchemaDenial(
  { tools = [] }: Pick<Partial<ChatBody>, 'tools'>,
  check: (
    parameters: Record<string, unknown>,
    at: number,
  ) => ReturnType<typeof invalid> | undefined,
) {
  return firstDenial(tools, (tool, at) => check(tool.function.parameters, at));
}

const isNova = ({ family }: ModelFacts): boolean => family === 'nova';

const hasRootUnion = (parameters: Record<string, unknown>): boolean =>
  UNION_KEYS.some((key) => Object.hasOwn(parameters, key));

function keysDenial(tool: unknown, path: string) {
  if (!isRecord(tool)) return invalid(`${path}: expected an object`);
  const key = unknownKey(tool, ['type', 'function']);
  if (key !== undefined) return unrecognized(`${path}.${key}`);
  if (tool.type !== 'function') return invalid(`${path}: type must be "function"`);
  if (!isRecord(tool.function)) return invalid(`${path}: function must be an object`);
  const inner = unknownKey(tool.function, ['name', 'description', 'parameters', 'strict']);
  if (inner !== undefined) return unrecognized(`${path}.function.${inner}`);
  const { name, description, strict } = tool.function;
  if (typeof name !== 'string') return invalid(`${path}: function.name is required`);
  if (!['undefined', 'boolean'].includes(typeof strict) && strict !== null)
    return invalid(`${path}: function.strict must be a boolean`);
  return description === undefined || typeof description === 'string'
    ? undefined
    : invalid(`${path}: function.description must be a string`);
}

/** Every place a tool is named: tools, calls and results in the history, the named choice. */
function namesIn({ tools = [], messages, tool_choice }: ChatBody): string[] {
  return [
    ...tools.map((tool) => tool.function.name),
    ...toolCalls(messages).map((call) => call.function.name),
    ...messages.flatMap(({ role, name }) => (role === 'tool' && name !== undefined ? [name] : [])),
    ...(isRecord(tool_choice) ? namedChoice(tool_choice) : []),
  ];
}

const namedChoice = (choice: Record<string, unknown>): string[] =>
  isRecord(choice.function) && typeof choice.function.name === 'string'
    ? [choice.function.name]
    : [];

const nameDenial = (name: string, pattern: string) =>
  bedrock(
    `Value '${name}' at tool name failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`,
  );

function choiceDenial({ tools, tool_choice: choice }: ChatBody) {
  if (choice === undefined) return undefined;
  if (!tools) return invalid('tool_choice is only allowed when tools are specified');
  if (typeof choice === 'string')
    return ['auto', 'none', 'required'].includes(choice)
      ? undefined
      : invalid('invalid tool_choice');
  const key = unknownKey(choice, ['type', 'function']);
  if (key !== undefined) return unrecognized(`tool_choice.${key}`);
  const [name] = namedChoice(choice);
  if (choice.type !== 'function' || name === undefined) return invalid('invalid tool_choice');
  const inner = unknownKey(choice.function, ['name']);
  if (inner !== undefined) return unrecognized(`tool_choice.function.${inner}`);
  return tools.some((tool) => tool.function.name === name)
    ? undefined
    : invalid(`tool_choice names "${name}", which is not among the tools`);
}
