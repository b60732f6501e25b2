import { isRecord } from '../wire';
import { invalid, parseFailure, type Rule, rule, unknownKey, unrecognized } from './rule';

type FieldType = { expected: string; is: (value: unknown) => boolean };

const isString = (value: unknown): boolean => typeof value === 'string';
const isInteger = (value: unknown): boolean => Number.isInteger(value);
const TEXT: FieldType = { expected: 'a string', is: isString };
const FLAG: FieldType = { expected: 'a boolean', is: (value) => typeof value === 'boolean' };
const NUMBER: FieldType = { expected: 'a number', is: (value) => typeof value === 'number' };
const INTEGER: FieldType = { expected: 'an integer', is: isInteger };
const OBJECT: FieldType = { expected: 'an object', is: isRecord };
const COUNT: FieldType = {
  expected: 'a positive integer',
  is: (value) => isInteger(value) && (value as number) > 0,
};
const FILLED_ARRAY: FieldType = {
  expected: 'a non-empty array',
  is: (value) => Array.isArray(value) && value.length > 0,
};

const oneOf = (...words: string[]): FieldType => ({
  expected: words.map((word) => `"${word}"`).join(' or '),
  is: (value) => words.includes(value as string),
});

const orNull = ({ expected, is }: FieldType): FieldType => ({
  expected: `${expected} or null`,
  is: (value) => value === null || is(value),
});

/** The fields of heroku-api.md §1.1 that do something. `stop` and `extended_thinking` have null as default there. */
const USED: Record<string, FieldType> = {
  model: TEXT,
  messages: FILLED_ARRAY,
  max_tokens: COUNT,
  max_completion_tokens: COUNT,
  temperature: NUMBER,
  top_p: NUMBER,
  top_k: COUNT,
  stop: orNull({
    expected: 'an array of strings',
    is: (value) => Array.isArray(value) && value.every(isString),
  }),
  stream: FLAG,
  tools: FILLED_ARRAY,
  tool_choice: {
    expected: 'a string or an object',
    is: (value) => isString(value) || isRecord(value),
  },
  tool_options: OBJECT,
  parallel_tool_calls: FLAG,
  reasoning_effort: oneOf('low', 'medium', 'high'),
  extended_thinking: orNull(OBJECT),
  modalities: {
    expected: '["text"]',
    is: (value) => Array.isArray(value) && value.length === 1 && value[0] === 'text',
  },
  allow_ignored_params: FLAG,
  user: TEXT,
};

/** The fields of heroku-api.md §1.1 that are accepted and ignored. That their types are checked is unverified. */
const IGNORED: Record<string, FieldType> = {
  n: COUNT,
  frequency_penalty: NUMBER,
  presence_penalty: NUMBER,
  logit_bias: OBJECT,
  logprobs: FLAG,
  seed: INTEGER,
  response_format: OBJECT,
  store: FLAG,
  metadata: OBJECT,
  prediction: OBJECT,
  service_tier: TEXT,
  safety_identifier: TEXT,
  audio: OBJECT,
  verbosity: TEXT,
};

const FIELDS = new Map(Object.entries({ ...USED, ...IGNORED }));
const REQUIRED = ['model', 'messages'];

export const FIELD_RULES: Rule[] = [
  rule(
    'body-object',
    'heroku-api.md §4 shape 1; that it covers a body of another type is unverified',
    (context) => (isRecord(context.body) ? undefined : parseFailure()),
  ),
  rule(
    'well-formed-text',
    'unverified: a lone surrogate has no UTF-8 form; message of heroku-api.md §4 shape 1',
    (context) => (isWellFormed(context.body) ? undefined : parseFailure()),
  ),
  rule('stream-options', 'heroku-api.md §1.1 (RUBYLLM, July 2025)', ({ body, streamOptions }) => {
    if (body.stream_options === undefined || body.allow_ignored_params === true) return undefined;
    if (!streamOptions) return unrecognized('stream_options');
    if (!isRecord(body.stream_options)) return invalid(wrongType('stream_options', 'an object'));
    const key = unknownKey(body.stream_options, ['include_usage']);
    return key === undefined ? undefined : unrecognized(`stream_options.${key}`);
  }),
  rule('unknown-field', 'heroku-api.md §1.1 (RUBYLLM)', ({ body }) => {
    if (body.allow_ignored_params === true) return undefined;
    const known = (name: string) => FIELDS.has(name) || name === 'stream_options';
    const name = Object.keys(body).find((field) => !known(field));
    return name === undefined ? undefined : unrecognized(name);
  }),
  rule('field-types', 'heroku-api.md §1.1 for the types; wording unverified', ({ body }) => {
    const missing = REQUIRED.find((name) => body[name] === undefined);
    if (missing) return invalid(`${missing} is required`);
    for (const [name, value] of Object.entries(body)) {
      const type = FIELDS.get(name);
      if (type && !type.is(value)) return invalid(wrongType(name, type.expected));
    }
    return undefined;
  }),
  rule('model-kind', 'heroku-api.md §7 (types of models); wording unverified', ({ body, facts }) =>
    (facts.kind ?? 'chat') === 'chat'
      ? undefined
      : invalid(`model ${body.model} does not support chat completions`),
  ),
];

const wrongType = (name: string, expected: string): string =>
  `invalid value for ${name}: expected ${expected}`;

/** Whether every string in a JSON value, keys included, is free of lone surrogates. */
export function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (Array.isArray(value)) return value.every(isWellFormed);
  if (!isRecord(value)) return true;
  return Object.entries(value).every(([key, item]) => key.isWellFormed() && isWellFormed(item));
}
