import type { JSONObject } from '@ai-sdk/provider';
import type { Warnings } from '../warnings';
import { FILLER } from './filler';
import { newTurn, type Turn } from './turn';

export type TurnList = ReturnType<typeof createTurnList>;

/** The turns of a prompt. The first is the user's, and user and assistant alternate. */
export function createTurnList(warnings: Warnings) {
  const turns: Turn[] = [];
  /** The last turn of the user or the assistant. */
  let current: Turn | undefined;
  /** The reasoning of a message without text or calls: some frameworks split an answer into messages (field-reports.md F2). */
  let loneReasoning: JSONObject | undefined;

  function startWithUser(): void {
    if (current) return;
    warnings.other(
      `The prompt does not start with a user message. "${FILLER}" is sent as the first one.`,
    );
    continueTurn('user');
  }

  /**
   * The current turn if it is of that role, else a new one. Roles must alternate, also after system messages are taken out
   * of the conversation, as Bedrock's API demands: a turn that continues after a system message is moved behind it.
   */
  function continueTurn(role: 'user' | 'assistant', reasoning?: JSONObject): Turn {
    if (role === 'assistant') startWithUser();
    if (current?.role !== role || current.results.length > 0) {
      current = newTurn(role);
      turns.push(current);
    } else if (turns.at(-1) !== current) {
      turns.push(...turns.splice(turns.indexOf(current), 1));
    }
    current.reasoning ??= reasoning;
    if (reasoning || role === 'user') loneReasoning = undefined;
    return current;
  }

  return {
    turns,
    startWithUser,
    continueTurn,
    /** The reasoning of an assistant message: its own, else the one that waits for a text or a call. It waits from now on. */
    claimReasoning(own: JSONObject | undefined): JSONObject | undefined {
      loneReasoning = own ?? loneReasoning;
      return loneReasoning;
    },
    addSystem: (text: string): void => {
      turns.push(newTurn('system', text));
    },
  };
}
