import { expect, test } from 'vitest';
import { assistant, call, functionTool, reasoning, result, system, tool, user } from './prompts';
import { acceptedBody, type Call, requestFor, warningsOf } from './request-for';

const providerOptions = { heroku: { extendedThinking: { enabled: true } } };
const withOptions = <T extends object>(place: T): T => ({ ...place, providerOptions });
const text = withOptions({ type: 'text', text: 'Hi' });

const PLACES: [place: string, call: Call][] = [
  ['system messages', { prompt: [withOptions(system('Be kind.')), user('Hi')] }],
  ['user messages', { prompt: [withOptions(user('Hi'))] }],
  ['assistant messages', { prompt: [user('Hi'), withOptions(assistant('Hi')), user('Hi')] }],
  ['"text" parts', { prompt: [user(text, text)] }],
  [
    '"tool-call" parts',
    { prompt: [user('Hi'), assistant(withOptions(call('a'))), tool(result('a'))] },
  ],
  [
    '"tool-result" parts',
    { prompt: [user('Hi'), assistant(call('a')), tool(withOptions(result('a')))] },
  ],
  ['tools', { tools: [withOptions(functionTool('look'))] }],
  [
    'system messages, user messages, "text" parts',
    { prompt: [withOptions(system('Be kind.')), withOptions(user(text)), user(text)] },
  ],
];

test.each(PLACES)('options of %s are not read, which is said once', (place, call) => {
  const said = warningsOf(requestFor(call)).filter((warning) => /not read/.test(warning));
  expect(said).toEqual([
    `providerOptions.heroku of ${place} is not read. Give it to the call, or leave it out.`,
  ]);
  expect(acceptedBody(call)).not.toHaveProperty('extended_thinking');
});

test.each<[string, Call]>([
  ['the call', { providerOptions: { heroku: { promptCaching: true } } }],
  [
    'signed reasoning',
    { prompt: [user('Hi'), assistant(reasoning('Hm', { signature: 's' }), 'Hi'), user('Hi')] },
  ],
  ['nobody, as they are empty', { prompt: [{ ...user('Hi'), providerOptions: { heroku: {} } }] }],
  ['another provider', { prompt: [{ ...user('Hi'), providerOptions: { acme: { a: 1 } } }] }],
])('options of %s are no news', (_, call) => {
  expect(warningsOf(requestFor(call))).toEqual([]);
});

test('the provider has the name that its options have', () => {
  const prompt = [{ ...user('Hi'), providerOptions: { teal: { a: 1 } } }];
  expect(warningsOf(requestFor({ prompt }, 'nova-lite', { name: 'teal' }))).toEqual([
    expect.stringContaining('providerOptions.teal of user messages'),
  ]);
});
