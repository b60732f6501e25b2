import type { JSONObject } from '@ai-sdk/provider';
import { isJsonValue, toJsonValue } from '../../../json/to-json-value';
import { toArray, toObject } from '../../../json/values';
import type { ModelProfile } from '../../../models/model-profile';
import { toDocument } from './document';
import { inlineReferences } from './inline-references';
import { mergeAllOf, resolve } from './merge';
import { normalize } from './normalize';
import type { Context, Pass } from './pass';
import { toPlainRoot } from './plain-root';
import { withoutRefusedNames } from './property-names';
import { isUnion, withoutConditions, withoutRequiredUnions, withoutUnions } from './unions';
import { withoutUnusedDefinitions } from './without-unused-definitions';

/** A JSON Schema in the form in which a model accepts it as the parameters of a tool. */
export type AdaptedSchema = {
  parameters: JSONObject;
  /** What the root may not hold: sentences for the description of the tool. */
  notes: string[];
  /** Whether the schema describes objects, and nothing else. */
  isObject: boolean;
  /** Whether a union at the root was made one object, so that the parameters say less than the schema. */
  isFlattened: boolean;
  /** Why the model may refuse the schema, or not follow it. */
  problems: string[];
};

type Model = Pick<ModelProfile, 'schemaDialect' | 'rootUnions' | 'propertyNames'>;

const NO_SCHEMA: JSONObject = {};
const cache = new WeakMap<JSONObject, WeakMap<Model, AdaptedSchema>>();

/**
 * Adapts a schema of draft 7, as the AI SDK writes it, to what a model accepts (field-reports.md B2). The result accepts
 * and refuses the same values, or, where the root may not hold a constraint, more of them, with a note for the model.
 * What no draft allows goes, since it would cost the whole request.
 * Values inside a schema (enum, const, default, examples, names of properties) and the order of keys stay as they are.
 * The schema is not changed. The result is kept for as long as the schema object lives, because a tool comes with every
 * step. Changes that the caller makes to a schema afterwards may not be sent.
 */
export function adaptSchema(given: unknown, model: Model): AdaptedSchema {
  const schema = toObject(given) ?? NO_SCHEMA;
  const byModel = cache.get(schema) ?? new WeakMap<Model, AdaptedSchema>();
  const known = byModel.get(model);
  if (known) return known;
  const adapted = adapt(schema, model);
  cache.set(schema, byModel.set(model, adapted));
  return adapted;
}

function adapt(schema: JSONObject, model: Model): AdaptedSchema {
  // Tools made of dereferenced documents hold cycles.
  const json = isJsonValue(schema) ? schema : (toJsonValue(schema) as JSONObject);
  const whole = normalize(json, model.schemaDialect);
  const document = toDocument(whole);
  const { propertyNames } = model;
  const context: Context = { document, propertyNames, notes: [], problems: [], isFlattened: false };
  const root = mergeAllOf(resolve(whole, document), document);
  const parameters = toPasses(model).reduce((at, pass) => pass(at, context), root);
  const { notes, problems, isFlattened } = context;
  return { parameters, notes, isObject: root.type === 'object', isFlattened, problems };
}

/** What is done to the root of a schema for a model, in order. */
function toPasses({ rootUnions, schemaDialect }: Model): Pass[] {
  return [
    toInput,
    ...(rootUnions ? [] : WITHOUT_UNIONS),
    ...(schemaDialect === 'plain-root' ? PLAIN_ROOT : []),
    rootUnions ? toObjectRoot : toObjectOrUnion,
    withoutRefusedNames,
    withoutUnusedDefinitions,
  ];
}

const WITHOUT_UNIONS: Pass[] = [withoutRequiredUnions, withoutUnions, withoutConditions];
const PLAIN_ROOT: Pass[] = [inlineReferences, toPlainRoot];

/** The input of a tool is an object, even where its schema allows more. */
const toInput: Pass = (root) => {
  const { type } = root;
  if (toArray(type)?.includes('object')) return { ...root, type: 'object' };
  return type === undefined && root.properties ? { type: 'object', ...root } : root;
};

const NO_OBJECT = 'the root of its schema is not an object, so the model may refuse it';

const withProperties = (root: JSONObject): JSONObject =>
  toObject(root.properties) ? root : { ...root, properties: {} };

/** A root that does not say what it is, is an object, and an object lists its properties. */
const toObjectRoot: Pass = (root, { problems }) => {
  const typed: JSONObject = root.type === undefined ? { type: 'object', ...root } : root;
  if (typed.type === 'object') return withProperties(typed);
  problems.push(NO_OBJECT);
  return typed;
};

/** A union that could not be made one object stays as it is. */
const toObjectOrUnion: Pass = (root, context) => {
  if (!isUnion(root)) return toObjectRoot(root, context);
  context.problems.push(NO_OBJECT);
  return root.type === 'object' ? withProperties(root) : root;
};
