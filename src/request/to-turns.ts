import type {
  JSONObject,
  LanguageModelV2Prompt,
  LanguageModelV2ToolCallPart,
  LanguageModelV2ToolResultPart,
} from '@ai-sdk/provider';
import type { WireUserPart } from '../wire/request';
import { FORBIDDEN_CHARACTERS, isAccepted, toAlias } from './aliases';
import { isBlank } from './blank';
import { rejectPart, toAssistantText, toImageParts, toUserPart } from './to-parts';
import { toReasoning } from './to-reasoning';
import { toToolResult } from './to-tool-result';
import type { Warnings } from './warnings';

type Message<Role> = Extract<LanguageModelV2Prompt[number], { role: Role }>;

/** A tool call under the id that it bears on the wire, and the output that answers it, if any does. */
export type Call = {
  id: string;
  part: LanguageModelV2ToolCallPart;
  answer?: { output: LanguageModelV2ToolResultPart['output']; position: number };
};

/** A turn of the conversation. No two assistant turns follow each other without a result or a user between them. */
export type Turn =
  | { role: 'system'; text: string }
  | { role: 'user'; parts: WireUserPart[] }
  | AssistantTurn;

/** One or more assistant messages of the prompt. The calls bring their answers along, wherever the prompt has them. */
export type AssistantTurn = {
  role: 'assistant';
  texts: string[];
  /** The first signed reasoning, as it is replayed. */
  reasoning: JSONObject | undefined;
  calls: Call[];
  /** A result has arrived: what the assistant says next is a new turn. */
  answered: boolean;
};

/**
 * Groups a prompt into turns. Throws UnsupportedFunctionalityError for user and assistant parts that cannot be sent.
 * @param name the key of this provider's options in parts.
 */
export function toTurns(prompt: LanguageModelV2Prompt, name: string, warnings: Warnings): Turn[] {
  const writer = new TurnWriter(name, warnings);
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
  assignIds(writer.calls);
  return writer.turns;
}

/** The first call with an accepted id keeps it; Bedrock refuses odd, long and repeated ids: those get an alias. */
function assignIds(calls: Call[]): void {
  const accepted = calls.filter(({ id }) => isAccepted(id, FORBIDDEN_CHARACTERS));
  const taken = new Set(accepted.map(({ id }) => id));
  const used = new Set<string>();
  for (const call of calls) {
    if (used.has(call.id) || !taken.has(call.id)) {
      call.id = toAlias(call.id, taken, FORBIDDEN_CHARACTERS);
      taken.add(call.id);
    }
    used.add(call.id);
  }
}

class TurnWriter {
  readonly turns: Turn[] = [];
  readonly calls: Call[] = [];
  readonly #unanswered: Call[] = [];
  #answers = 0;
  readonly #name: string;
  readonly #warnings: Warnings;

  constructor(name: string, warnings: Warnings) {
    this.#name = name;
    this.#warnings = warnings;
  }

  system({ content }: Message<'system'>): void {
    if (!isBlank(content)) this.turns.push({ role: 'system', text: content });
  }

  user(parts: WireUserPart[]): void {
    const filled = parts.filter((part) => part.type !== 'text' || !isBlank(part.text));
    const last = this.#lastSpoken();
    if (last?.role === 'user') this.#moveToEnd(last).parts.push(...filled);
    else this.turns.push({ role: 'user', parts: filled });
  }

  assistant({ content }: Message<'assistant'>): void {
    let text = '';
    const closeText = () => {
      if (!isBlank(text)) this.#assistantTurn(content).texts.push(text);
      text = '';
    };
    for (const part of content) {
      switch (part.type) {
        case 'text':
          text += part.text;
          break;
        case 'file':
          text += toAssistantText(part);
          break;
        case 'reasoning':
          // Read by to-reasoning, when the message says or does something.
          break;
        case 'tool-call': {
          const call = { id: part.toolCallId, part };
          this.calls.push(call);
          this.#unanswered.push(call);
          this.#assistantTurn(content).calls.push(call);
          break;
        }
        case 'tool-result':
          closeText();
          this.#result(part);
          break;
        default:
          rejectPart(part, 'assistant');
      }
    }
    closeText();
  }

  tool({ content }: Message<'tool'>): void {
    for (const part of content) {
      // AI SDK 6 also puts `tool-approval-response` parts here: the outcome arrives as a result of its own.
      if (part.type === 'tool-result') this.#result(part);
    }
  }

  /** A result answers the first call of its id that has none. */
  #result(part: LanguageModelV2ToolResultPart): void {
    const index = this.#unanswered.findIndex((call) => call.part.toolCallId === part.toolCallId);
    const [call] = index === -1 ? [] : this.#unanswered.splice(index, 1);
    if (call === undefined) return this.user(this.#toOrphan(part));
    call.answer = { output: part.output, position: this.#answers++ };
    const last = this.#lastSpoken();
    if (last?.role === 'assistant' && last.calls.includes(call)) last.answered = true;
  }

  #assistantTurn(content: Message<'assistant'>['content']): AssistantTurn {
    const last = this.#lastSpoken();
    const turn =
      last?.role === 'assistant' && !last.answered ? this.#moveToEnd(last) : this.#openTurn();
    turn.reasoning ??= toReasoning(content, this.#name);
    return turn;
  }

  #openTurn(): AssistantTurn {
    const turn: AssistantTurn = {
      role: 'assistant',
      texts: [],
      reasoning: undefined,
      calls: [],
      answered: false,
    };
    this.turns.push(turn);
    return turn;
  }

  /**
   * Roles must alternate, and a gateway to Bedrock has to take system messages out of the conversation: a turn that goes on
   * behind a system message is moved behind it.
   */
  #moveToEnd<T extends Turn>(turn: T): T {
    this.turns.splice(this.turns.lastIndexOf(turn), 1);
    this.turns.push(turn);
    return turn;
  }

  #lastSpoken(): Turn | undefined {
    return this.turns.findLast((turn) => turn.role !== 'system');
  }

  /** Bedrock refuses a result whose call is not in the prompt; as text the model can still read it. */
  #toOrphan({ toolCallId, toolName, output }: LanguageModelV2ToolResultPart): WireUserPart[] {
    this.#warnings.other(
      `The prompt has a result of tool call "${toolCallId}" (${toolName}) but not the call: it is sent as text of a user message.`,
    );
    const { text, images } = toToolResult(output, this.#warnings);
    return [
      { type: 'text', text: `Result of tool call ${toolCallId} (${toolName}): ${text}` },
      ...toImageParts(toolCallId, toolName, images),
    ];
  }
}
