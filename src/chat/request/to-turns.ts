import type {
  JSONObject,
  LanguageModelV2Prompt,
  LanguageModelV2ToolCallPart,
  LanguageModelV2ToolResultPart,
} from '@ai-sdk/provider';
import { toObjectText } from '../../json/json-text';
import type { WireToolCall, WireToolMessage, WireUserPart } from '../wire/request';
import { FILLER, isBlank } from './blank';
import { toImageParts, toLabel, toSent, toTextPart, toUserPart } from './to-parts';
import { toReasoning } from './to-reasoning';
import { type ToolResult, toToolResult } from './to-tool-result';
import type { ToolNames } from './tool-names';
import type { Warnings } from './warnings';

/** What one side says until the other does, or until a tool answers. What only another role has is empty. */
export type Turn = {
  role: 'system' | 'user' | 'assistant';
  /** What the system or the assistant says, message by message. */
  texts: string[];
  /** What the user says. */
  parts: WireUserPart[];
  /** The first signed reasoning of the assistant, as it is replayed. */
  reasoning: JSONObject | undefined;
  calls: WireToolCall[];
  /** The results of the calls, wherever the prompt has them, in its order. */
  results: WireToolMessage[];
  /** The images of the results. */
  images: WireUserPart[];
};

/** A call that no result has answered yet. */
type OpenCall = { part: LanguageModelV2ToolCallPart; call: WireToolCall; turn: Turn };

type AssistantContent = Extract<LanguageModelV2Prompt[number], { role: 'assistant' }>['content'];

/**
 * Groups a prompt into turns: the user begins, roles alternate but for system messages, and every call has a result.
 * Throws UnsupportedFunctionalityError for user and assistant parts that cannot be sent.
 * @param name the key of this provider's options in parts.
 */
export function toTurns(
  prompt: LanguageModelV2Prompt,
  name: string,
  toolNames: ToolNames,
  warnings: Warnings,
): Turn[] {
  const turns: Turn[] = [];
  /** The last turn that is not of the system. */
  let spoken: Turn | undefined;
  const openCalls: OpenCall[] = [];

  for (const { role, content } of prompt) {
    if (role === 'system') {
      if (!isBlank(content)) turns.push(newTurn(role, content));
    } else if (role === 'user') {
      speak(role).parts.push(...content.map(toUserPart).filter(isFilled));
    } else if (role === 'assistant') {
      readAssistant(content);
    } else {
      for (const part of content) {
        // AI SDK 6 also puts `tool-approval-response` parts here: the outcome arrives as a result of its own.
        if (part.type === 'tool-result') readResult(part);
      }
    }
  }
  for (const open of openCalls) {
    const { toolCallId, toolName } = open.part;
    const label = toLabel(toolCallId, toolName);
    warnings.other(`The ${label} has no result: a line says so.`);
    answer(open, { text: 'This tool call was not answered.', images: [] });
  }
  startWithUser();
  return turns;

  /**
   * The turn of that role which goes on, else a new one. Roles must alternate, and a gateway to Bedrock has to take system
   * messages out of the conversation: a turn that goes on behind a system message is moved behind it.
   */
  function speak(role: Turn['role'], reasoning?: JSONObject): Turn {
    if (role === 'assistant') startWithUser();
    if (spoken?.role !== role || spoken.results.length > 0) {
      spoken = newTurn(role);
      turns.push(spoken);
    } else if (turns.at(-1) !== spoken) {
      turns.push(...turns.splice(turns.indexOf(spoken), 1));
    }
    spoken.reasoning ??= reasoning;
    return spoken;
  }

  function startWithUser(): void {
    if (spoken) return;
    warnings.other(`The prompt does not start with a user message: "${FILLER}" is sent as one.`);
    speak('user');
  }

  function readAssistant(content: AssistantContent): void {
    const reasoning = toReasoning(content, name);
    let text = '';
    const sayText = () => {
      if (!isBlank(text)) speak('assistant', reasoning).texts.push(text);
      text = '';
    };

    for (const part of content) {
      switch (part.type) {
        case 'reasoning':
          // Goes with what the message says or does; alone it is nothing.
          break;
        case 'tool-call': {
          const turn = speak('assistant', reasoning);
          const call = toWireCall(part);
          turn.calls.push(call);
          openCalls.push({ part, call, turn });
          break;
        }
        case 'tool-result':
          sayText();
          readResult(part);
          break;
        default:
          text += toSent(part, 'assistant').text;
      }
    }
    sayText();
  }

  function toWireCall({ toolCallId, toolName, input }: LanguageModelV2ToolCallPart): WireToolCall {
    return {
      id: toolNames.toCallId(toolCallId),
      type: 'function',
      function: { name: toolNames.toWire(toolName), arguments: toObjectText(input) },
    };
  }

  /** A result answers the first call of its id that has none. */
  function readResult({ toolCallId, toolName, output }: LanguageModelV2ToolResultPart): void {
    const result = toToolResult(output, warnings);
    const open = openCalls.find(({ part }) => part.toolCallId === toolCallId);
    if (open) {
      openCalls.splice(openCalls.indexOf(open), 1);
      return answer(open, result);
    }
    // Bedrock refuses a result whose call is not in the prompt; as text the model can still read it.
    const label = toLabel(toolCallId, toolName);
    warnings.other(`The ${label} is not in the prompt: its result is sent as text.`);
    speak('user').parts.push(
      toTextPart(`Result of ${label}: ${result.text}`),
      ...toImageParts(toolCallId, toolName, result.images),
    );
  }
}

function answer({ turn, call }: OpenCall, { text, images }: ToolResult): void {
  turn.results.push({ role: 'tool', tool_call_id: call.id, content: text });
  turn.images.push(...toImageParts(call.id, call.function.name, images));
}

function newTurn(role: Turn['role'], ...texts: string[]): Turn {
  return { role, texts, parts: [], reasoning: undefined, calls: [], results: [], images: [] };
}

function isFilled(part: WireUserPart): boolean {
  return part.type !== 'text' || !isBlank(part.text);
}
