import { describe, expect, test } from 'vitest';
import {
  type Change,
  fieldsOf,
  type RequestBody,
  toFieldChange,
} from '../../../src/chat/refusals/field-changes';

const NOTHING: Change = { profile: {}, omit: [] };
const profile = (cells: Change['profile']): Change => ({ profile: cells, omit: [] });
const omit = (...fields: Change['omit'] & string[]): Change => ({ profile: {}, omit: fields });

describe('the field that a refusal names, in lower case', () => {
  test.each<[named: string, change: Change, body?: RequestBody]>([
    ['temperature', profile({ temperature: false })],
    ['top_p', profile({ topP: false })],
    ['topp', profile({ topP: false })],
    ['top_k', profile({ topK: false })],
    ['topk', profile({ topK: false })],
    ['stop', profile({ stopSequences: false })],
    ['stop_sequences', profile({ stopSequences: false })],
    ['stopsequences', profile({ stopSequences: false })],
    ['max_tokens', profile({ outputLimit: 'max_completion_tokens' })],
    ['maxtokens', profile({ outputLimit: 'max_completion_tokens' })],
    ['max_completion_tokens', profile({ outputLimit: 'max_tokens' })],
    ['reasoning_effort', profile({ reasoningEffort: 'never' })],
    ['effort', profile({ reasoningEffort: 'never' })],
    ['output_config', profile({ reasoningEffort: 'never' })],
    ['output_config.effort', profile({ reasoningEffort: 'never' })],
    ['reasoning', profile({ thinkingReplay: false })],
    ['messages[1].reasoning', profile({ thinkingReplay: false })],
    ['messages.12.reasoning', profile({ thinkingReplay: false })],
    ['stream_options', omit('stream_options')],
    ['body.stream_options', omit('stream_options')],
    ['stream_options.', omit('stream_options')],
    ['stream_options.include_usage', omit('stream_options')],
    ['parallel_tool_calls', omit('parallel_tool_calls')],
    ['tool_choice.disable_parallel_tool_use', omit('parallel_tool_calls')],
    ['response_format', omit('response_format')],
    ['allow_ignored_params', omit('allow_ignored_params')],
    ['tool_choice', omit('tool_choice'), { tool_choice: 'auto' }],
    ['tool_choice', profile({ bannedTools: false }), { tool_choice: 'none' }],
    ['tool_choice', profile({ forcedTools: false }), { tool_choice: 'required' }],
    ['toolconfig.toolchoice.any', profile({ forcedTools: false }), { tool_choice: 'required' }],
    ['tool_choice[type]', profile({ forcedTools: false }), { tool_choice: 'required' }],
    ['temperature and top_k', profile({ temperature: false, topK: false })],
    ['temperature or top_k', profile({ temperature: false, topK: false })],
    ['temperature, top_p, or top_k', profile({ temperature: false, topP: false, topK: false })],
    ['stream_options, response_format', omit('stream_options', 'response_format')],
  ])('%s', (named, change, body = {}) => {
    expect(toFieldChange(named, body, [])).toEqual(change);
  });

  test.each([
    'an_unknown_field',
    'x.body.stream_options',
    'toString',
    'topps',
    'stoptopp',
    'stopsequencess',
    'mystopsequences',
    'maxtokenss',
    'mymaxtokens',
    'output_configs',
    'my_output_config',
    // A form of the answer, not an effort.
    'output_config.format',
    'my_effort',
    'efforts',
    'my_toolchoice',
    'my.toolconfig.top_k',
    'my_tool_choice',
    'messages[1].content',
    'messages[1].reasonings',
    'my.messages[1].reasoning',
    'tools[0].top_k',
    'tools.0.function.top_k',
  ])('%s is none of this package', (named) => {
    expect(toFieldChange(named, {}, [])).toEqual(NOTHING);
  });

  test.each<[why: string, named: string, body: RequestBody, extraFields: string[]]>([
    ['cannot be left out', 'messages', { messages: [] }, []],
    ['cannot be left out, beside one that can', 'tools and top_k', { tools: [] }, []],
    ['was put in by the caller', 'top_k', { top_k: 5 }, ['top_k']],
  ])('nothing is taught of a field that %s', (_why, named, body, extraFields) => {
    expect(toFieldChange(named, body, extraFields)).toEqual({});
  });
});

test('the fields that a change is about', () => {
  const change: Change = {
    profile: {
      temperature: false,
      topP: false,
      topK: false,
      stopSequences: false,
      thinking: 'none',
      reasoningEffort: 'never',
      forcedTools: false,
      bannedTools: false,
      thinkingReplay: false,
      outputLimit: 'max_tokens',
    },
    omit: ['stream_options'],
  };
  expect(fieldsOf(change)).toEqual([
    'temperature',
    'top_p',
    'top_k',
    'stop',
    'extended_thinking',
    'reasoning_effort',
    'tool_choice',
    'tool_choice',
    'messages',
    'max_tokens',
    'stream_options',
  ]);
  expect(fieldsOf({})).toEqual([]);
});
