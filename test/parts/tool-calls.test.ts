import { describe, expect, test } from 'vitest';
import type { ToolCallFragment } from '../../src/parts/chunk';
import { createCallIds, createToolCalls } from '../../src/parts/tool-calls';

type Call = [id: string, name: string | undefined, input: string];

function join(...fragments: Partial<ToolCallFragment>[]): Call[] {
  let count = 0;
  const calls = createToolCalls(createCallIds(() => `generated-${count++}`));
  for (const fragment of fragments) calls.push({ arguments: '', ...fragment });
  return calls.all.map((call) => {
    call.arguments.end({ isComplete: true });
    return [call.id, call.name, call.arguments.text()];
  });
}

const CASES: Record<
  string,
  [what: string, fragments: Partial<ToolCallFragment>[], calls: Call[]][]
> = {
  // heroku-api.md §3
  index: [
    [
      'as Heroku sends it: a blank name and no id after the opening frame',
      [
        { index: 0, id: 'a', name: 'f' },
        { index: 0, arguments: '{"x"' },
        { index: 0, arguments: ':1}' },
      ],
      [['a', 'f', '{"x":1}']],
    ],
    [
      'opened at 1, continued at 0',
      [
        { index: 1, id: 'a', name: 'f' },
        { index: 0, arguments: '{"x":1}' },
      ],
      [['a', 'f', '{"x":1}']],
    ],
    [
      'opened at 0, continued at 1',
      [
        { index: 0, id: 'a', name: 'f' },
        { index: 1, arguments: '{"x":1}' },
      ],
      [['a', 'f', '{"x":1}']],
    ],
    [
      'three calls under one id, the third opened at the index of the first',
      [
        { index: 0, id: 'a', name: 'f' },
        { index: 2, arguments: '{"x":1}' },
        { index: 1, id: 'a', name: 'g' },
        { index: 3, arguments: '{"x":2}' },
        { index: 2, id: 'a', name: 'f' },
        { index: 4, arguments: '{"x":3}' },
      ],
      [
        ['a', 'f', '{"x":1}'],
        ['generated-0', 'g', '{"x":2}'],
        ['generated-1', 'f', '{"x":3}'],
      ],
    ],
    [
      'three calls under one id, the third continued at the index of the first',
      [
        { index: 2, id: 'a', name: 'f' },
        { index: 0, id: 'a', arguments: '{"x":1}' },
        { index: 3, id: 'a', name: 'f' },
        { index: 1, id: 'a', arguments: '{"x":2}' },
        { index: 4, id: 'a', name: 'g' },
        { index: 2, id: 'a', arguments: '{"x":3}' },
      ],
      [
        ['a', 'f', '{"x":1}'],
        ['generated-0', 'f', '{"x":2}'],
        ['generated-1', 'g', '{"x":3}'],
      ],
    ],
    [
      'three calls under one id, the third sent again at the index of the first',
      [
        { index: 2, id: 'a', name: 'f', arguments: '{"x":1}' },
        { index: 3, id: 'a', name: 'g', arguments: '{"x":2}' },
        { index: 4, id: 'a', name: 'f', arguments: '{"x":3}' },
        { index: 2, id: 'a', name: 'f', arguments: '{"x":3}' },
      ],
      [
        ['a', 'f', '{"x":1}'],
        ['generated-0', 'g', '{"x":2}'],
        ['generated-1', 'f', '{"x":3}'],
      ],
    ],
    [
      'two calls in turn under one id, told apart by their indexes',
      [
        { index: 0, id: 'a', name: 'f' },
        { index: 1, id: 'a', name: 'f' },
        { index: 0, id: 'a', name: 'f', arguments: '{"x":' },
        { index: 1, id: 'a', name: 'f', arguments: '{"y":' },
        { index: 0, arguments: '1}' },
        { index: 1, arguments: '2}' },
      ],
      [
        ['a', 'f', '{"x":1}'],
        ['generated-0', 'f', '{"y":2}'],
      ],
    ],
    [
      'one call whose deltas repeat id and name at another index',
      [
        { index: 1, id: 'a', name: 'f' },
        { index: 0, id: 'a', name: 'f', arguments: '{"x":' },
        { index: 0, id: 'a', name: 'f', arguments: '1}' },
      ],
      [['a', 'f', '{"x":1}']],
    ],
    [
      'an id that comes last, when the call has one that the caller knows',
      [
        { index: 0, name: 'f' },
        { index: 0, arguments: '{"x":1}' },
        { index: 0, id: 'a' },
      ],
      [['generated-0', 'f', '{"x":1}']],
    ],
    [
      'a name that each delta repeats, without index and id',
      [{ name: 'f' }, { name: 'f', arguments: '{"x":' }, { name: 'f', arguments: '1}' }],
      [['generated-0', 'f', '{"x":1}']],
    ],
    [
      'calls of one tool without index and id, each with its name once',
      [
        { name: 'f', arguments: '{"x":1}' },
        { name: 'f', arguments: '{"x":' },
        { arguments: '2}' },
        { name: 'f' },
      ],
      [
        ['generated-0', 'f', '{"x":1}'],
        ['generated-1', 'f', '{"x":2}'],
        ['generated-2', 'f', '{}'],
      ],
    ],
    [
      'two calls, opened by content block and continued by ordinal',
      [
        { index: 1, id: 'a', name: 'f' },
        { index: 0, arguments: '{"x":1}' },
        { index: 2, id: 'b', name: 'g' },
        { index: 1, arguments: '{"y":' },
        { index: 1, arguments: '2}' },
      ],
      [
        ['a', 'f', '{"x":1}'],
        ['b', 'g', '{"y":2}'],
      ],
    ],
    [
      'two calls, opened by ordinal and continued by content block',
      [
        { index: 0, id: 'a', name: 'f' },
        { index: 1, arguments: '{"x":1}' },
        { index: 1, id: 'b', name: 'g' },
        { index: 2, arguments: '{"y":2}' },
      ],
      [
        ['a', 'f', '{"x":1}'],
        ['b', 'g', '{"y":2}'],
      ],
    ],
    [
      'missing everywhere',
      [
        { id: 'a', name: 'f' },
        { arguments: '{"x":1}' },
        { id: 'b', name: 'g' },
        { arguments: '{"y":2}' },
      ],
      [
        ['a', 'f', '{"x":1}'],
        ['b', 'g', '{"y":2}'],
      ],
    ],
    [
      'the same for two calls with ids of their own',
      [
        { index: 0, id: 'a', name: 'f', arguments: '{"x":1}' },
        { index: 0, id: 'b', name: 'f', arguments: '{"x":1}' },
      ],
      [
        ['a', 'f', '{"x":1}'],
        ['b', 'f', '{"x":1}'],
      ],
    ],
    [
      'interleaved',
      [
        { index: 0, id: 'a', name: 'f' },
        { index: 1, id: 'b', name: 'g' },
        { index: 0, arguments: '{"x":' },
        { index: 1, arguments: '{"y":' },
        { index: 0, arguments: '1}' },
        { index: 1, arguments: '2}' },
      ],
      [
        ['a', 'f', '{"x":1}'],
        ['b', 'g', '{"y":2}'],
      ],
    ],
    [
      'a string with braces does not make a call look whole',
      [
        { index: 0, id: 'a', name: 'f', arguments: '{"x":"}' },
        { index: 1, id: 'b', name: 'g' },
        { index: 0, arguments: '{"}' },
        { index: 1, arguments: '{"y":2}' },
      ],
      [
        ['a', 'f', '{"x":"}{"}'],
        ['b', 'g', '{"y":2}'],
      ],
    ],
  ],
  // language-model-v2.md A1
  id: [
    [
      'missing: made here, one for each call',
      [
        { index: 0, name: 'f', arguments: '{"x":1}' },
        { index: 1, name: 'f', arguments: '{"x":1}' },
      ],
      [
        ['generated-0', 'f', '{"x":1}'],
        ['generated-1', 'f', '{"x":1}'],
      ],
    ],
    [
      'missing, and one index for two calls of a tool',
      [
        { index: 0, name: 'f', arguments: '{"x":1}' },
        { index: 0, name: 'f', arguments: '{"x":2}' },
      ],
      [
        ['generated-0', 'f', '{"x":1}'],
        ['generated-1', 'f', '{"x":2}'],
      ],
    ],
    [
      'missing, and the name repeated at each delta',
      [
        { index: 0, name: 'f' },
        { index: 0, name: 'f', arguments: '{' },
        { index: 0, name: 'f', arguments: '"x":1}' },
      ],
      [['generated-0', 'f', '{"x":1}']],
    ],
    [
      'repeated at each delta',
      [
        { index: 0, id: 'a', name: 'f' },
        { index: 0, id: 'a', name: 'f', arguments: '{"x":' },
        { index: 0, id: 'a', arguments: '1}' },
      ],
      [['a', 'f', '{"x":1}']],
    ],
    [
      'repeated under another index',
      [
        { index: 0, id: 'a', name: 'f', arguments: '{"x":' },
        { index: 3, id: 'a', arguments: '1}' },
      ],
      [['a', 'f', '{"x":1}']],
    ],
    [
      'a whole call sent twice',
      [
        { index: 0, id: 'a', name: 'f', arguments: '{"x": 1}' },
        { index: 0, id: 'a', name: 'f', arguments: '{"x": 1}' },
      ],
      [['a', 'f', '{"x": 1}']],
    ],
    [
      'a whole call sent again at the end, after another call',
      [
        { index: 0, id: 'a', name: 'f', arguments: '{"x":1}' },
        { index: 1, id: 'b', name: 'g', arguments: '{"y":2}' },
        { index: 0, id: 'a', name: 'f', arguments: '{"x":1}' },
        { index: 1, id: 'b', name: 'g', arguments: '{"y":2}' },
      ],
      [
        ['a', 'f', '{"x":1}'],
        ['b', 'g', '{"y":2}'],
      ],
    ],
    [
      'new, at the index of a call that has its own',
      [
        { index: 0, id: 'a', name: 'f', arguments: '{"x":' },
        { index: 0, id: 'b' },
        { index: 0, name: 'g', arguments: '{"y":2}' },
      ],
      [
        ['a', 'f', '{"x":'],
        ['b', 'g', '{"y":2}'],
      ],
    ],
    [
      'new, with a name, at the index of an unfinished call of that name',
      [
        { index: 0, name: 'f' },
        { index: 0, id: 'b', name: 'f', arguments: '{"x":1}' },
      ],
      [
        ['generated-0', 'f', '{}'],
        ['b', 'f', '{"x":1}'],
      ],
    ],
    [
      'shared by two tools: the second gets one of its own',
      [
        { index: 0, id: 'a', name: 'f', arguments: '{"x":1}' },
        { index: 1, id: 'a', name: 'g', arguments: '{"y":2}' },
      ],
      [
        ['a', 'f', '{"x":1}'],
        ['generated-0', 'g', '{"y":2}'],
      ],
    ],
    [
      'of two tools, the first of which is sent again',
      [
        { index: 0, id: 'a', name: 'f', arguments: '{"x":1}' },
        { index: 1, id: 'a', name: 'g', arguments: '{"y":2}' },
        { index: 0, id: 'a', name: 'f', arguments: '{"x":1}' },
      ],
      [
        ['a', 'f', '{"x":1}'],
        ['generated-0', 'g', '{"y":2}'],
      ],
    ],
    [
      'alone, later than the name',
      [
        { index: 0, name: 'f' },
        { index: 0, id: 'a' },
        { index: 0, arguments: '{"x":1}' },
      ],
      [['generated-0', 'f', '{"x":1}']],
    ],
    [
      'later than the name',
      [
        { index: 0, name: 'f', arguments: '{"x"' },
        { index: 0, id: 'a', arguments: ':1}' },
      ],
      [['generated-0', 'f', '{"x":1}']],
    ],
  ],
  name: [
    [
      'later than the id',
      [
        { index: 0, id: 'a' },
        { index: 0, name: 'f' },
        { index: 0, arguments: '{"x":1}' },
      ],
      [['a', 'f', '{"x":1}']],
    ],
    [
      'after the arguments',
      [
        { index: 0, id: 'a', arguments: '{"x":1}' },
        { index: 0, name: 'f' },
      ],
      [['a', 'f', '{"x":1}']],
    ],
    [
      'and id after the arguments',
      [
        { index: 0, arguments: '{"x":' },
        { index: 0, arguments: '1}' },
        { index: 0, id: 'a', name: 'f' },
      ],
      [['a', 'f', '{"x":1}']],
    ],
    [
      'and id after the arguments, under another index',
      [
        { index: 0, arguments: '{"x":1}' },
        { index: 1, id: 'a', name: 'f' },
      ],
      [['a', 'f', '{"x":1}']],
    ],
    [
      'later than the ids of two calls, by index',
      [
        { index: 0, id: 'a' },
        { index: 1, id: 'b' },
        { index: 1, name: 'g' },
        { index: 0, name: 'f' },
      ],
      [
        ['a', 'f', '{}'],
        ['b', 'g', '{}'],
      ],
    ],
    [
      'repeated for a call while another waits for one',
      [
        { index: 0, id: 'a', name: 'f', arguments: '{"x":' },
        { index: 1, id: 'b' },
        { index: 0, name: 'f', arguments: '1}' },
        { index: 1, name: 'g' },
      ],
      [
        ['a', 'f', '{"x":1}'],
        ['b', 'g', '{}'],
      ],
    ],
    [
      'later than the ids of two calls, without index: in the same order',
      [{ id: 'a' }, { id: 'b' }, { name: 'f' }, { name: 'g' }],
      [
        ['a', 'f', '{}'],
        ['b', 'g', '{}'],
      ],
    ],
  ],
  arguments: [
    [
      'begun by a fragment of nothing but an index, which tells whose the index is',
      [
        { index: 1, id: 'a', name: 'f' },
        { index: 0 },
        { index: 2, id: 'b', name: 'g' },
        { index: 0, arguments: '{"x":1}' },
      ],
      [
        ['a', 'f', '{"x":1}'],
        ['b', 'g', '{}'],
      ],
    ],
    ['none at all', [{ index: 0, id: 'a', name: 'f' }], [['a', 'f', '{}']]],
    [
      'none, before a call that has some',
      [
        { index: 0, id: 'a', name: 'f' },
        { index: 1, id: 'b', name: 'g' },
        { index: 1, arguments: '{"y":2}' },
      ],
      [
        ['a', 'f', '{}'],
        ['b', 'g', '{"y":2}'],
      ],
    ],
    [
      'a leading {}',
      [
        { index: 0, id: 'a', name: 'f', arguments: '{}' },
        { index: 0, arguments: '{"x":' },
        { index: 0, arguments: '1}' },
      ],
      [['a', 'f', '{"x":1}']],
    ],
    ['a fragment of nothing opens no call', [{}, { index: 4 }], []],
  ],
};

for (const [subject, cases] of Object.entries(CASES)) {
  describe(subject, () => {
    test.each(cases)('%s', (_what, fragments, calls) => {
      expect(join(...fragments)).toEqual(calls);
    });
  });
}

test('a call is given back from its name on', () => {
  const calls = createToolCalls(createCallIds(() => 'generated'));
  expect(calls.push({ id: 'a', arguments: '{"x"' })).toEqual([]);
  expect(calls.push({ name: 'f', arguments: '' })).toMatchObject([{ id: 'a', name: 'f' }]);
});

test('keys like __proto__ are ids and names like others', () => {
  expect(
    join(
      { index: 0, id: '__proto__', name: 'constructor', arguments: '{"x":1}' },
      { index: 1, id: 'constructor', name: '__proto__', arguments: '{"y":2}' },
    ),
  ).toEqual([
    ['__proto__', 'constructor', '{"x":1}'],
    ['constructor', '__proto__', '{"y":2}'],
  ]);
});
