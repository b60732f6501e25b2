import { JsonExtractor } from './json-extractor';
import type { ToolCall } from './tool-calls';

/** JSON is to come out as text: from the synthetic tool of that name, else from the text itself. */
export type ExpectedJson = {
  toolName?: string;
  /** The schema's root is an object, so that an array cannot be the answer. */
  objectOnly: boolean;
};

/**
 * JSON output back to text. With a synthetic tool, its arguments are the text, and what the model says beside them is
 * held until its call opens (then dropped) or the answer ends (then read: a model may write the JSON as text after all).
 */
export class JsonOutput {
  #held = '';
  #call: ToolCall | undefined;
  readonly #toolName: string | undefined;
  readonly #extractor: JsonExtractor;

  constructor({ toolName, objectOnly }: ExpectedJson) {
    this.#toolName = toolName;
    this.#extractor = new JsonExtractor(objectOnly);
  }

  /** Takes text of the answer and gives what may go out now. */
  pushText(text: string): string {
    if (this.#toolName === undefined) return this.#extractor.push(text);
    if (this.#call === undefined) this.#held += text;
    return '';
  }

  /** Whether this is a call of the synthetic tool, which the caller must not see. */
  isCall(call: ToolCall): boolean {
    return this.#toolName !== undefined && call.name === this.#toolName;
  }

  /** Takes what came for a call of the synthetic tool and gives what may go out now. One answer is one object: the first. */
  pushCall(call: ToolCall): string {
    this.#call ??= call;
    this.#held = '';
    return this.#call === call ? call.arguments.take() : '';
  }

  /** What is left to go out at the end of an answer that was not cut off. */
  end(isWhole: boolean): string {
    if (this.#call === undefined) return this.#extractor.push(this.#held) + this.#extractor.end();
    this.#call.arguments.end(isWhole);
    return this.#call.arguments.take();
  }
}
