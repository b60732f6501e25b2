import {
  type LanguageModelV2FilePart,
  type LanguageModelV2TextPart,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import type { WireUserPart } from '../wire/request';
import { toSentFile } from './file-data';

export function toTextPart(text: string): WireUserPart {
  return { type: 'text', text };
}

function toImagePart(url: string): WireUserPart {
  return { type: 'image_url', image_url: { url } };
}

export function toUserPart(part: LanguageModelV2TextPart | LanguageModelV2FilePart): WireUserPart {
  if (part.type === 'text') return toTextPart(part.text);
  if (part.type !== 'file') return rejectPart(part, 'user');
  const { image, text, held } = toSentFile(part.data, part.mediaType);
  return image ? toImagePart(image) : toTextPart(text ?? rejectPart(part, 'user', held));
}

export function toAssistantText(part: LanguageModelV2FilePart): string {
  const { text, held } = toSentFile(part.data, part.mediaType);
  return text ?? rejectPart(part, 'assistant', held);
}

/** Tool results are strings (heroku-api.md §1.3), so their images travel beside them, each named after its call. */
export function toImageParts(id: string, toolName: string, images: string[]): WireUserPart[] {
  const label = toTextPart(`Image from tool call ${id} (${toolName}):`);
  return images.flatMap((url) => [label, toImagePart(url)]);
}

export function rejectPart(
  { type, mediaType }: { type: string; mediaType?: string },
  role: 'user' | 'assistant',
  held?: string,
): never {
  const what = held ? `file of type ${mediaType} (${held})` : `"${type}" part`;
  const functionality = `${what} in a message of role ${role}`;
  throw new UnsupportedFunctionalityError({
    functionality,
    message: `A ${functionality} is not sent: Heroku takes images (png, jpeg, gif, webp) and text files of users, text files of assistants.`,
  });
}
