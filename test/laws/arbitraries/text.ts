import fc from 'fast-check';

const plain = fc.constantFrom(
  'Hello',
  'What is the weather in Oslo?',
  'Two\nlines',
  'naïve café',
  '天気はどうですか',
  '👩‍👩‍👧 and 🇳🇴',
  'Call get_weather, then answer.',
);

const blank = fc.constantFrom('', ' ', '\n', ' \t\r\n', '\u00a0', '\u2003');

export const loneSurrogates = fc.constantFrom(
  '\ud800',
  'before \udfff after',
  'cut \ud83d',
  '\ude00 cut',
  '\ud83d\ud83d\ude00',
);

/** Texts that a careless reader takes for something else. */
const tricky = fc.constantFrom(
  '[1,2]',
  '{"a":1}',
  '{"a":"\\ud800"}',
  '["\\udfff"]',
  '"quoted"',
  '-1.5e3',
  'true',
  'null',
  '.',
  ' [ 1 ] ',
  '[1',
  '{"a":',
  '$schema',
  'data:image/png;base64,',
  'https://example.com/a.png',
  '__proto__',
);

const anything = fc.string({ unit: 'binary', maxLength: 12 });

/** Any text a prompt may hold. */
export const text = fc.oneof(
  { weight: 8, arbitrary: plain },
  { weight: 2, arbitrary: plain.map((words) => `  ${words} \n`) },
  { weight: 2, arbitrary: blank },
  { weight: 2, arbitrary: tricky },
  { weight: 1, arbitrary: loneSurrogates },
  { weight: 2, arbitrary: anything },
);

const longId = 'call_'.padEnd(70, 'x');

/** Ids that Bedrock refuses, and ids that collide with each other or with what an alias may become. */
export const oddId = fc.constantFrom(
  'call_1',
  'call_2',
  'call_1_2',
  'call:1',
  'call.1',
  'call 1',
  'functions.get_weather:0',
  'ü',
  '',
  '_',
  '\ud800',
  '__proto__',
  'constructor',
  longId,
  `${longId}y`,
  `${longId.slice(0, 64)}`,
);

const longName = 'tool_'.padEnd(100, 'x');

export const toolName = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('get_weather', 'search', 'json') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'get-weather',
      'get weather',
      'get.weather',
      'get/weather',
      'json_2',
      '',
      '_',
      '1st',
      '_1st',
      '天気',
      '气温',
      'wetter_für',
      '\ud800',
      '__proto__',
      'constructor',
      longName,
      `${longName}y`,
      longName.slice(0, 64),
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);
