import type { JSONObject } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { adaptSchema } from '../../../../src/chat/request/schema/adapt-schema';
import { toModelProfile } from '../../../../src/models/to-model-profile';

const TEXT = { type: 'object', properties: { text: { type: 'string' } } };
const PARENT = { type: 'object', properties: { text: { $ref: '#/$defs/text' } } };

const definitionsFor = (modelId: string, schema: JSONObject) =>
  adaptSchema({ type: 'object', ...schema }, toModelProfile(modelId)).parameters.$defs;

describe.each(['claude-4-5-sonnet', 'glm-4-7'])(
  'definitions that nothing refers to: %s',
  (model) => {
    test.each<[string, JSONObject, string[] | undefined]>([
      ['none is used', { properties: { id: { type: 'string' } } }, undefined],
      ['one is used', { properties: { a: { $ref: '#/$defs/text' } } }, ['text']],
      ['one uses another', { properties: { a: { $ref: '#/$defs/parent' } } }, ['text', 'parent']],
      [
        'a part of one is used',
        { properties: { a: { $ref: '#/$defs/text/properties/text' } } },
        ['text'],
      ],
      ['a name that is escaped', { properties: { a: { $ref: '#/$defs/a~1%62' } } }, ['a/b']],
      ['the whole is used', { properties: { a: { $ref: '#' } } }, undefined],
      [
        'another place is used',
        { properties: { a: {}, b: { $ref: '#/properties/a' } } },
        undefined,
      ],
      ['a name is used', { properties: { a: { $ref: '#text' } } }, ['text', 'parent', 'a/b']],
      [
        'a dynamic name is used',
        { properties: { a: { $dynamicRef: '#n' } } },
        ['text', 'parent', 'a/b'],
      ],
      [
        'all are used at once',
        { properties: { a: { $ref: '#/$defs' } } },
        ['text', 'parent', 'a/b'],
      ],
    ])('%s', (_, schema, expected) => {
      const $defs = { text: TEXT, parent: PARENT, 'a/b': TEXT };
      const kept = definitionsFor(model, { ...schema, $defs });
      expect(kept && Object.keys(kept)).toEqual(expected);
    });
  },
);

test('what the description refers to is sent', () => {
  const union = { anyOf: [PARENT, { properties: { x: { type: 'null' } } }] };
  const $defs = { text: TEXT, other: TEXT };
  const { parameters, notes } = adaptSchema(
    { ...union, $defs },
    toModelProfile('claude-4-5-sonnet'),
  );
  expect(notes.join()).toContain('#/$defs/text');
  expect(parameters.$defs).toEqual({ text: TEXT });
});

test('both keywords for definitions are read', () => {
  const { parameters } = adaptSchema(
    {
      properties: { a: { $ref: '#/definitions/a' } },
      definitions: { a: { $ref: '#/$defs/a' } },
      $defs: { a: TEXT, b: TEXT },
    },
    toModelProfile('glm-4-7'),
  );
  expect(parameters).toMatchObject({ definitions: { a: {} }, $defs: { a: TEXT } });
  expect(parameters.$defs).not.toHaveProperty('b');
});
