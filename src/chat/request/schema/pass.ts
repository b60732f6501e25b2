import type { JSONObject } from '@ai-sdk/provider';
import type { SchemaDocument } from './document';

/** What the passes over one schema share, and what they report. */
export type Context = {
  document: SchemaDocument;
  /** The names of properties that the model takes at the root. */
  propertyNames: RegExp;
  /** What the root may not hold: sentences for the description of the tool. */
  notes: string[];
  /** Why the model may refuse the schema, or not follow it. */
  problems: string[];
  /** Whether a union at the root was made one object. */
  isFlattened: boolean;
};

/** One change of the root of a schema, towards what a model accepts. */
export type Pass = (root: JSONObject, context: Context) => JSONObject;
