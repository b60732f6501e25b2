import { describe, expect, test } from 'vitest';
import { createOfferedTools } from '../../../src/parts/odd/offered-tools';

const { resolve, isPartial, join } = createOfferedTools(['get_weather', 'get_news', 'json']);

test.each([
  ['get_weather', 'get_weather'],
  ['get_weather<|channel|>commentary', 'get_weather'],
  ['get_weather<|channel|>json', 'get_weather'],
  ['get_weather</name>', 'get_weather'],
  ['get_weather<arg_key>', 'get_weather'],
  ['get_weathercommentary', 'get_weather'],
  ['functions.get_weather:0', 'get_weather'],
  ['functions.get_weather', 'get_weather'],
  ['get_weather:12', 'get_weather'],
  ['get_weather\n', 'get_weather'],
  [' get_weather ', 'get_weather'],
  ['commentary to=functions.get_weather <|constrain|>json', 'get_weather'],
  ['<|channel|>get_weather', 'get_weather'],
  ['json<|channel|>commentary', 'json'],
  ['default_api.get_weather', 'get_weather'],
  ['print(default_api.get_weather(', 'get_weather'],
  ['namespace::get_weather', 'get_weather'],
  ['"get_weather"', 'get_weather'],
  ['get_weather()', 'get_weather'],
  ['<function=get_weather>', 'get_weather'],
  ['get_weatherget_weatherget_weather', 'get_weather'],
  ['Get_Weather', 'get_weather'],
  ['get-weather', 'get_weather'],
  ['functions.getWeather:0', 'get_weather'],
  // What remains is no offered tool: the name stays, for the AI SDK to report.
  ['delete_all<|channel|>commentary', 'delete_all<|channel|>commentary'],
  ['functions.delete:0', 'functions.delete:0'],
  ['get_weather.delete', 'get_weather.delete'],
  ['get_weather_now', 'get_weather_now'],
  ['', ''],
])('%j means %j', (name, tool) => {
  expect(resolve(name)).toBe(tool);
});

test('a name that fits two tools but for its case stays as it is', () => {
  const { resolve } = createOfferedTools(['readFile', 'read_file']);
  expect(resolve('readfile')).toBe('readfile');
  expect(resolve('read_file')).toBe('read_file');
});

test('without tools every name stays as it is', () => {
  expect(createOfferedTools().resolve('functions.f:0')).toBe('functions.f:0');
});

describe('names in pieces', () => {
  test.each([
    ['get_', true],
    ['get_weather', false],
    ['got', false],
    ['', false],
  ])('more of %j is to come: %s', (name, isExpected) => {
    expect(isPartial(name)).toBe(isExpected);
  });

  test.each([
    ['get_', 'weather', 'get_weather'],
    ['get_', 'get_weather', 'get_weather'],
    ['get', '_w', 'get_w'],
    ['get_', 'mail', undefined],
    ['get_weather', 'x', undefined],
  ])('%j and %j make %j', (name, piece, whole) => {
    expect(join(name, piece)).toBe(whole);
  });
});
