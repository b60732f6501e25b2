import type {
  JSONObject,
  LanguageModelV2Prompt,
  LanguageModelV2TextPart,
  LanguageModelV2ToolCallPart,
  LanguageModelV2ToolResultPart,
} from '@ai-sdk/provider';
import { isBlank } from '../../../json/is-blank';
import { toObjectText } from '../../../json/json-text';
import type { WireToolCall, WireToolMessage, WireUserPart } from '../../wire/request';
import type { Subject } from '../subject';
import { FILLER } from './filler';
import { toAssistantText, toImageParts, toLabel, toTextPart, toUserPart } from './to-parts';
import { toReplayedReasoning } from './to-replayed-reasoning';
import { type ToolResult, toToolResult } from './to-tool-result';

/** Consecutive messages of one role, up to the next role or tool result. Fields that belong to another role are empty. */
export type Turn = {
  role: 'system' | 'user' | 'assistant';
  /** Of the system or the assistant: one text for each message. */
  texts: string[];
  /** Of the user. */
  parts: WireUserPart[];
  /** Of the assistant: its first signed reasoning, in the form in which it is replayed. */
  reasoning: JSONObject | undefined;
  calls: WireToolCall[];
  /** The results of the calls, in the order of the calls, from wherever in the prompt they stand. */
  results: WireToolMessage[];
  /** The images of the results. */
  images: WireUserPart[];
};

/** A call without a result so far. */
type OpenCall = { part: LanguageModelV2ToolCallPart; call: WireToolCall; turn: Turn };

type AssistantContent = Extract<LanguageModelV2Prompt[number], { role: 'assistant' }>['content'];

/**
 * Groups a prompt into turns. The first is the user's, user and assistant alternate, and every call has a result.
 * Throws UnsupportedFunctionalityError for user and assistant parts that cannot be sent.
 */
