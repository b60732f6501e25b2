import type { ChatBody } from '../wire';
import { isRecord } from '../wire';
import { bodyRules } from './body';
import {
  COUNT,
  FILLED_ARRAY,
  type FieldType,
  FLAG,
  INTEGER,
  isString,
  NUMBER,
  OBJECT,
  oneOf,
  orNull,
  TEXT,
} from './field-type';
import { invalid, offRule, rule, unknownKey, unrecognized } from './rule';

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

/** The fields of heroku-api.md §1.1 that are accepted and ignored. That their types are checked is unverified: ignored-field-types. */
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

const FIELDS = { ...USED, ...IGNORED };

const [BODY_OBJECT, WELL_FORMED_TEXT, UNKNOWN_FIELD, FIELD_TYPES, MODEL_KIND] = bodyRules<ChatBody>(
  {
    fields: FIELDS,
    required: ['model', 'messages'],
    kind: 'chat',
    ownRule: ['stream_options'],
  },
);

export const FIELD_RULES = [
  BODY_OBJECT,
  WELL_FORMED_TEXT,
  rule(
    'stream-options',
    'heroku-api.md §1.1 (RUBYLLM, July 2025)',
    ({ body, personality: { streamOptions, allowIgnoredParams } }) => {
      if (body.stream_options === undefined) return undefined;
      if (body.allow_ignored_params === true && allowIgnoredParams) return undefined;
      if (!streamOptions) return unrecognized('stream_options');
      if (!isRecord(body.stream_options))
        return invalid('invalid value for stream_options: expected an object');
      const key = unknownKey(body.stream_options, ['include_usage']);
      return key === undefined ? undefined : unrecognized(`stream_options.${key}`);
    },
  ),
  UNKNOWN_FIELD,
  FIELD_TYPES,
  MODEL_KIND,
  offRule(
    'response-format',
    'heroku-api.md §1.5 says accepted and ignored: to try the other',
    ({ body }) =>
      body.response_format === undefined ? undefined : unrecognized('response_format'),
  ),
];
