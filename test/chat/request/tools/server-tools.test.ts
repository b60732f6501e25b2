import { expect, test } from 'vitest';
import { functionTool } from '../prompts';
import { acceptedBody, requestFor, warningsOf } from '../request-for';

const serverTool = (key: string) => ({
  ...functionTool('python'),
  providerOptions: { [key]: { tool: { type: 'heroku_tool', name: 'code_exec_python' } } },
});
const namesOf = (tools: Parameters<typeof requestFor>[0] & object, name = 'heroku') =>
  acceptedBody(tools, undefined, { name }).tools?.map((tool) => tool.function.name);

test.each([
  ['heroku', 'heroku'],
  ['my-heroku', 'my-heroku'],
  ['heroku', 'my-heroku'],
])('a tool that Heroku runs, of %s, is not sent by %s, with a warning', (key, name) => {
  const call = { tools: [serverTool(key), functionTool('look')] };
  expect(namesOf(call, name)).toEqual(['look']);
  expect(warningsOf(requestFor(call, undefined, { name }))).toEqual([
    'python: python is not sent: only heroku.agent() runs tools of Heroku.',
  ]);
});

test('other tools stay, whatever options they have', () => {
  const look = {
    ...functionTool('look'),
    providerOptions: { other: { tool: 'x' } },
  };
  const { warnings } = requestFor({ tools: [look] });
  expect(namesOf({ tools: [look] })).toEqual(['look']);
  expect(warnings).toEqual([]);
});
