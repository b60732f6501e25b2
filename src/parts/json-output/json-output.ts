import { toValidJson } from '../../json/valid-json';
import { toWrittenCall } from '../odd/written-call';
import type { ToolCall } from '../tool-call';
import { createJsonExtractor } from './json-extractor';
import { isFitting, type JsonShape } from './json-shape';
import type { End, Release } from './reading';
import { type Segment, segment } from './thinking-tags';
import { toAnswer } from './to-answer';
import { createToolInput } from './tool-input';

/** JSON is to come out as text: from the synthetic tool of that name, else from the text itself. */
export type ExpectedJson = JsonShape & { toolName?: string };

/**
 * JSON output back to text. With a synthetic tool, its arguments are the text, and what the model writes beside them is
 * held until the answer ends, and read if no call came: a model may write the JSON as text after all.
 * @param options.isBuffered the caller waits for the whole answer, so that nothing has to be committed before its end.
 */
export function createJsonOutput(
  { toolName, ...shape }: ExpectedJson,
  options: { isBuffered?: boolean } = {},
) {
  const extractor = createJsonExtractor(shape, toRelease(toolName, options));
  const input = createToolInput(shape);
  let jsonCall: ToolCall | undefined;

  return {
    /** Takes text of the answer and gives what may go out now. */
    pushText: (text: string): Segment[] => extractor.push(text),
    /** Gives what must go out now, since another part of the answer comes. */
    release: (): Segment[] => extractor.release(),
    /** Whether this is a call of the synthetic tool, which the caller must not see. */
    isCall: (call: ToolCall): boolean => call.name === toolName,
    /** Takes what came for a call of the synthetic tool and gives what may go out now. Only the first call counts. */
    pushCall(call: ToolCall): Segment[] {
      jsonCall ??= call;
      return call === jsonCall ? segment('text', input.push(call.arguments.take())) : [];
    },
    /** Whether the JSON that went out turned out to be part of a thought. */
    isContradicted: (): boolean => extractor.isContradicted(),
    /** What is left to go out at the end of an answer that was not cut off. */
    end(answer: End): Segment[] {
      const rest = extractor.end(answer);
      if (toolName === undefined) return rest;
      if (jsonCall === undefined)
        return rest.map(({ kind, text }) => ({ kind, text: toInput(text, toolName, shape) }));
      return [
        ...rest.filter(({ kind }) => kind === 'reasoning'),
        ...segment('text', input.push(jsonCall.arguments.end({ ...answer, only: 'first' }))),
        ...segment('text', input.end()),
      ];
    },
    /** The object, where the answer has nothing but thoughts and they are it: models and servers misplace it (vllm#48863). */
    fromThoughts(thoughts: string): Segment[] {
      const answer = toAnswer(toValidJson(thoughts), shape)?.trim();
      return shape.keys?.length && answer && isFitting(answer, shape)
        ? segment('text', answer)
        : [];
    },
  };
}

function toRelease(
  toolName: string | undefined,
  { isBuffered }: { isBuffered?: boolean },
): Release {
  if (toolName !== undefined) return 'at the end';
  return isBuffered ? 'when asked' : 'at once';
}

/** A call of the tool that was written as text: its input; else the text. */
function toInput(text: string, toolName: string, shape: JsonShape): string {
  const call = text.includes(toolName) ? toWrittenCall(text) : undefined;
  if (call?.name.split(/\W/).at(-1) !== toolName) return text;
  return toAnswer(call.input, shape) ?? call.input;
}
