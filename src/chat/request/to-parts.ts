import {
  type LanguageModelV2FilePart,
  type LanguageModelV2TextPart,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import { joinNonEmpty } from '../../json/json-text';
import type { WireUserPart } from '../wire/request';
import { type FileContent, toFileContent } from './file-data';

type TextOrFilePart = LanguageModelV2TextPart | LanguageModelV2FilePart;

export function toTextPart(text: string): WireUserPart {
  return { type: 'text', text };
}

function toImagePart(url: string): WireUserPart {
  return { type: 'image_url', image_url: { url } };
}

export function toUserPart(part: TextOrFilePart): WireUserPart {
  const { imageUrl, text } = toPartContent(part, 'user');
  return imageUrl ? toImagePart(imageUrl) : toTextPart(text);
}

/**
 * The content of a part: the URL of an image, which only user messages may hold, or text.
 * Throws UnsupportedFunctionalityError for anything else.
 */
export function toPartContent(
  part: TextOrFilePart,
  role: 'user' | 'assistant',
): { imageUrl?: string; text: string } {
  if (part.type === 'text') return part;
  const { type, data, mediaType } = part;
  const { imageUrl, text, source }: FileContent =
    type === 'file' ? toFileContent(data, mediaType) : {};
  if (text !== undefined) return { text };
  if (imageUrl && role === 'user') return { imageUrl, text: '' };
  const functionality = joinNonEmpty(', ', `"${type}" part of role ${role}`, mediaType, source);
  throw new UnsupportedFunctionalityError({
    functionality,
    message: `A ${functionality} cannot be sent. Heroku accepts images (png, jpeg, gif, webp) in user messages, and text files.`,
  });
}

/** Tool results are strings (heroku-api.md §1.3), so their images are sent in a user message, each after a label with its call. */
export function toImageParts(id: string, toolName: string, images: string[]): WireUserPart[] {
  return images.flatMap((url) => [
    toTextPart(`Image from ${toLabel(id, toolName)}:`),
    toImagePart(url),
  ]);
}

export function toLabel(id: string, toolName: string): string {
  return `tool call ${id} (${toolName})`;
}
