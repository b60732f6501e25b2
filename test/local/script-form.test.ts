import { expect, test } from 'vitest';
import { createLocalHeroku } from '../../src/local';
import { hello, post, URL_OF_CHAT } from './requests';

const ask = (answer: unknown, body: object = {}) =>
  createLocalHeroku({ answer: () => answer as never }).fetch(URL_OF_CHAT, post(hello(body)));

test.each<[string, unknown, string]>([
  [
    'a text',
    'Hello',
    'A scripted answer is an object such as { text: \'text\' }, a Response or undefined, not "Hello"',
  ],
  ['null', null, 'undefined, not null'],
  ['text', { text: 5 }, "A scripted answer: text is 'text', not 5"],
  ['reasoning', { reasoning: 'Hm' }, 'reasoning is { thinking: \'text\' }, not "Hm"'],
  ['thinking', { reasoning: { thinking: 1 } }, "reasoning: thinking is 'text', not 1"],
  [
    'a field of reasoning',
    { reasoning: { text: 'Hm' } },
    'reasoning has no field text; its fields are: thinking, signature, redacted',
  ],
  [
    'toolCalls',
    { toolCalls: { name: 'a', arguments: {} } },
    "toolCalls is [{ name: 'get_weather', arguments: { city: 'Oslo' } }], not {",
  ],
  ['a call without arguments', { toolCalls: [{ name: 'a' }] }, 'toolCalls is [{ name'],
  [
    'arguments',
    { toolCalls: [{ name: 'a', arguments: [1] }] },
    "toolCalls[0]: arguments is { city: 'Oslo' }, or a text, not [1]",
  ],
  [
    'a field of a call',
    { toolCalls: [{ name: 'a', arguments: {}, args: {} }] },
    'toolCalls[0] has no field args',
  ],
  [
    'inferences',
    { inferences: [{ reasoning: 'Hm' }] },
    "inferences[0]: reasoning is { thinking: 'text' }",
  ],
  ['finishReason', { finishReason: true }, "finishReason is 'stop', not true"],
  ['usage', { usage: 7 }, 'usage is { prompt_tokens: 1,'],
  ['status', { status: '503' }, 'status is 503, not "503"'],
  ['status out of range', { status: 99 }, 'status is 503, not 99'],
  ['error', { error: 'Busy' }, 'error is { message: \'text\' }, not "Busy"'],
  ['shape', { error: { message: 'Busy', shape: 'x' } }, "error: shape is 'json-string' or"],
  ['cutAfter', { cutAfter: -1 }, 'cutAfter is 3, not -1'],
  ['headers', { headers: { a: 1 } }, 'headers is {'],
  [
    'a field that is none',
    { txet: 'Hi' },
    'A scripted answer has no field txet; its fields are: text,',
  ],
])('a wrong form is a TypeError that shows the right one: %s', async (_, answer, message) => {
  const error = await ask(answer).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(TypeError);
  expect(error.message).toContain(message);
});

test('what is undefined, and null where it has a meaning, is right', async () => {
  const reasoning = { thinking: 'Hm', signature: null };
  const answer = { text: undefined, reasoning, usage: null, cutAfter: 3, headers: { 'x-a': 'b' } };
  expect((await ask(answer, { stream: true })).status).toBe(200);
});

test('over HTTP the words arrive too', async () => {
  const local = createLocalHeroku({ answer: () => ({ reasoning: 'Hm' }) as never });
  const { url, close } = await local.listen();
  const response = await fetch(`${url}/v1/chat/completions`, post(hello()));
  expect(response.status).toBe(500);
  expect(await response.text()).toContain("reasoning is { thinking: 'text' }");
  await close();
});
