import { createJsonExtractor } from './json-extractor';
import type { ToolCall } from './tool-calls';

/** JSON is to come out as text: from the synthetic tool of that name, else from the text itself. */
export type ExpectedJson = {
  toolName?: string;
  /** The schema's root is an object, so that an array cannot be the answer. */
  objectOnly: boolean;
};

/**
 * JSON output back to text. With a synthetic tool, its arguments are the text, and what the model says beside them is
 * held until the answer ends, to be read if no call came: a model may write the JSON as text after all.
 */
export function createJsonOutput({ toolName, objectOnly }: ExpectedJson) {
  const extractor = createJsonExtractor(objectOnly);
  let pendingText = '';
  let jsonCall: ToolCall | undefined;

  return {
    /** Takes text of the answer and gives what may go out now. */
    pushText(text: string): string {
      if (toolName === undefined) return extractor.push(text);
      pendingText += text;
      return '';
    },
    /** Whether this is a call of the synthetic tool, which the caller must not see. */
    isCall: (call: ToolCall): boolean => call.name === toolName,
    /** Takes what came for a call of the synthetic tool and gives what may go out now. One answer is one object: the jsonCall. */
    pushCall(call: ToolCall): string {
      jsonCall ??= call;
      return call === jsonCall ? call.arguments.take() : '';
    },
    /** What is left to go out at the end of an answer that was not cut off. */
    end(isComplete: boolean): string {
      if (jsonCall === undefined) return extractor.push(pendingText) + extractor.end();
      jsonCall.arguments.end(isComplete);
      return jsonCall.arguments.take();
    },
  };
}
