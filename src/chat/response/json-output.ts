import { createJsonExtractor } from './json-extractor';
import type { Segment } from './thinking-tags';
import { segment } from './thinking-tags';
import type { ToolCall } from './tool-calls';

/** JSON is to come out as text: from the synthetic tool of that name, else from the text itself. */
export type ExpectedJson = {
  toolName?: string;
  /** The schema's root is an object, so that an array cannot be the answer. */
  objectOnly: boolean;
};

/**
 * JSON output back to text. With a synthetic tool, its arguments are the text, and what the model writes beside them is
 * held until the answer ends, to be read if no call came: a model may write the JSON as text after all.
 */
export function createJsonOutput({ toolName, objectOnly }: ExpectedJson) {
  const extractor = createJsonExtractor(objectOnly, toolName === undefined);
  let jsonCall: ToolCall | undefined;

  return {
    /** Takes text of the answer and gives what may go out now. */
    pushText: (text: string): Segment[] => extractor.push(text),
    /** Whether this is a call of the synthetic tool, which the caller must not see. */
    isCall: (call: ToolCall): boolean => call.name === toolName,
    /** Takes what came for a call of the synthetic tool and gives what may go out now. One answer is one object: the first. */
    pushCall(call: ToolCall): Segment[] {
      jsonCall ??= call;
      return call === jsonCall ? segment('text', call.arguments.take()) : [];
    },
    /** Whether the JSON call has begun and its input is not whole. */
    get isUnfinished(): boolean {
      return jsonCall !== undefined && !jsonCall.arguments.isComplete;
    },
    /** Whether the JSON that went out turned out to be part of a thought. */
    get isContradicted(): boolean {
      return extractor.isContradicted;
    },
    /** What is left to go out at the end of an answer that was not cut off. */
    end(isComplete: boolean): Segment[] {
      const thoughts = extractor.end(isComplete);
      if (toolName === undefined) return thoughts;
      if (jsonCall)
        return [...thoughts, ...segment('text', jsonCall.arguments.end(isComplete, true))];
      const fromText = createJsonExtractor(objectOnly);
      return [...thoughts, ...fromText.push(extractor.held), ...fromText.end(isComplete)];
    },
  };
}
