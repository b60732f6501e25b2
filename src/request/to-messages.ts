import type {
  WireAssistantMessage,
  WireMessage,
  WireUserMessage,
  WireUserPart,
} from '../wire/request';
import { FILLER } from './blank';
import type { Turn } from './to-turns';

/**
 * Turns of a prompt -> messages that Heroku and Bedrock accept (heroku-api.md §1.3, language-model-v2.md B).
 * @param thinking signed reasoning is replayed only while the model thinks (heroku-api.md §1.6).
 */
export function toMessages(turns: Turn[], thinking: boolean): WireMessage[] {
  const messages: WireMessage[] = [];
  /** Of the results that came last: as no result can hold them, the user shows them after all the results. */
  let images: WireUserPart[] = [];
  for (const turn of turns) {
    if (turn.role === 'system') {
      messages.push({ role: 'system', content: turn.text });
    } else if (turn.role === 'assistant') {
      images = turn.images;
      messages.push(toAssistantMessage(turn, thinking), ...turn.results);
      if (images.length > 0) messages.push({ role: 'user', content: images });
    } else {
      // Roles must alternate: the images join what the user says next.
      if (images.length > 0) messages.splice(messages.findLastIndex(isUser), 1);
      messages.push({ role: 'user', content: toContent([...images, ...turn.parts]) });
    }
  }
  return trimEnd(messages);
}

const isUser = ({ role }: WireMessage): boolean => role === 'user';

function toContent(parts: WireUserPart[]): WireUserMessage['content'] {
  const [first = { type: 'text', text: FILLER }, second] = parts;
  return first.type === 'text' && second === undefined ? first.text : parts;
}

function toAssistantMessage(
  { text, reasoning, calls }: Turn,
  thinking: boolean,
): WireAssistantMessage {
  return {
    role: 'assistant',
    content: text || FILLER,
    ...(thinking && reasoning && { reasoning }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

/** Bedrock refuses a final assistant message that ends in white space (language-model-v2.md B). */
function trimEnd(messages: WireMessage[]): WireMessage[] {
  const last = messages.findLast(({ role }) => role !== 'system');
  if (last?.role === 'assistant') last.content = last.content.trimEnd();
  return messages;
}
