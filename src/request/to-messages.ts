import type { WireMessage, WireToolCall, WireUserMessage, WireUserPart } from '../wire/request';
import { FILLER } from './blank';
import { toObjectText } from './json-text';
import { toImageParts } from './to-parts';
import { type ToolResult, toToolResult } from './to-tool-result';
import type { AssistantTurn, Call, Turn } from './to-turns';
import type { ToolNames } from './tool-names';
import type { Warnings } from './warnings';

export type MessageContext = {
  toolNames: ToolNames;
  /** Signed reasoning is replayed only while the model thinks (heroku-api.md §1.6). */
  thinking: boolean;
  warnings: Warnings;
};

/** Turns of a prompt -> messages that Heroku and Bedrock accept (heroku-api.md §1.3, language-model-v2.md B). */
export function toMessages(turns: Turn[], context: MessageContext): WireMessage[] {
  const messages: WireMessage[] = [];
  for (const turn of turns) {
    switch (turn.role) {
      case 'system':
        messages.push({ role: 'system', content: turn.text });
        break;
      case 'user':
        pushUser(messages, turn.parts);
        break;
      case 'assistant':
        pushAssistant(messages, turn, context);
        break;
    }
  }
  return trimEnd(startWithUser(messages, context.warnings));
}

/** Roles must alternate: the images of tool results, which are the user's too, join what the user says next. */
function pushUser(messages: WireMessage[], parts: WireUserPart[]): void {
  const index = messages.findLastIndex((message) => message.role !== 'system');
  const last = messages[index];
  const before = last?.role === 'user' ? toParts(last.content) : [];
  if (last?.role === 'user') messages.splice(index, 1);
  messages.push({ role: 'user', content: toContent([...before, ...parts]) });
}

function toParts(content: WireUserMessage['content']): WireUserPart[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

function toContent(parts: WireUserPart[]): WireUserMessage['content'] {
  const [first, second] = parts;
  if (first === undefined) return FILLER;
  return first.type === 'text' && second === undefined ? first.text : parts;
}

/** The assistant's message, the results of all its calls directly after it, and then the images of those results. */
function pushAssistant(
  messages: WireMessage[],
  { texts, reasoning, calls }: AssistantTurn,
  context: MessageContext,
): void {
  messages.push({
    role: 'assistant',
    content: texts.join('\n\n') || FILLER,
    ...(context.thinking && reasoning && { reasoning }),
    ...(calls.length > 0 && { tool_calls: calls.map((call) => toWireCall(call, context)) }),
  });

  const images: WireUserPart[] = [];
  for (const call of inOrderOfAnswers(calls)) {
    const result = toResult(call, context.warnings);
    messages.push({ role: 'tool', tool_call_id: call.id, content: result.text });
    images.push(
      ...toImageParts(call.id, context.toolNames.toWire(call.part.toolName), result.images),
    );
  }
  if (images.length > 0) pushUser(messages, images);
}

function toWireCall({ id, part }: Call, { toolNames }: MessageContext): WireToolCall {
  return {
    id,
    type: 'function',
    function: { name: toolNames.toWire(part.toolName), arguments: toObjectText(part.input) },
  };
}

function inOrderOfAnswers(calls: Call[]): Call[] {
  const position = ({ answer }: Call) => answer?.position ?? Number.MAX_SAFE_INTEGER;
  return calls.toSorted((a, b) => position(a) - position(b));
}

function toResult({ part, answer }: Call, warnings: Warnings): ToolResult {
  if (answer !== undefined) return toToolResult(answer.output, warnings);
  warnings.other(
    `Tool call "${part.toolCallId}" (${part.toolName}) has no result in the prompt, which Bedrock refuses: a line that says so is sent.`,
  );
  return { text: 'The tool call was not answered.', images: [] };
}

function startWithUser(messages: WireMessage[], warnings: Warnings): WireMessage[] {
  const start = messages.findIndex((message) => message.role !== 'system');
  if (messages[start]?.role === 'user') return messages;
  warnings.other(
    `The prompt does not start with a user message, which Bedrock demands: "${FILLER}" is sent as one.`,
  );
  const filler: WireMessage = { role: 'user', content: FILLER };
  return messages.toSpliced(start === -1 ? messages.length : start, 0, filler);
}

/** Bedrock refuses a final assistant message that ends in white space (language-model-v2.md B). */
function trimEnd(messages: WireMessage[]): WireMessage[] {
  const last = messages.findLast((message) => message.role !== 'system');
  if (last?.role === 'assistant') last.content = last.content.trimEnd();
  return messages;
}
