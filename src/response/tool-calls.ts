import type { ToolCallFragment } from '../wire/chunk';
import { CallArguments } from './call-arguments';

/** One call, as far as its fragments have told. */
export class ToolCall {
  /** The server's, else one made here; '' until the name is known. */
  id = '';
  name: string | undefined;
  hasServerId = false;
  isAnnounced = false;
  readonly arguments = new CallArguments();
}

/**
 * Joins fragments to calls. Heroku's deltas repeat a blank name, carry no id, and their index may differ from that of the
 * opening frame (heroku-api.md §3), so a fragment is matched by what it has: id, name, index, else the call opened last.
 */
export class ToolCalls {
  readonly all: ToolCall[] = [];
  readonly #nameless = new Set<ToolCall>();
  readonly #byId = new Map<string, ToolCall>();
  readonly #byIndex = new Map<number, ToolCall>();

  readonly #generateId: () => string;

  constructor(generateId: () => string) {
    this.#generateId = generateId;
  }

  /** The call that the fragment belongs to, grown by it; undefined if there is none whose name is known. */
  push(fragment: ToolCallFragment): ToolCall | undefined {
    const { index, id, name } = fragment;
    const call = this.#find(fragment) ?? this.#open(fragment);
    if (call === undefined) return undefined;

    if (id !== undefined) this.#identify(call, id);
    if (index !== undefined) this.#byIndex.set(index, call);
    if (name !== undefined) this.#baptize(call, name);
    call.arguments.push(fragment.arguments);
    if (call.name === undefined) return undefined;
    // AI SDK needs ids that are unique across steps, so a missing one is not merely counted.
    call.id ||= this.#generateId();
    return call;
  }

  /** The first call whose name has not come. */
  get waiting(): ToolCall | undefined {
    return this.#nameless.values().next().value;
  }

  #find({ index, id, name }: ToolCallFragment): ToolCall | undefined {
    const indexed = index === undefined ? undefined : this.#byIndex.get(index);
    if (id !== undefined) return this.#findById(id, name, indexed);
    if (name !== undefined) return this.#findByName(name, indexed);
    return indexed && !indexed.arguments.isWhole ? indexed : this.all.at(-1);
  }

  /** A new id opens a call, unless arguments or a name came before it. */
  #findById(
    id: string,
    name: string | undefined,
    indexed: ToolCall | undefined,
  ): ToolCall | undefined {
    const known = this.#byId.get(id);
    if (known !== undefined) {
      const isOther = name !== undefined && known.name !== undefined && known.name !== name;
      return isOther ? undefined : known;
    }
    if (name === undefined && indexed?.hasServerId === false && !indexed.arguments.isWhole) {
      return indexed;
    }
    return this.waiting?.hasServerId === false ? this.waiting : undefined;
  }

  /** A name goes to a call that waits for one, or repeats that of an unfinished call at its index; else it opens a call. */
  #findByName(name: string, indexed: ToolCall | undefined): ToolCall | undefined {
    if (indexed !== undefined && indexed.name === undefined) return indexed;
    if (this.waiting !== undefined) return this.waiting;
    return indexed?.name === name && !indexed.arguments.isWhole ? indexed : undefined;
  }

  #open({ id, name, arguments: text }: ToolCallFragment): ToolCall | undefined {
    if (id === undefined && name === undefined && text === '') return undefined;
    const call = new ToolCall();
    this.all.push(call);
    this.#nameless.add(call);
    return call;
  }

  #baptize(call: ToolCall, name: string): void {
    call.name ??= name;
    this.#nameless.delete(call);
  }

  #identify(call: ToolCall, id: string): void {
    if (!this.#byId.has(id)) call.id ||= id;
    this.#byId.set(id, call);
    call.hasServerId = true;
  }
}
