import {
  type LanguageModelV2FilePart,
  type LanguageModelV2Prompt,
  type LanguageModelV2ReasoningPart,
  type LanguageModelV2ToolCallPart,
  type LanguageModelV2ToolResultPart,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import type { WireUserPart } from '../wire/request';
import { isBlank } from './blank';
import { isImage, isText, toFileData, toFileText, toImageUrl } from './file-data';
import { toToolResult } from './to-tool-result';
import { type AnsweredCall, type ToolHistory, toToolHistory } from './tool-history';
import type { Warnings } from './warnings';

type Message<Role> = Extract<LanguageModelV2Prompt[number], { role: Role }>;
/** A turn of the conversation. No two assistant turns follow each other without a result or a user between them. */
export type Turn =
  | { role: 'system'; text: string }
  | { role: 'user'; parts: WireUserPart[] }
  | AssistantTurn;

/** The calls bring their results along, wherever the prompt has them. */
export type AssistantTurn = {
  role: 'assistant';
  /** One text for each message of the prompt that had any. */
  texts: string[];
  reasoning: LanguageModelV2ReasoningPart[];
  calls: AnsweredCall[];
  /** A result has arrived: what the assistant says next is a new turn. */
  answered: boolean;
};

/** Groups a prompt into turns. Throws UnsupportedFunctionalityError for user and assistant parts that cannot be sent. */
export function toTurns(prompt: LanguageModelV2Prompt, warnings: Warnings): Turn[] {
  const writer = new TurnWriter(toToolHistory(prompt), warnings);
  for (const message of prompt) {
    switch (message.role) {
      case 'system':
        writer.system(message);
        break;
      case 'user':
        writer.user(message.content.map(toUserPart));
        break;
      case 'assistant':
        writer.assistant(message);
        break;
      case 'tool':
        writer.tool(message);
        break;
    }
  }
  return writer.turns;
}

class TurnWriter {
  readonly turns: Turn[] = [];

  constructor(
    private readonly history: ToolHistory,
    private readonly warnings: Warnings,
  ) {}

  system({ content }: Message<'system'>): void {
    if (!isBlank(content)) this.turns.push({ role: 'system', text: content });
  }

  user(parts: WireUserPart[]): void {
    this.turns.push({ role: 'user', parts });
  }

  assistant({ content }: Message<'assistant'>): void {
    let text = '';
    for (const part of content) {
      switch (part.type) {
        case 'text':
          text += part.text;
          break;
        case 'file':
          text += toAssistantText(part);
          break;
        case 'reasoning':
          this.assistantTurn().reasoning.push(part);
          break;
        case 'tool-call':
          this.call(part);
          break;
        case 'tool-result':
          this.assistantText(text);
          text = '';
          this.result(part);
          break;
        default:
          rejectPart(part, 'an assistant message');
      }
    }
    this.assistantText(text);
  }

  tool({ content }: Message<'tool'>): void {
    for (const part of content) {
      // AI SDK 6 also puts `tool-approval-response` parts here: the outcome arrives as a result of its own.
      if (part.type === 'tool-result') this.result(part);
    }
  }

  private assistantText(text: string): void {
    if (!isBlank(text)) this.assistantTurn().texts.push(text);
  }

  private call(part: LanguageModelV2ToolCallPart): void {
    const call = this.history.calls.get(part);
    if (call !== undefined) this.assistantTurn().calls.push(call);
  }

  private result(part: LanguageModelV2ToolResultPart): void {
    const call = this.history.answers.get(part);
    if (call === undefined) return this.user(this.toOrphan(part));
    const last = this.lastSpoken();
    if (last?.role === 'assistant' && last.calls.includes(call)) last.answered = true;
  }

  private assistantTurn(): AssistantTurn {
    const last = this.lastSpoken();
    if (last?.role === 'assistant' && !last.answered) return this.moveToEnd(last);
    const turn: AssistantTurn = {
      role: 'assistant',
      texts: [],
      reasoning: [],
      calls: [],
      answered: false,
    };
    this.turns.push(turn);
    return turn;
  }

  private lastSpoken(): Turn | undefined {
    return this.turns.findLast((turn) => turn.role !== 'system');
  }

  /** Past the system messages behind it: see `pushUser` in to-messages. */
  private moveToEnd(turn: AssistantTurn): AssistantTurn {
    this.turns.splice(this.turns.lastIndexOf(turn), 1);
    this.turns.push(turn);
    return turn;
  }

  /** Bedrock refuses a result whose call is not in the prompt; as text the model can still read it. */
  private toOrphan({
    toolCallId,
    toolName,
    output,
  }: LanguageModelV2ToolResultPart): WireUserPart[] {
    this.warnings.other(
      `The prompt has a result of tool call "${toolCallId}" (${toolName}) but not the call: it is sent as text of a user message.`,
    );
    const { text, images } = toToolResult(output, this.warnings);
    return [
      { type: 'text', text: `Result of tool call ${toolCallId} (${toolName}): ${text}` },
      ...toImageParts(toolCallId, toolName, images),
    ];
  }
}

/** Tool results are strings (heroku-api.md §1.3), so their images travel beside them, each named after its call. */
export function toImageParts(id: string, toolName: string, images: string[]): WireUserPart[] {
  return images.flatMap((url): WireUserPart[] => [
    { type: 'text', text: `Image from tool call ${id} (${toolName}):` },
    { type: 'image_url', image_url: { url } },
  ]);
}

function toUserPart(part: Message<'user'>['content'][number]): WireUserPart {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'file':
      return toUserFile(part);
    default:
      return rejectPart(part, 'a user message');
  }
}

function toUserFile(part: LanguageModelV2FilePart): WireUserPart {
  const data = toFileData(part.data);
  const url = isImage(part.mediaType) ? toImageUrl(data, part.mediaType) : undefined;
  if (url !== undefined) return { type: 'image_url', image_url: { url } };
  const text = isText(part.mediaType) ? toFileText(data) : undefined;
  if (text !== undefined) return { type: 'text', text };
  return rejectFile(part, 'a user message');
}

function toAssistantText(part: LanguageModelV2FilePart): string {
  const text = isText(part.mediaType) ? toFileText(toFileData(part.data)) : undefined;
  return text ?? rejectFile(part, 'an assistant message');
}

function rejectFile(part: LanguageModelV2FilePart, place: string): never {
  throw new UnsupportedFunctionalityError({
    functionality: `file of media type ${part.mediaType} in ${place}`,
    message: `Heroku chat completions cannot take a file of media type "${part.mediaType}" in ${place}. User messages may hold images (bytes, base64 or URL) and text files at hand; assistant messages text files only.`,
  });
}

function rejectPart(part: { type: string }, place: string): never {
  throw new UnsupportedFunctionalityError({
    functionality: `part of type ${part.type} in ${place}`,
    message: `Heroku chat completions cannot take a part of type "${part.type}" in ${place}.`,
  });
}
