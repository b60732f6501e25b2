import fc, { type Arbitrary } from 'fast-check';

const joined = (tokens: readonly string[], maxLength: number): Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...tokens), { minLength: 1, maxLength })
    .map((chosen) => chosen.join(''));

/** What a tool call may have for arguments: JSON, none, half of it, twice, with an empty object before it. */
export const argumentsText = joined(
  ['{}', '{"a":1}', '{"a": 1}', '{', '}', '"', ':', '[', ']', '\\', ' ', '\n', '1', 'x'],
  6,
);

/** What a model may write where JSON is wanted: JSON, fences, prose, brackets in prose. */
export const jsonText = joined(
  [
    '```json\n',
    '```',
    '\n',
    ' ',
    '{',
    '}',
    '[',
    ']',
    '{"a":1}',
    '{"a":"}"}',
    '[1]',
    '[{',
    '{}',
    '[]',
    '"',
    '1',
    ',',
    'as in',
    '-',
  ],
  10,
);