export function toTurns({
  call: { prompt },
  name,
  names,
  warnings,
}: Pick<Subject, 'name' | 'names' | 'warnings'> & {
  call: Pick<Subject['call'], 'prompt'>;
}): Turn[] {
  const turns: Turn[] = [];
  /** The last turn of the user or the assistant. */
  let currentTurn: Turn | undefined;
  /** The reasoning of a message without text or calls: some frameworks split an answer into messages (field-reports.md F2). */
  let loneReasoning: JSONObject | undefined;
  const openCalls: OpenCall[] = [];
  const results = new Map<WireToolCall, ToolResult>();

  const lastAnswer = prompt.findLastIndex((message) => message.role === 'assistant');
  for (const [index, { role, content }] of prompt.entries()) {
    if (role === 'system') {
      const text = toContentParts<LanguageModelV2TextPart>(content)
        .map(({ text }) => text)
        .join('\n\n');
      if (!isBlank(text)) turns.push(newTurn(role, text));
    } else if (role === 'user') {
      const parts = toContentParts(content).map((part) =>
        toUserPart(part, { isPast: index < lastAnswer, warnings }),
      );
      continueTurn(role).parts.push(...parts.filter(isNotBlank));
    } else if (role === 'assistant') {
      readAssistant(toContentParts(content));
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
    warnings.other(`The ${label} has no result. A placeholder is sent as its result.`);
  }
  startWithUser();
  for (const turn of turns) orderResults(turn);
  return turns;

  function addResult({ turn, call }: OpenCall, result: ToolResult): void {
    results.set(call, result);
    // That the turn has a result ends it (continueTurn).
    turn.results.push(toResultMessage(call, result));
  }

  /** AI SDK 5 has the results of a streamed turn in the order in which the tools ended (field-reports-2.md K8). */
  function orderResults(turn: Turn): void {
    turn.results = turn.calls.map((call) => toResultMessage(call, resultOf(call)));
    turn.images = turn.calls.flatMap((call) =>
      toImageParts(call.id, call.function.name, resultOf(call).images),
    );
  }

  function resultOf(call: WireToolCall): ToolResult {
    return results.get(call) ?? NOT_ANSWERED;
  }

  /**
   * The current turn if it is of that role, else a new one. Roles must alternate, also after system messages are taken out
   * of the conversation, as Bedrock's API demands: a turn that continues after a system message is moved behind it.
   */
  function continueTurn(role: Turn['role'], reasoning?: JSONObject): Turn {
    if (role === 'assistant') startWithUser();
    if (currentTurn?.role !== role || currentTurn.results.length > 0) {
      currentTurn = newTurn(role);
      turns.push(currentTurn);
    } else if (turns.at(-1) !== currentTurn) {
      turns.push(...turns.splice(turns.indexOf(currentTurn), 1));
    }
    currentTurn.reasoning ??= reasoning;
    if (reasoning || role === 'user') loneReasoning = undefined;
    return currentTurn;
  }

  function startWithUser(): void {
    if (currentTurn) return;
    warnings.other(
      `The prompt does not start with a user message. "${FILLER}" is sent as the first one.`,
    );
    continueTurn('user');
  }

  function readAssistant(content: AssistantContent): void {
    const reasoning = toReplayedReasoning(content, name) ?? loneReasoning;
    loneReasoning = reasoning;
    let text = '';
    const flushText = () => {
      if (!isBlank(text)) continueTurn('assistant', reasoning).texts.push(text);
      text = '';
    };

    for (const part of content) {
      switch (part.type) {
        case 'reasoning':
          // Sent with the text or calls of the message (toReplayedReasoning), or of the next one.
          break;
        case 'tool-call': {
          const turn = continueTurn('assistant', reasoning);
          const call = toWireCall(part);
          turn.calls.push(call);
          openCalls.push({ part, call, turn });
          break;
        }
        case 'tool-result':
          flushText();
          readResult(part);
          break;
        default:
          if (part.type === 'text' || part.type === 'file') text += toAssistantText(part, warnings);
          else warnUnknown(part);
      }
    }
    flushText();
  }

  /** AI SDK 7 knows parts that only the provider which made them can read: `custom`, `reasoning-file`. */
  function warnUnknown({ type }: { type: string }): void {
    warnings.other(`A "${type}" part of role assistant is not sent: Heroku does not know it.`);
  }

  function toWireCall({ toolCallId, toolName, input }: LanguageModelV2ToolCallPart): WireToolCall {
    return {
      id: names.toCallId(toolCallId),
      type: 'function',
      function: { name: names.toWire(toolName), arguments: toObjectText(input) },
    };
  }

  /** A result belongs to the first call with its id that has no result. */
  function readResult({ toolCallId, toolName, output }: LanguageModelV2ToolResultPart): void {
    const result = toToolResult(output, warnings);
    const open = openCalls.find(({ part }) => part.toolCallId === toolCallId);
    if (open) {
      openCalls.splice(openCalls.indexOf(open), 1);
      return addResult(open, result);
    }
    // Bedrock refuses a result whose call is not in the prompt. As text the model can still read it.
    const label = toLabel(toolCallId, toolName);
    warnings.other(`The ${label} is not in the prompt. Its result is sent as text.`);
    continueTurn('user').parts.push(
      toTextPart(`Result of ${label}: ${result.text}`),
      ...toImageParts(toolCallId, toolName, result.images),
    );
  }
}

const NOT_ANSWERED: ToolResult = { text: 'This tool call was not answered.', images: [] };

function toResultMessage({ id }: WireToolCall, { text }: ToolResult): WireToolMessage {
  return { role: 'tool', tool_call_id: id, content: text };
}

/** The parts of a message. Whoever calls a model without the AI SDK may write a text in their place, or parts in place of a text. */
function toContentParts<Part>(content: string | Part[]): (Part | LanguageModelV2TextPart)[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

function newTurn(role: Turn['role'], ...texts: string[]): Turn {
  return { role, texts, parts: [], reasoning: undefined, calls: [], results: [], images: [] };
}

function isNotBlank(part: WireUserPart): boolean {
  return part.type !== 'text' || !isBlank(part.text);
}
