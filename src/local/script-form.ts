import type { ScriptedAnswer } from './answers';
import { isRecord } from './wire';

/** The form of one field of a script: whether a value has it, and an example that has. */
type Form = { example: string; fits: (value: unknown) => boolean; fields?: Fields };
type Fields = Readonly<Record<string, Form>>;

const isText = (value: unknown): boolean => typeof value === 'string';
const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;

const text = (example: string): Form => ({ example: `'${example}'`, fits: isText });

const REASONING: Form = {
  example: "{ thinking: 'text' }",
  fits: isRecord,
  fields: {
    thinking: text('text'),
    signature: { example: "'text', or null", fits: (value) => value === null || isText(value) },
    redacted: text('text'),
  },
};

const CALL: Fields = {
  id: text('tooluse_1'),
  name: text('get_weather'),
  arguments: {
    example: "{ city: 'Oslo' }, or a text",
    fits: (value) => isRecord(value) || isText(value),
  },
  result: {
    example: 'a text, an object, or null',
    fits: (value) => value === null || isRecord(value) || isText(value),
  },
  isError: { example: 'true', fits: (value) => typeof value === 'boolean' },
};

const INFERENCE: Fields = {
  text: text('text'),
  reasoning: REASONING,
  toolCalls: {
    example: "[{ name: 'get_weather', arguments: { city: 'Oslo' } }]",
    fits: Array.isArray,
    fields: CALL,
  },
  finishReason: text('stop'),
  usage: {
    example: '{ prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }, or null',
    fits: (value) => value === null || isRecord(value),
  },
};

const SHAPES = ['json-string', 'object', 'bare', 'text'];

const ANSWER: Fields = {
  ...INFERENCE,
  inferences: { example: "[{ text: 'text' }]", fits: Array.isArray, fields: INFERENCE },
  status: {
    example: '503',
    fits: (value) => isCount(value) && (value as number) >= 200 && (value as number) <= 599,
  },
  error: {
    example: "{ message: 'text' }",
    fits: (value) => isRecord(value) && isText(value.message),
    fields: {
      message: text('text'),
      type: text('server_error'),
      code: { example: '503', fits: (value) => typeof value === 'number' },
      shape: {
        example: SHAPES.map((shape) => `'${shape}'`).join(' or '),
        fits: (value) => SHAPES.includes(value as string),
      },
    },
  },
  cutAfter: { example: '3', fits: isCount },
  headers: {
    example: "{ 'x-request-id': 'text' }",
    fits: (value) => isRecord(value) && Object.values(value).every(isText),
  },
};

/** What a field of a call must not be without. */
const NEEDED = ['name', 'arguments'];

/**
 * The answer, once every value in it has its form.
 * @throws TypeError that names the value, and shows one of the right form.
 */
export function checkedAnswer(answer: unknown): ScriptedAnswer {
  if (!isRecord(answer))
    throw new TypeError(
      `A scripted answer is an object such as { text: 'text' }, a Response or undefined, not ${shown(answer)}`,
    );
  checkFields(answer, ANSWER, 'A scripted answer');
  return answer as ScriptedAnswer;
}

function checkFields(value: Record<string, unknown>, fields: Fields, path: string): void {
  for (const [name, held] of Object.entries(value)) {
    const form = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!form) {
      const names = Object.keys(fields).join(', ');
      throw new TypeError(`${path} has no field ${name}; its fields are: ${names}`);
    }
    if (held !== undefined) checkValue(held, form, `${path}: ${name}`);
  }
}

function checkValue(value: unknown, { example, fits, fields }: Form, path: string): void {
  if (!fits(value)) throw new TypeError(`${path} is ${example}, not ${shown(value)}`);
  if (!fields) return;
  if (isRecord(value)) checkFields(value, fields, path);
  if (!Array.isArray(value)) return;
  for (const [at, one] of value.entries()) {
    const isWhole =
      isRecord(one) && (fields !== CALL || NEEDED.every((name) => one[name] !== undefined));
    if (!isWhole) throw new TypeError(`${path} is ${example}, not ${shown(value)}`);
    checkFields(one, fields, `${path}[${at}]`);
  }
}

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 80 ? `${json.slice(0, 80)}...` : json;
}
