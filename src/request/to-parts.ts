import {
  type LanguageModelV2FilePart,
  type LanguageModelV2TextPart,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import type { WireUserPart } from '../wire/request';
import { toFileData, toFileText, toImageUrl } from './file-data';

export function toUserPart(part: LanguageModelV2TextPart | LanguageModelV2FilePart): WireUserPart {
  if (part.type === 'text') return { type: 'text', text: part.text };
  if (part.type !== 'file') return rejectPart(part, 'user');
  const data = toFileData(part.data);
  const url = toImageUrl(data, part.mediaType);
  if (url !== undefined) return { type: 'image_url', image_url: { url } };
  return { type: 'text', text: toFileText(data, part.mediaType) ?? rejectPart(part, 'user') };
}

export function toAssistantText(part: LanguageModelV2FilePart): string {
  return toFileText(toFileData(part.data), part.mediaType) ?? rejectPart(part, 'assistant');
}

/** Tool results are strings (heroku-api.md §1.3), so their images travel beside them, each named after its call. */
export function toImageParts(id: string, toolName: string, images: string[]): WireUserPart[] {
  return images.flatMap((url): WireUserPart[] => [
    { type: 'text', text: `Image from tool call ${id} (${toolName}):` },
    { type: 'image_url', image_url: { url } },
  ]);
}

export function rejectPart(
  { type, mediaType, data }: { type: string; mediaType?: string; data?: unknown },
  role: 'user' | 'assistant',
): never {
  const file = toFileData(data);
  const held = file.type === 'base64' && file.base64 === '' ? 'no data' : file.type;
  const what = type === 'file' ? `file of type ${mediaType} (${held})` : `"${type}" part`;
  throw new UnsupportedFunctionalityError({
    functionality: `${what} in a message of role ${role}`,
    message: `A ${what} in a message of role ${role} cannot be sent to Heroku. User messages take images (png, jpeg, gif, webp; bytes, base64, http URL) and text files (bytes, base64, text); assistant messages take text files.`,
  });
}
