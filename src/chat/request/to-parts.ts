import {
  type LanguageModelV2FilePart,
  type LanguageModelV2TextPart,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import { joinFilled } from '../../json/json-text';
import type { WireUserPart } from '../wire/request';
import { type SentFile, toSentFile } from './file-data';

type SaidPart = LanguageModelV2TextPart | LanguageModelV2FilePart;

export function toTextPart(text: string): WireUserPart {
  return { type: 'text', text };
}

function toImagePart(url: string): WireUserPart {
  return { type: 'image_url', image_url: { url } };
}

export function toUserPart(part: SaidPart): WireUserPart {
  const { image, text } = toSent(part, 'user');
  return image ? toImagePart(image) : toTextPart(text);
}

/** What is sent of a part: the URL of an image, which only users may send, or a text. */
export function toSent(
  part: SaidPart,
  role: 'user' | 'assistant',
): { image?: string; text: string } {
  if (part.type === 'text') return part;
  const { type, data, mediaType } = part;
  const { image, text, held }: SentFile = type === 'file' ? toSentFile(data, mediaType) : {};
  if (text !== undefined) return { text };
  if (image && role === 'user') return { image, text: '' };
  const functionality = joinFilled(', ', `"${type}" part of role ${role}`, mediaType, held);
  throw new UnsupportedFunctionalityError({
    functionality,
    message: `A ${functionality} is not sent: Heroku takes images (png, jpeg, gif, webp) of users and text files.`,
  });
}

/** Tool results are strings (heroku-api.md §1.3), so their images travel beside them, each named after its call. */
export function toImageParts(id: string, toolName: string, images: string[]): WireUserPart[] {
  return images.flatMap((url) => [
    toTextPart(`Image from ${toLabel(id, toolName)}:`),
    toImagePart(url),
  ]);
}

export function toLabel(id: string, toolName: string): string {
  return `tool call ${id} (${toolName})`;
}
