import type { JSONObject, LanguageModelV2StreamPart } from '@ai-sdk/provider';

const DELTA = { text: 'text-delta', reasoning: 'reasoning-delta' } as const;

type Block = { kind: 'text' | 'reasoning'; id: string };

/** Text and reasoning blocks: at most one is open, and writing to the other kind closes it. */
export class Blocks {
  #open: Block | undefined;
  #count = 0;
  /** What the reasoning object held beside its text: leaves with the end of the reasoning block it belongs to. */
  #replay: JSONObject | undefined;

  /** @param name key of the provider metadata. */
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  write(kind: Block['kind'], delta: string, parts: LanguageModelV2StreamPart[]): void {
    if (this.#open?.kind !== kind) this.#start(kind, parts);
    if (this.#open) parts.push({ type: DELTA[kind], id: this.#open.id, delta });
  }

  /** Keeps a signature, also one that comes after its reasoning block was closed. */
  sign(replay: JSONObject): void {
    this.#replay = { ...this.#replay, ...replay };
  }

  close(parts: LanguageModelV2StreamPart[]): void {
    this.#end(parts);
    if (this.#replay === undefined) return;
    this.#start('reasoning', parts);
    this.#end(parts);
  }

  #start(kind: Block['kind'], parts: LanguageModelV2StreamPart[]): void {
    // What was thought before a text stands before it.
    if (this.#open || kind === 'text') this.close(parts);
    this.#open = { kind, id: String(this.#count++) };
    parts.push({ type: `${kind}-start`, id: this.#open.id });
  }

  #end(parts: LanguageModelV2StreamPart[]): void {
    if (this.#open === undefined) return;
    const { kind, id } = this.#open;
    this.#open = undefined;
    if (kind === 'text' || this.#replay === undefined) {
      parts.push({ type: `${kind}-end`, id });
    } else {
      parts.push({
        type: 'reasoning-end',
        id,
        providerMetadata: { [this.#name]: this.#replay },
      });
      this.#replay = undefined;
    }
  }
}
