import type {
  LanguageModelV2Prompt,
  LanguageModelV2TextPart,
  LanguageModelV2ToolCallPart,
} from '@ai-sdk/provider';
import { isBlank } from '../../../json/is-blank';
import { toObjectText } from '../../../json/json-text';
import type { WireToolCall, WireUserPart } from '../../wire/request';
import type { Subject } from '../subject';
import type { Warnings } from '../warnings';
import { createCallResults } from './call-results';
import { toAssistantText, toUserPart } from './to-parts';
import { toReplayedReasoning } from './to-replayed-reasoning';
import type { ToolNames } from './tool-names';
import type { Turn } from './turn';
import { createTurnList } from './turn-list';

type Content<Role> = Extract<LanguageModelV2Prompt[number], { role: Role }>['content'];

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
  const turnList = createTurnList(warnings);
  const callResults = createCallResults(turnList, warnings);

  const lastAnswer = prompt.findLastIndex((message) => message.role === 'assistant');
  for (const [index, { role, content }] of prompt.entries()) {
    if (role === 'system') readSystem(content);
    else if (role === 'user') readUser(content, { isPast: index < lastAnswer });
    else if (role === 'assistant') readAssistant(toContentParts(content));
    else readTool(content);
  }
  // The order of these calls is the order of their warnings.
  callResults.finish();
  turnList.startWithUser();
  return turnList.turns;

  function readSystem(content: Content<'system'>): void {
    const parts = toContentParts<LanguageModelV2TextPart>(content);
    const text = parts.map(({ text }) => text).join('\n\n');
    if (!isBlank(text)) turnList.addSystem(text);
  }

  function readUser(content: Content<'user'>, { isPast }: { isPast: boolean }): void {
    const parts = toContentParts(content).map((part) => toUserPart(part, { isPast, warnings }));
    turnList.continueTurn('user').parts.push(...parts.filter(isNotBlank));
  }

  function readTool(content: Content<'tool'>): void {
    // AI SDK 6 also puts `tool-approval-response` parts here: the outcome arrives as a result of its own.
    for (const part of content) if (part.type === 'tool-result') callResults.addResult(part);
  }

  function readAssistant(content: Content<'assistant'>): void {
    const reasoning = turnList.claimReasoning(toReplayedReasoning(content, name));
    const continueAnswer = () => turnList.continueTurn('assistant', reasoning);
    let text = '';
    const flushText = () => {
      if (!isBlank(text)) continueAnswer().texts.push(text);
      text = '';
    };

    for (const part of content) {
      switch (part.type) {
        case 'reasoning':
          // Sent with the text or calls of the message (toReplayedReasoning), or of the next one.
          break;
        case 'tool-call':
          callResults.addCall({ part, call: toWireCall(part, names), turn: continueAnswer() });
          break;
        case 'tool-result':
          flushText();
          callResults.addResult(part);
          break;
        default:
          if (part.type === 'text' || part.type === 'file') text += toAssistantText(part, warnings);
          else warnUnknown(part, warnings);
      }
    }
    flushText();
  }
}

/** AI SDK 7 knows parts that only the provider which made them can read: `custom`, `reasoning-file`. */
function warnUnknown({ type }: { type: string }, warnings: Warnings): void {
  warnings.other(`A "${type}" part of role assistant is not sent: Heroku does not know it.`);
}

function toWireCall(
  { toolCallId, toolName, input }: LanguageModelV2ToolCallPart,
  names: ToolNames,
): WireToolCall {
  return {
    id: names.toCallId(toolCallId),
    type: 'function',
    function: { name: names.toWire(toolName), arguments: toObjectText(input) },
  };
}

/** The parts of a message. Whoever calls a model without the AI SDK may write a text in their place, or parts in place of a text. */
function toContentParts<Part>(content: string | Part[]): (Part | LanguageModelV2TextPart)[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

function isNotBlank(part: WireUserPart): boolean {
  return part.type !== 'text' || !isBlank(part.text);
}
