import type { WireMessage, WireUserMessage, WireUserPart } from '../../wire/request';
import type { Subject } from '../subject';
import { FILLER } from './filler';
import { toTextPart } from './to-parts';
import type { Turn } from './turn';

type Content = {
  turns: Turn[];
  /** A system message of our own. */
  instruction?: string | undefined;
  /** Signed reasoning is replayed only while the model thinks (heroku-api.md §1.6). */
  thinking: boolean;
};

/** Makes messages of turns that Heroku and Bedrock accept (heroku-api.md §1.3, language-model-v2.md B). */
export function toMessages(
  { model, refusals, warnings }: Subject,
  { turns, instruction, thinking }: Content,
): WireMessage[] {
  if (thinking && !model.thinkingReplay && turns.some(({ reasoning }) => reasoning)) {
    warnings.other(
      `Reasoning of earlier turns is not sent: ${refusals.reasonFor('thinkingReplay')}.`,
    );
  }
  const replaysReasoning = thinking && model.thinkingReplay;
  const messages = withImageTurns(turns).flatMap((turn) =>
    toTurnMessages(turn, { replaysReasoning }),
  );
  if (instruction) {
    // The instruction goes behind the leading system messages, so that these stay the prefix which Heroku caches (heroku-api.md §1.7).
    messages.splice(messages.findIndex(isConversation), 0, {
      role: 'system',
      content: instruction,
    });
  }
  const last = messages.findLast(isConversation);
  if (last?.role === 'assistant') {
    // Bedrock refuses a final assistant message that ends in white space (language-model-v2.md B).
    last.content = last.content.trimEnd();
    if (!model.prefill) {
      warnings.other(
        'The prompt does not end with a user message, which Claude 4.6 and later demand.',
      );
    }
  }
  return messages;
}

/**
 * Tool results cannot hold images, so the user shows them: in a turn after the results or, since roles must alternate, at the
 * beginning of the user's next turn.
 */
function withImageTurns(turns: readonly Turn[]): readonly Turn[] {
  if (turns.every(({ images }) => images.length === 0)) return turns;
  const reversed: Turn[] = [];
  let next: Turn | undefined;
  for (const given of [...turns].reverse()) {
    const { role, images } = given;
    if (role === 'assistant' && images.length > 0) {
      if (next?.role === 'user') next.parts = [...images, ...next.parts];
      else reversed.push({ ...given, role: 'user', parts: images });
    }
    const turn = { ...given };
    reversed.push(turn);
    if (role !== 'system') next = turn;
  }
  return reversed.reverse();
}

function toTurnMessages(
  turn: Turn,
  { replaysReasoning }: { replaysReasoning: boolean },
): WireMessage[] {
  const { role, parts, reasoning, calls, results } = turn;
  const text = turn.texts.join('\n\n');
  if (role === 'system') return [{ role, content: text }];
  if (role === 'user') return [{ role, content: toUserContent(parts) }];
  return [
    {
      role,
      content: text || FILLER,
      ...(replaysReasoning && reasoning && { reasoning }),
      ...(calls.length > 0 && { tool_calls: calls }),
    },
    ...results,
  ];
}

const isConversation = ({ role }: WireMessage): boolean => role !== 'system';

function toUserContent(parts: WireUserPart[]): WireUserMessage['content'] {
  const [first = toTextPart(FILLER), second] = parts;
  return first.type === 'text' && !second ? first.text : parts;
}
