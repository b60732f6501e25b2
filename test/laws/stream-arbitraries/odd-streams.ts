import fc, { type Arbitrary } from 'fast-check';
import { oddFrame } from './odd-frames';
import { text } from './texts';

const NEWLINES = ['\n', '\r\n', '\r'];

const GARBAGE = [
  ':',
  ': keep-alive',
  'data',
  'data:',
  'data: ',
  'event: ping',
  'event: error',
  'event: done',
  'event',
  'id: 7',
  'retry: 10',
  'retry: soon',
  'data: [DONE]',
  'data:[DONE] ',
  'data: {"choices":[{"delta":{"content":"cut',
  'data: {broken}',
  ' data: {}',
  'DATA: {}',
  '__proto__: 1',
  '',
];

const line: Arbitrary<string> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc
      .tuple(fc.constantFrom('data:', 'data: ', 'data:  '), oddFrame)
      .map(([field, frame]) => field + JSON.stringify(frame)),
  },
  { weight: 2, arbitrary: fc.constantFrom(...GARBAGE) },
  { weight: 1, arbitrary: fc.constantFrom('event:message', 'event: message', 'event:done') },
  { weight: 1, arbitrary: text.map((words) => `data: ${words}`) },
  { weight: 1, arbitrary: text },
);

/** The lines of an event stream near the documented form and far from it, with blank lines mostly where they belong. */
export const oddStream: Arbitrary<string> = fc
  .tuple(
    fc.array(fc.tuple(line, fc.constantFrom(2, 2, 2, 1)), { maxLength: 10 }),
    fc.constantFrom(...NEWLINES),
    fc.constantFrom(
      'data: [DONE]',
      'event:done\ndata:[DONE]',
      'data: {"choices":[{"finish_reason":"stop"}]}',
      '',
    ),
  )
  .map(([lines, newline, end]) =>
    [...lines, [end, 2] as const]
      .map(([one, newlines]) => one.replaceAll('\n', newline) + newline.repeat(newlines))
      .join(''),
  );
