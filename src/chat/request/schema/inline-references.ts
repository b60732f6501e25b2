import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { joinNonEmpty } from '../../../json/json-text';
import { toArray, toObject } from '../../../json/values';
import { describeTypes } from './describe-types';
import { type SchemaDocument, toJsonTextOnce } from './document';
import { mapSchemas } from './keywords';
import { ANNOTATIONS } from './merge';
import type { Context } from './pass';
import { toTarget } from './references';

/** How long a schema may become without references, in characters: a multiple of its length, or at least this. */
const BUDGET_FACTOR = 4;
const MIN_BUDGET = 8192;
/** The part of the budget that is kept to describe what is cut off. */
const RESERVE = 1 / 4;
/** How often a definition may stand within itself, itself included. */
const MAX_UNROLLED = 2;
/** References within references, and references to references. */
const MAX_DEPTH = 20;

/**
 * The schema with what its references point to in their place, broad before deep, as far as a budget allows. References
 * below that leave the type of their target behind, and a note that tells what the target looks like.
 */
export function inlineReferences(
  root: JSONObject,
  { document, notes, problems }: Context,
): JSONObject {
  const { $defs, definitions, ...body } = root;
  const budget = Math.max(MIN_BUDGET, BUDGET_FACTOR * document.length);
  const { schema, cuts, reasons, left } = expand(body, document, budget);
  if (reasons.size === 0) return schema;
  const problem = `its schema ${[...reasons].join(', and ')}`;
  problems.push(
    cuts.length > 0 ? `${problem}. The description of the tool tells what is cut off` : problem,
  );
  const types = describeTypes(
    cuts.map(({ ref }) => ref),
    document.root,
    left,
  );
  if (types.text) notes.push(types.text);
  let rest = left - types.text.length;
  for (const { ref, schema } of cuts) {
    const name = types.names.get(ref);
    const link = name === undefined ? '' : `See type ${name}.`;
    rest -= link.length + ',"description":""'.length;
    if (rest < 0) break;
    if (link) schema.description = joinNonEmpty(' ', schema.description, link);
  }
  return schema;
}

/** A place in the result that is filled in later. */
type Hole = {
  schema: JSONObject;
  /** The schema with the reference. */
  node: JSONObject;
  /** The references around it. */
  open: readonly string[];
};

/** A reference that is not followed, and the place where it stood. */
type Cut = { ref: string; schema: JSONObject };

function expand(body: JSONObject, document: SchemaDocument, budget: number) {
  const holes: Hole[] = [];
  const cuts: Cut[] = [];
  /** Why something is missing. */
  const reasons = new Set<string>();
  let left = budget - (toJsonTextOnce(body, document)?.length ?? 0);

  const copy = (schema: JSONValue, open: readonly string[]): JSONValue => {
    const node = toObject(schema);
    if (!node) return schema;
    const hole: Hole = { schema: {}, node, open };
    if (hasReference(node)) holes.push(hole);
    else copyInto(hole, node);
    return hole.schema;
  };
  const copyInto = ({ schema, open }: Hole, node: JSONObject): void => {
    const keywords = Object.entries(node)
      // No reference leads to the definitions any more.
      .filter(([key]) => !/^(\$defs|definitions)$/.test(key))
      .map(([key, value]) => [key, mapSchemas(key, value as JSONValue, (at) => copy(at, open))]);
    Object.assign(schema, Object.fromEntries(keywords));
  };
  const fill = ({ schema, open }: Hole, layers: JSONObject[]): void => {
    const copies = layers.map((layer) => {
      const layerHole: Hole = { schema: {}, node: layer, open };
      copyInto(layerHole, layer);
      return layerHole.schema;
    });
    Object.assign(
      schema,
      copies.reduceRight((target, beside) => join(beside, target)),
    );
  };

  const schema = copy(body, ['#']) as JSONObject;
  for (const hole of holes) {
    const { layers, targets, refs, isEndless } = toResolved(hole.node, document.root);
    const ref = refs.at(-1);
    const [beside = {}] = layers;
    if (ref === undefined) {
      reasons.add('refers to elsewhere, which this model cannot follow');
      fill(hole, [beside]);
      continue;
    }
    const length = targets.reduce(
      (sum, target) => sum + (toJsonTextOnce(target, document)?.length ?? 0),
      0,
    );
    const unrolled = Math.max(...refs.map((at) => countOf(at, hole.open)));
    const isTooLarge = length > left - budget * RESERVE || hole.open.length > MAX_DEPTH;
    if (!isEndless && unrolled < MAX_UNROLLED && !isTooLarge) {
      left -= length;
      fill({ ...hole, open: [...hole.open, ...refs] }, layers);
      continue;
    }
    reasons.add(
      isEndless || unrolled > 0
        ? 'refers to itself, which this model cannot follow'
        : 'is too large for this model once its references are written out',
    );
    const { type } = targets.at(-1) ?? {};
    fill(hole, [beside, type === undefined ? {} : { type }]);
    cuts.push({ ref, schema: hole.schema });
  }
  return { schema, cuts, reasons, left };
}

const hasReference = ({ $ref, $dynamicRef, $recursiveRef }: JSONObject): boolean =>
  ($ref ?? $dynamicRef ?? $recursiveRef) !== undefined;

/** A schema with a reference and the schemas that it leads to, one after the other, as one without references. */
function toResolved(node: JSONObject, root: JSONObject) {
  const layers: JSONObject[] = [];
  const targets: JSONObject[] = [];
  const refs = new Set<string>();
  for (let at: JSONObject | undefined = node; at; ) {
    const { $ref, $dynamicRef, $recursiveRef, ...rest }: JSONObject = at;
    layers.push(rest);
    at = toTarget($ref, root);
    if (!at) break;
    const ref = String($ref);
    if (refs.has(ref) || refs.size >= MAX_DEPTH) {
      return { layers, targets, refs: [...refs], isEndless: true };
    }
    refs.add(ref);
    targets.push(at);
  }
  return { layers, targets, refs: [...refs], isEndless: false };
}

/** A schema and what it refers to as one. Annotations beside the reference win; constraints hold as well. */
function join(beside: JSONObject, target: JSONObject): JSONObject {
  if (Object.keys(beside).every((key) => ANNOTATIONS.test(key))) return { ...target, ...beside };
  return { ...beside, allOf: [target, ...(toArray(beside.allOf) ?? [])] as JSONObject[] };
}

const countOf = (ref: string, open: readonly string[]): number =>
  open.filter((other) => other === ref).length;
