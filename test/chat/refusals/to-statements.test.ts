import { describe, expect, test } from 'vitest';
import { toStatements } from '../../../src/chat/refusals/to-statements';

const textsOf = (body: unknown) => toStatements(body).map(({ text }) => text);
/** An error in so many others. */
const nest = (levels: number, body: unknown): unknown =>
  levels === 0 ? body : { error: nest(levels - 1, body) };

describe('what an error body says', () => {
  test.each<[what: string, body: unknown, texts: string[]]>([
    ['a text', 'No.', ['no.']],
    ['white space', ' \n', []],
    ['a message', { message: 'No.' }, ['no.']],
    ['a list', [{ message: 'One.' }, 'Two.'], ['one.', 'two.']],
    ['a number', 7, []],
    ['nothing', undefined, []],
    ['white space around a text', '  No.  ', ['no.']],
    [
      'each key that may hold an error',
      {
        error: 'a',
        errors: ['b'],
        message: 'c',
        Message: 'd',
        detail: 'e',
        msg: 'f',
        metadata: { raw: 'g' },
        cause: 'h',
      },
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
    ],
    ['another key', { other: 'No.' }, []],
    ['an exception by its name', { ValidationException: { message: 'No.' } }, ['no.']],
    ['a key that goes on behind such a name', { ValidationExceptions: 'No.' }, []],
    ['a key that is no name', { Exception: 'No.' }, []],
    ['JSON in a text', '{"message":"No."}', ['no.']],
    ['JSON behind an exception', 'BedrockException - {"message":"No."}. More', ['no.']],
    ['JSON behind words', 'Said {"message":"No."}', ['said {message:no.}']],
    ['brackets that are no JSON', '{no}', ['{no}']],
    ['a list in brackets', '["No."]', ['no.']],
    ['null in a text', 'null', ['null']],
    ['an error as Python prints it', `{'error': {'message': "It's no."}}`, ["it's no."]],
    ['with a quotation mark', String.raw`{'message': 'It\'s no.', 'code': 1}`, ["it's no."]],
    ['with none', "{'message': 'No.'}", ['no.']],
    [
      'a path and what is wrong there',
      { loc: ['body', 'stop', 0], msg: 'Extra inputs are not permitted' },
      ['stop.0: extra inputs are not permitted'],
    ],
    ['a path outside of the body', { loc: ['query', 'a'], msg: 'No.' }, ['query.a: no.']],
    ['a path without a text', { loc: ['body', 'a'], msg: { message: 'No.' } }, ['no.']],
    [
      'a parameter that is not taken',
      { message: 'No.', param: 'top_k', code: 'unsupported_parameter' },
      ['no.', 'unsupported parameter: top_k'],
    ],
    [
      'one that is unknown',
      { param: 'top_k', code: 'unknown_parameter' },
      ['unsupported parameter: top_k'],
    ],
    ['another code', { param: 'top_k', code: 'unknown_parameters' }, []],
    ['a code with more before', { param: 'top_k', code: 'an_unknown_parameter' }, []],
    ['a code alone', { code: 'unknown_parameter' }, []],
  ])('%s', (_what, body, texts) => {
    expect(textsOf(body)).toEqual(texts);
  });

  test.each([
    'Bad request: ',
    'Bad Request - ',
    '400: ',
    'Error code: 400 - ',
    'Invalid request: ',
    'Parameter validation failed: ',
    'bedrock error: ',
    'litellm.BadRequestError: BedrockException: ',
  ])('the prefix "%s" is left out', (prefix) => {
    expect(textsOf(`${prefix}top_k is wrong`)).toEqual(['top_k is wrong']);
  });

  test.each([
    ['`top_k` is "wrong"', 'top_k is wrong'],
    ['it says "no such thing"', 'it says "no such thing"'],
    ['extended thinking', 'extended_thinking'],
    ['adaptive thinking', 'extended_thinking'],
    ['parallel tool calling', 'parallel_tool_calls'],
    ['parallel tool calls', 'parallel_tool_calls'],
    ['Tool Choice, stop sequences', 'tool_choice, stop_sequences'],
    ['an adaptive extended thinking', 'an adaptive extended_thinking'],
  ])('names in "%s"', (text, simple) => {
    expect(textsOf(text)).toEqual([simple]);
  });

  test('errors in errors are read to a depth of eight', () => {
    expect(textsOf(nest(8, 'No.'))).toEqual(['no.']);
    expect(textsOf(nest(9, 'No.'))).toEqual([]);
    expect(textsOf(nest(4, JSON.stringify(nest(3, 'No.'))))).toEqual(['no.']);
    expect(textsOf(nest(4, JSON.stringify(nest(4, 'No.'))))).toEqual([]);
    expect(textsOf(nest(4, [[[nest(1, 'No.')]]]))).toEqual(['no.']);
    expect(textsOf(nest(4, [[[nest(2, 'No.')]]]))).toEqual([]);
    expect(textsOf(nest(7, "{'message': 'No.'}"))).toEqual(['no.']);
  });

  test('of a long text the beginning is read', () => {
    const [statement] = toStatements(`${'a'.repeat(995)} temperature`);
    expect(statement?.text).toBe(`${'a'.repeat(995)} temp`);
    expect(textsOf(`${'a'.repeat(1000)}{"message":"No."}`)).toEqual(['a'.repeat(1000)]);
  });
});

describe('the quote', () => {
  test.each([
    ['the first sentence', 'One is no. Two is.', 'One is no.'],
    ['the first line', 'One is no\nTwo is', 'One is no'],
    ['as it was written', '`Top_K` is No.', '`Top_K` is No.'],
    ['without prefixes', 'Bad request: No.', 'No.'],
    ['in at most 200 characters', 'a'.repeat(300), 'a'.repeat(200)],
  ])('%s', (_what, text, quote) => {
    expect(toStatements(text)[0]?.quote).toBe(quote);
  });

  test('of a parameter that is not taken is the message, if there is one', () => {
    const code = 'unknown_parameter';
    const quoteOf = (body: object) => toStatements(body).at(-1)?.quote;
    expect(quoteOf({ message: 'No.', param: 'a', code })).toBe('No.');
    expect(quoteOf({ param: 'a', code })).toBe('a: unknown_parameter');
  });
});
