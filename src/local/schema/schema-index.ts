import { isObject, type JsonSchema, type Schema, type Scoped } from './types';

/** Keywords that hold schemas by name. */
const BY_NAME =
  /^(?:\$defs|definitions|properties|patternProperties|dependentSchemas|dependencies)$/;
/** Keywords that hold a schema or a list of schemas. What any other keyword holds is a value. */
const HOLDERS =
  /^(?:allOf|anyOf|oneOf|not|if|then|else|items|prefixItems|additionalItems|unevaluatedItems|contains|additionalProperties|unevaluatedProperties|propertyNames|contentSchema)$/;

/** The address of a schema that has none. */
const NO_ADDRESS = 'schema:///root';

/** The schemas in a schema by their addresses: `$id`, `$anchor`, `$dynamicAnchor`, JSON Pointers. */
export class SchemaIndex {
  readonly root: Scoped;
  /** A schema -> the address of the resource to which it belongs. */
  private readonly bases = new Map<object, string>();
  private readonly addressed = new Map<string, JsonSchema>();
  private readonly dynamic = new Map<string, JsonSchema>();
  private readonly isOld: boolean;

  constructor(schema: Schema) {
    this.isOld = isObject(schema) && /draft-0[3-7]/.test(String(schema.$schema));
    this.addressed.set(NO_ADDRESS, schema as JsonSchema);
    this.add(schema, NO_ADDRESS);
    this.root = { schema, scope: [] };
  }

  /** The schema with its own resource in the scope. */
  enter({ schema, scope }: Scoped): Scoped {
    const base = isObject(schema) ? this.bases.get(schema) : undefined;
    if (base === undefined || base === scope.at(-1)) return { schema, scope };
    // A resource that is entered again counts once, so a loop through several does not lengthen the scope for ever.
    const outer = scope.slice(0, -1);
    const isRepeated = outer.includes(scope.at(-1) ?? '');
    return { schema, scope: [...(isRepeated ? outer : scope), base] };
  }

  /** The schema to which a reference leads, or undefined. */
  resolve(ref: string, scope: readonly string[]): Scoped | undefined {
    const target = this.find(ref, scope);
    return target === undefined ? undefined : { schema: target, scope };
  }

  /** `$dynamicRef`: where the target has that `$dynamicAnchor`, the outermost resource in the scope that has it too. */
  resolveDynamic(ref: string, scope: readonly string[]): Scoped | undefined {
    const target = this.find(ref, scope);
    const name = ref.split('#')[1];
    if (isObject(target) && target.$dynamicAnchor === name) {
      const outermost = scope.find((base) => this.dynamic.has(`${base}#${name}`));
      const schema = this.dynamic.get(`${outermost}#${name}`);
      if (schema) return { schema, scope };
    }
    return target === undefined ? undefined : { schema: target, scope };
  }

  private find(ref: string, scope: readonly string[]): Schema | undefined {
    const address = join(ref, scope.at(-1) ?? NO_ADDRESS);
    const [base = '', fragment = ''] = address.split('#');
    const named =
      this.addressed.get(address) ?? this.addressed.get(base + (fragment && `#${fragment}`));
    if (named !== undefined) return named;
    const resource = this.addressed.get(base);
    if (resource === undefined || !/^(\/|$)/.test(fragment)) return this.addressed.get(`=${ref}`);
    return this.walk(resource, fragment, base);
  }

  /** Follows a JSON Pointer. What lies under a keyword that nobody knows is indexed then. */
  private walk(resource: Schema, pointer: string, base: string): Schema | undefined {
    let at: unknown = resource;
    let address = base;
    for (const step of pointer.split('/').slice(1)) {
      const key = decoded(step).replaceAll('~1', '/').replaceAll('~0', '~');
      if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
      at = (at as Record<string, unknown>)[key];
      address = (isObject(at) && this.bases.get(at)) || address;
    }
    if (isObject(at) && !this.bases.has(at)) this.add(at, address);
    return isObject(at) || typeof at === 'boolean' ? (at as Schema) : undefined;
  }

  private add(value: unknown, base: string): void {
    if (Array.isArray(value)) for (const one of value) this.add(one, base);
    if (!isObject(value) || this.bases.has(value)) return;
    const own = this.register(value as JsonSchema, base);
    this.bases.set(value, own);
    for (const [keyword, held] of Object.entries(value)) {
      if (HOLDERS.test(keyword)) this.add(held, own);
      if (BY_NAME.test(keyword) && isObject(held))
        for (const one of Object.values(held)) this.add(one, own);
    }
  }

  /** Notes the addresses of a schema; gives that of its resource. */
  private register(schema: JsonSchema, outer: string): string {
    const { $id, $anchor, $dynamicAnchor, $ref } = schema;
    let base = outer;
    if (typeof $id === 'string' && !(this.isOld && $ref !== undefined)) {
      const address = join($id, outer).replace(/#$/, '');
      this.note(address, schema);
      this.note(`=${$id}`, schema);
      // Draft 7 writes anchors as an `$id` that is a fragment alone.
      if (!$id.startsWith('#')) base = address.split('#')[0] ?? address;
    }
    for (const anchor of [$anchor, $dynamicAnchor])
      if (typeof anchor === 'string') this.note(`${base}#${anchor}`, schema);
    if (typeof $dynamicAnchor === 'string') this.dynamic.set(`${base}#${$dynamicAnchor}`, schema);
    return base;
  }

  private note(address: string, schema: JsonSchema): void {
    if (!this.addressed.has(address)) this.addressed.set(address, schema);
  }
}

function join(ref: string, base: string): string {
  try {
    return new URL(ref, base).href;
  } catch {
    return ref;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
