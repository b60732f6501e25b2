import type { ModelProfile } from '../../../models/model-profile';
import type { Refused } from '../../refusals/refused';
import type { WireMessage, WireUserMessage, WireUserPart } from '../../wire/request';
import type { Warnings } from '../warnings';
import { FILLER } from './blank';
import { toTextPart } from './to-parts';
import type { Turn } from './to-turns';

/**
 * Makes messages of turns that Heroku and Bedrock accept (heroku-api.md §1.3, language-model-v2.md B).
 * @param thinking signed reasoning is replayed only while the model thinks (heroku-api.md §1.6).
 */
export function toMessages(
  turns: Turn[],
  instruction: string | undefined,
  thinking: boolean,
  { prefill, thinkingReplay }: ModelProfile,
  refused: Refused,
  warnings: Warnings,
): WireMessage[] {
  const messages: WireMessage[] = [];
  if (thinking && !thinkingReplay && turns.some(({ reasoning }) => reasoning)) {
    warnings.other(`Reasoning of earlier turns is not sent: ${refused.why('thinkingReplay')}.`);
  }
  /** Images of the last tool results. A result cannot hold them, so they are sent in a user message after all results. */
  let pendingImages: WireUserPart[] = [];
  for (const { role, texts, parts, reasoning, calls, results, images } of turns) {
    const text = texts.join('\n\n');
    if (role === 'system') {
      messages.push({ role, content: text });
    } else if (role === 'user') {
      // Roles must alternate: the images and the user message after them become one.
      if (pendingImages.length > 0) messages.splice(messages.findLastIndex(isUser), 1);
      messages.push({ role, content: toContent([...pendingImages, ...parts]) });
    } else {
      messages.push({
        role,
        content: text || FILLER,
        ...(thinking && thinkingReplay && reasoning && { reasoning }),
        ...(calls.length > 0 && { tool_calls: calls }),
      });
      messages.push(...results);
      if (images.length > 0) messages.push({ role: 'user', content: images });
      pendingImages = images;
    }
  }
  if (instruction) {
    // After the leading system messages, so that these stay the prefix which Heroku caches (heroku-api.md §1.7).
    messages.splice(messages.findIndex(isConversation), 0, {
      role: 'system',
      content: instruction,
    });
  }
  const last = messages.findLast(isConversation);
  if (last?.role === 'assistant') {
    // Bedrock refuses a final assistant message that ends in white space (language-model-v2.md B).
    last.content = last.content.trimEnd();
    if (!prefill) {
      warnings.other(
        'The prompt does not end with a user message, which Claude 4.6 and later demand.',
      );
    }
  }
  return messages;
}

const isConversation = ({ role }: WireMessage): boolean => role !== 'system';

const isUser = ({ role }: WireMessage): boolean => role === 'user';

function toContent(parts: WireUserPart[]): WireUserMessage['content'] {
  const [first = toTextPart(FILLER), second] = parts;
  return first.type === 'text' && !second ? first.text : parts;
}
