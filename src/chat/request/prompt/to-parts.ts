import {
  type LanguageModelV2FilePart,
  type LanguageModelV2TextPart,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import { joinNonEmpty } from '../../../json/json-text';
import type { WireUserPart } from '../../wire/request';
import type { Warnings } from '../warnings';
import { type FileContent, toFileContent } from './file-data';

type TextOrFilePart = LanguageModelV2TextPart | LanguageModelV2FilePart;

export function toTextPart(text: string): WireUserPart {
  return { type: 'text', text };
}

function toImagePart(url: string): WireUserPart {
  return { type: 'image_url', image_url: { url } };
}

/**
 * @param isPast whether an answer has followed. What cannot be sent is then described by a line of text, with a warning,
 * since no later turn could mend it. Throws UnsupportedFunctionalityError for it in the last user turn.
 */
export function toUserPart(
  part: TextOrFilePart,
  { isPast, warnings }: { isPast: boolean; warnings: Warnings },
): WireUserPart {
  const { imageUrl, text, unsent } = toPartContent(part);
  if (imageUrl) return toImagePart(imageUrl);
  if (unsent === undefined) return toTextPart(text);
  if (isPast) return toTextPart(describeUnsent(unsent, 'user', warnings));
  const functionality = `${unsent} of role user`;
  throw new UnsupportedFunctionalityError({
    functionality,
    message: `A ${functionality} cannot be sent. Heroku accepts images (png, jpeg, gif, webp) in user messages, and text files.`,
  });
}

/** What the assistant wrote. Files, which other models make, are described by a line of text, with a warning. */
export function toAssistantText(part: TextOrFilePart, warnings: Warnings): string {
  const { imageUrl, text, unsent } = toPartContent(part);
  const what = imageUrl === undefined ? unsent : describePart(part);
  return what === undefined ? text : describeUnsent(what, 'assistant', warnings);
}

function describeUnsent(what: string, role: string, warnings: Warnings): string {
  warnings.other(`A ${what} of role ${role} cannot be sent. A line of text describes it instead.`);
  return `[${what}: cannot be shown]`;
}

function describePart(part: TextOrFilePart): string {
  const { type, mediaType, filename } = part as LanguageModelV2FilePart;
  return joinNonEmpty(', ', `"${type}" part`, mediaType, filename);
}

/** The content of a part: the URL of an image, which only user messages may hold, or text. Else `unsent` describes it. */
function toPartContent(part: TextOrFilePart): { imageUrl?: string; text: string; unsent?: string } {
  if (part.type === 'text') return { text: part.text ?? '' };
  const { type, data, mediaType } = part;
  const { imageUrl, text, source }: FileContent =
    type === 'file' ? toFileContent(data, mediaType) : {};
  if (text !== undefined) return { text };
  if (imageUrl) return { imageUrl, text: '' };
  return { text: '', unsent: joinNonEmpty(', ', describePart(part), source) };
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
