import type { WireMessage, WireUserMessage, WireUserPart } from '../wire/request';
import { FILLER } from './blank';
import { toTextPart } from './to-parts';
import type { Turn } from './to-turns';

/**
 * Turns of a prompt -> messages that Heroku and Bedrock accept (heroku-api.md §1.3, language-model-v2.md B).
 * @param thinking signed reasoning is replayed only while the model thinks (heroku-api.md §1.6).
 */
export function toMessages(turns: Turn[], thinking: boolean): WireMessage[] {
  const messages: WireMessage[] = [];
  /** Of the results that came last: as no result can hold them, the user shows them after all the results. */
  let shown: WireUserPart[] = [];
  for (const { role, texts, parts, reasoning, calls, results, images } of turns) {
    const text = texts.join('\n\n');
    if (role === 'system') {
      messages.push({ role, content: text });
    } else if (role === 'user') {
      // Roles must alternate: what the user says next joins the images.
      if (shown.length > 0) messages.splice(messages.findLastIndex(isUser), 1);
      messages.push({ role, content: toContent([...shown, ...parts]) });
    } else {
      messages.push({
        role,
        content: text || FILLER,
        ...(thinking && reasoning && { reasoning }),
        ...(calls.length > 0 && { tool_calls: calls }),
      });
      messages.push(...results);
      if (images.length > 0) messages.push({ role: 'user', content: images });
      shown = images;
    }
  }
  trimEnd(messages);
  return messages;
}

const isUser = ({ role }: WireMessage): boolean => role === 'user';

function toContent(parts: WireUserPart[]): WireUserMessage['content'] {
  const [first = toTextPart(FILLER), second] = parts;
  return first.type === 'text' && second === undefined ? first.text : parts;
}

/** Bedrock refuses a final assistant message that ends in white space (language-model-v2.md B). */
function trimEnd(messages: WireMessage[]): void {
  const last = messages.findLast(({ role }) => role !== 'system');
  if (last?.role === 'assistant') last.content = last.content.trimEnd();
}
