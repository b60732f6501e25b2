import type { Exchange } from '../exchange';
import {
  ASK_WEATHER,
  calledTools,
  showCalls,
  TIME,
  tool,
  user,
  WEATHER,
  weatherHistory,
} from './parts';
import { type Finding, holds, isRefused, isTaken, type Probe, unclear } from './probe';

const HELLO = [user('Say hello. Call no tool.')];

/** Whether a tool choice is taken and obeyed. */
function isObeyed(exchange: Exchange, isSo: (names: string[]) => boolean): Finding {
  if (!exchange.ok) return isTaken(exchange, /tool.?choice/i);
  return holds(isSo(calledTools(exchange)), showCalls(exchange));
}

/** A tool whose parameters are these. */
const withParameters = (parameters: object) => ({
  max_tokens: 64,
  tools: [tool('get_weather', parameters)],
});

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

const SCHEMA_WORDS = /schema|tools?\b|parameters|items|anyOf/i;

export const TOOLS: Probe[] = [
  {
    id: 'tool-choice-default',
    statement: 'Tools without `tool_choice` are offered as `auto`.',
    source: 'heroku-api.md §1.4',
    calls: 1,
    tokens: 64,
    run: async ({ chat }) => {
      const answer = await chat({ max_tokens: 64, messages: HELLO, tools: [WEATHER] });
      if (!answer.ok) return unclear(answer.summary);
      return holds(calledTools(answer).length === 0, showCalls(answer));
    },
  },
  {
    id: 'tool-choice-none',
    statement: '`tool_choice: "none"` is taken and obeyed.',
    source: 'heroku-api.md §1.4',
    calls: 1,
    tokens: 64,
    run: async ({ chat }) =>
      isObeyed(
        await chat({
          max_tokens: 64,
          messages: ASK_WEATHER,
          tools: [WEATHER],
          tool_choice: 'none',
        }),
        (names) => names.length === 0,
      ),
  },
  {
    id: 'tool-choice-required',
    statement: '`tool_choice: "required"` is taken and obeyed.',
    source: 'heroku-api.md §1.4',
    calls: 1,
    tokens: 64,
    run: async ({ chat }) =>
      isObeyed(
        await chat({ max_tokens: 64, messages: HELLO, tools: [WEATHER], tool_choice: 'required' }),
        (names) => names.length > 0,
      ),
  },
  {
    id: 'tool-choice-named',
    statement: 'A tool choice that names a tool is taken and obeyed.',
    source: 'heroku-api.md §1.4',
    calls: 1,
    tokens: 64,
    run: async ({ chat }) =>
      isObeyed(
        await chat({
          max_tokens: 64,
          messages: HELLO,
          tools: [WEATHER, TIME],
          tool_choice: { type: 'function', function: { name: 'get_time' } },
        }),
        (names) => names.length > 0 && names.every((name) => name === 'get_time'),
      ),
  },
  {
    id: 'dollar-schema',
    statement: '`$schema` in the parameters of a tool is refused.',
    source: 'heroku-api.md §1.4',
    calls: 1,
    tokens: 64,
    run: async ({ chat }) =>
      isRefused(
        await chat(
          withParameters({ $schema: 'http://json-schema.org/draft-07/schema#', ...object({}) }),
        ),
        /\$schema/,
      ),
  },
  {
    id: 'dollar-schema-nested',
    statement: '`$schema` is refused at any depth of the parameters.',
    source: 'heroku-surface.md §0.4',
    calls: 1,
    tokens: 64,
    run: async ({ chat }) => {
      const city = { $schema: 'http://json-schema.org/draft-07/schema#', type: 'string' };
      return isRefused(await chat(withParameters(object({ city }))), /\$schema/);
    },
  },
  {
    id: 'tuple-schema',
    statement: 'Draft-7 tuples (`items: [...]`) in the parameters of a tool are refused.',
    source: 'field-reports.md B2',
    calls: 1,
    tokens: 64,
    run: async ({ chat }) => {
      const pair = { type: 'array', items: [{ type: 'string' }, { type: 'number' }] };
      return isRefused(await chat(withParameters(object({ pair }))), SCHEMA_WORDS);
    },
  },
  {
    id: 'prefix-items',
    statement: '2020-12 tuples (`prefixItems`) in the parameters of a tool are taken.',
    source: 'field-reports.md B2',
    calls: 1,
    tokens: 64,
    run: async ({ chat }) => {
      const pair = { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] };
      return isTaken(await chat(withParameters(object({ pair }))), SCHEMA_WORDS);
    },
  },
  {
    id: 'root-any-of',
    statement: '`anyOf` at the root of the parameters of a tool is refused.',
    source: 'heroku-api.md §1.4',
    calls: 1,
    tokens: 64,
    run: async ({ chat }) =>
      isRefused(
        await chat(withParameters(object({}, { anyOf: [object({}), object({})] }))),
        SCHEMA_WORDS,
      ),
  },
  {
    id: 'tool-strict',
    statement: '`strict` beside the parameters of a tool is refused.',
    source: 'heroku-api.md §1.4',
    calls: 1,
    tokens: 64,
    run: async ({ chat }) => {
      const strict = { ...WEATHER, function: { ...WEATHER.function, strict: true } };
      return isRefused(await chat({ max_tokens: 64, tools: [strict] }), /strict/);
    },
  },
  {
    id: 'tool-names-dotted',
    statement: 'Names of tools with a dot are refused.',
    source: 'language-model-v2.md B',
    calls: 1,
    tokens: 64,
    run: async ({ chat }) =>
      isRefused(await chat({ max_tokens: 64, tools: [tool('weather.get')] }), /name|pattern|tool/i),
  },
  {
    id: 'tools-for-history',
    statement: 'A history with tool calls is refused without `tools`.',
    source: 'language-model-v2.md B',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) => isRefused(await chat({ messages: weatherHistory() }), /tool/i),
  },
  {
    id: 'empty-content',
    statement: 'An assistant message with tool calls is refused if its `content` is empty.',
    source: 'heroku-api.md §1.3',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isRefused(
        await chat({ messages: weatherHistory({ content: '' }), tools: [WEATHER] }),
        /content/,
      ),
  },
  {
    id: 'blank-content',
    statement: 'An assistant message with tool calls is taken if its `content` is one space.',
    source: 'heroku-api.md §1.3',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isTaken(
        await chat({ messages: weatherHistory({ content: ' ' }), tools: [WEATHER] }),
        /content|text|white/i,
      ),
  },
  {
    id: 'long-call-ids',
    statement: 'Ids of tool calls with more than 64 characters are refused.',
    source: 'language-model-v2.md B',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isRefused(
        await chat({ messages: weatherHistory({ id: 'a'.repeat(80) }), tools: [WEATHER] }),
        /\bid\b|_id|toolUseId|length|pattern/i,
      ),
  },
  {
    id: 'dotted-call-ids',
    statement: 'Ids of tool calls such as `functions.name:0` are refused.',
    source: 'field-reports.md B4',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isRefused(
        await chat({
          messages: weatherHistory({ id: 'functions.get_weather:0' }),
          tools: [WEATHER],
        }),
        /\bid\b|_id|toolUseId|pattern/i,
      ),
  },
];
