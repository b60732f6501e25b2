import { TOOL_NAMES } from './call-options';
import type { Random } from './random';
import type { JSONObject, Said, Script, Supports } from './types';

/** Whether a subject supports all that a script says. */
export function isSupported(script: Script, supports: Supports = {}): boolean {
  const { tools = true, parallelTools = true, reasoning = true, json = true } = supports;
  const calls = script.says.filter(({ type }) => type === 'call').length;
  const has = (type: Said['type']) => script.says.some((said) => said.type === type);
  if (script.finish === 'content-filter' && supports.contentFilter === false) return false;
  if (calls > 0 && !tools) return false;
  if (calls > 1 && !parallelTools) return false;
  return (reasoning || !has('reasoning')) && (json || !has('json'));
}

const USAGE = { input: 11, output: 7 };

export const text = (...deltas: string[]): Said => ({ type: 'text', deltas });
export const reasoning = (replay: JSONObject | undefined, ...deltas: string[]): Said => ({
  type: 'reasoning',
  deltas,
  ...(replay && { replay }),
});
export const call = (id: string, name: string, ...deltas: string[]): Said => ({
  type: 'call',
  id,
  name,
  deltas,
});
export const json = (...deltas: string[]): Said => ({ type: 'json', deltas });
export const answer = (says: Said[], finish: Script['finish'] = 'stop'): Script => ({
  says,
  finish,
  usage: USAGE,
});

const LISBON = ['{"city"', ':"Lis', 'bon"}'] as const;
export const SIGNED: JSONObject = { signature: 'sig-4711' };

/** The scripts that every provider meets on its first day. */
export const FIXED_SCRIPTS: readonly Script[] = [
  answer([text('Hello', ' there')]),
  answer([text('One'), reasoning(undefined, 'hm'), text('two')]),
  answer([reasoning(undefined, 'Let me', ' see.'), text('Sunny', '.')]),
  answer(
    [reasoning(SIGNED, 'Let me', ' see.'), call('call_1', 'get_weather', ...LISBON)],
    'tool-calls',
  ),
  answer([call('call_1', 'get_weather', ...LISBON)], 'tool-calls'),
  answer([text('I look.'), call('call_1', 'get_weather', ...LISBON)], 'tool-calls'),
  answer([call('call_1', 'get_weather', '{}')], 'tool-calls'),
  answer(
    [
      call('call_1', 'get_weather', ...LISBON),
      call('call_2', 'find_places', '{"city":"Porto"', '}'),
    ],
    'tool-calls',
  ),
  answer([text('Too lo')], 'length'),
  answer([text('I may not')], 'content-filter'),
  answer([call('call_1', 'get_weather', '{"city"', ':"Lis')], 'length'),
  answer([json('{"name":"Lisbon",', '"people":', '545000}')]),
];

/** Words that break readers: more bytes than characters, quotes, line ends, brackets, text that looks like framing. */
const WORDS = [
  'a',
  'word',
  ' and ',
  'é',
  '日本',
  '🙂',
  '"quoted"',
  '\\',
  '\n',
  '\n\n',
  '\r\n',
  'data: [DONE]',
  '{"a":1}',
  '```json',
  '<think>',
  '\u2028',
  '0',
] as const;

/** A good answer, in any order that the AI SDK can hold. */
export function randomScript(random: Random, supports: Supports = {}): Script {
  const { tools = true, parallelTools = true, reasoning: thinks = true } = supports;
  const words = () => random.list(1, 3, () => random.pick(WORDS)).join('');
  const deltas = () => random.list(1, 4, words);
  const says: Said[] = random.list(0, 2, () =>
    thinks && random.chance(40) ? reasoning(undefined, ...deltas()) : text(...deltas()),
  );
  const calls = tools && random.chance(60) ? random.list(1, parallelTools ? 3 : 1, () => 0) : [];
  const uniqueId = random.below(1_000_000);
  calls.forEach((_, index) => {
    const input = JSON.stringify(randomObject(random, words));
    const pieces = split(random, input);
    says.push(call(`call_${uniqueId}_${index}`, random.pick(TOOL_NAMES), ...pieces));
  });
  if (says.length === 0) says.push(text(...deltas()));
  return {
    says,
    finish: calls.length > 0 ? 'tool-calls' : random.pick(['stop', 'stop', 'length']),
    usage: { input: random.below(1000), output: random.below(1000) },
  };
}

function randomObject(random: Random, words: () => string): JSONObject {
  const value = (depth: number): JSONObject[string] => {
    const kind = random.below(depth > 1 ? 4 : 6);
    if (kind === 0) return words();
    if (kind === 1) return random.below(100) - 50;
    if (kind === 2) return random.chance(50);
    if (kind === 3) return null;
    if (kind === 4) return random.list(0, 2, () => value(depth + 1));
    return object(depth + 1);
  };
  const object = (depth: number): JSONObject =>
    Object.fromEntries(
      random.list(0, 3, () => [random.pick(['city', 'days', 'note']), value(depth)] as const),
    );
  return object(0);
}

function split(random: Random, value: string): string[] {
  const pieces: string[] = [];
  for (let rest = value; rest !== ''; ) {
    const size = 1 + random.below(8);
    // A character of two units is not split: a server that sends JSON sends whole ones.
    const end = /[\ud800-\udbff]$/.test(rest.slice(0, size)) ? size + 1 : size;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return pieces;
}

/** The scripts that remain when something is taken out, the simplest first. */
export function* simplerScripts(script: Script): Generator<Script> {
  const { says } = script;
  for (const [at, said] of says.entries()) {
    if (says.length > 1) {
      const rest = says.toSpliced(at, 1);
      const hasCall = rest.some(({ type }) => type === 'call');
      const finish = script.finish === 'tool-calls' && !hasCall ? 'stop' : script.finish;
      yield { ...script, says: rest, finish };
    }
    for (const deltas of simplerDeltas(said)) {
      yield { ...script, says: says.with(at, { ...said, deltas }) };
    }
  }
  if (script.pieces && script.pieces.length > 1) yield { ...script, pieces: [1] };
}

function* simplerDeltas({ type, deltas }: Said): Generator<string[]> {
  if (type === 'call') {
    if (deltas.join('') !== '{}') yield ['{}'];
    if (deltas.length > 1) yield [deltas.join('')];
  } else if (deltas.length > 1) {
    yield deltas.slice(0, 1);
    yield deltas.slice(1);
  } else if ((deltas[0]?.length ?? 0) > 1) {
    yield ['a'];
  }
}
