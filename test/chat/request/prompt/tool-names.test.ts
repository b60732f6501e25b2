import { describe, expect, test } from 'vitest';
import { toToolNames } from '../../../../src/chat/request/prompt/tool-names';
import { toModelProfile } from '../../../../src/models/to-model-profile';
import { assistant, call, functionTool, result, tool, user } from '../prompts';

const ODD_NAMES = [
  '',
  ' ',
  'get weather',
  'get/weather',
  'get.weather',
  'get_weather',
  'get-weather',
  'get_weather_2',
  '1st',
  '-x',
  '_x',
  'x',
  '💡',
  '\ud800',
  '日本語',
  '日本人',
  'a'.repeat(64),
  'a'.repeat(65),
  `${'a'.repeat(64)}!`,
  'constructor',
  '__proto__',
  'json',
];

const namesOf = (names: string[], modelId = 'claude-4-5-sonnet') =>
  toToolNames(
    { prompt: [user('Hi')], tools: names.map((name) => functionTool(name)) },
    toModelProfile(modelId),
  );

describe.each([
  ['claude-4-5-sonnet', /^[a-zA-Z0-9_-]{1,64}$/],
  ['nova-lite', /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/],
])('for %s', (modelId, pattern) => {
  test('every name is accepted, has a name of its own, and leads back to the tool', () => {
    const names = namesOf(ODD_NAMES, modelId);
    const wire = ODD_NAMES.map((name) => names.toWire(name));
    for (const name of wire) expect(name).toMatch(pattern);
    expect(new Set(wire).size).toBe(ODD_NAMES.length);
    expect(wire.map((name) => names.aliases.get(name) ?? name)).toEqual(ODD_NAMES);
  });

  test('whatever the order of the tools', () => {
    const reversed = ODD_NAMES.toReversed();
    const names = namesOf(reversed, modelId);
    const wire = reversed.map((name) => names.toWire(name));
    expect(new Set(wire).size).toBe(ODD_NAMES.length);
    expect(wire.map((name) => names.aliases.get(name) ?? name)).toEqual(reversed);
  });

  test('names that are accepted stay', () => {
    const accepted = ODD_NAMES.filter((name) => pattern.test(name));
    const names = namesOf(ODD_NAMES, modelId);
    expect(accepted.map((name) => names.toWire(name))).toEqual(accepted);
    expect(accepted.length).toBeGreaterThan(3);
  });

  test('an unused name is accepted and taken by none', () => {
    const names = namesOf(ODD_NAMES, modelId);
    const unused = names.toUnusedName('json');
    expect(unused).toMatch(pattern);
    expect(ODD_NAMES.map((name) => names.toWire(name))).not.toContain(unused);
    expect(namesOf(['look'], modelId).toUnusedName('json')).toBe('json');
  });
});

test('a hyphen stays for Claude and goes for Nova', () => {
  expect(namesOf(['get-weather']).toWire('get-weather')).toBe('get-weather');
  expect(namesOf(['get-weather'], 'nova-lite').toWire('get-weather')).toBe('get_weather');
});

test('tools, history and choice share their names, so that one tool has one alias', () => {
  const names = toToolNames(
    {
      prompt: [user('Hi'), assistant(call('1', {}, 'a/b')), tool(result('1', 'done', 'a/b'))],
      tools: [functionTool('a/b'), functionTool('a.b')],
      toolChoice: { type: 'tool', toolName: 'a b' },
    },
    toModelProfile('claude-4-5-sonnet'),
  );
  const wire = ['a/b', 'a.b', 'a b'].map((name) => names.toWire(name));
  expect(new Set(wire).size).toBe(3);
  expect(names.aliases.size).toBe(3);
});

test.each(['kimi-k2-5', 'kimi-k2-thinking'])('ids of %s come back as they were', (modelId) => {
  const { toCallId } = toToolNames(
    { prompt: [user('Hi'), assistant(call('functions.look:0', {}, 'look'))] },
    toModelProfile(modelId),
  );
  expect(toCallId('functions.look:0')).toBe('functions.look:0');
});

test('an id that the prompt has twice keeps the form that Kimi reads', () => {
  const ids = ['functions.look:0', 'functions.look:0', 'functions.look:1'];
  const { toCallId } = toToolNames(
    { prompt: [user('Hi'), assistant(...ids.map((id) => call(id)))] },
    toModelProfile('kimi-k2-5'),
  );
  expect(ids.map(toCallId)).toEqual(['functions.look:0', 'functions.look:2', 'functions.look:1']);
});

test('the ids that no new call may have are those of the prompt and those that are sent', () => {
  const ids = ['functions.look:0', 'a', 'a'];
  const { toCallId, callIds } = toToolNames(
    { prompt: [user('Hi'), assistant(...ids.map((id) => call(id)))] },
    toModelProfile('claude-4-5-sonnet'),
  );
  const sent = ids.map(toCallId);
  expect([...callIds].sort()).toEqual(['a', 'a_2', 'functions.look:0', 'functions_look_0']);
  expect(sent).toEqual(['functions_look_0', 'a', 'a_2']);
});

test('on other families ids keep to their alphabet', () => {
  const { toCallId } = toToolNames(
    { prompt: [user('Hi'), assistant(call('functions.look:0', {}, 'look'))] },
    toModelProfile('claude-4-5-sonnet'),
  );
  expect(toCallId('functions.look:0')).toBe('functions_look_0');
});
