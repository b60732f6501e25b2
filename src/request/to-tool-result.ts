import type { LanguageModelV2ToolResultOutput } from '@ai-sdk/provider';
import { FILLER, isBlank } from './blank';
import { toFileData, toFileText, toImageUrl } from './file-data';
import { toJsonText, toResultText } from './json-text';
import type { Warnings } from './warnings';

export type ToolResult = { text: string; images: string[] };

/** What AI SDK 5, 6 and 7 put into a tool result (language-model-v2.md C). */
type Output = LanguageModelV2ToolResultOutput | { type: 'execution-denied'; reason?: string };

type ContentItem = {
  type: string;
  text?: unknown;
  data?: unknown;
  url?: unknown;
  fileId?: unknown;
  mediaType?: string;
  filename?: string;
};

/** A result as the string that Heroku takes, and the URLs of its images, which no string can hold. */
export function toToolResult(output: Output, warnings: Warnings): ToolResult {
  const images: string[] = [];
  const text = toText(output, images, warnings);
  return { text: isBlank(text) ? FILLER : toResultText(text), images };
}

function toText(output: Output, images: string[], warnings: Warnings): string {
  switch (output.type) {
    case 'text':
    case 'error-text':
    case 'json':
    case 'error-json':
      return output.type.endsWith('text') && typeof output.value === 'string'
        ? output.value
        : toJsonText(output.value);
    case 'execution-denied':
      return output.reason?.trim() || 'The user denied the execution of this tool.';
    case 'content':
      return output.value.map((item: ContentItem) => toLine(item, images, warnings)).join('\n');
    default:
      return omit(output, warnings);
  }
}

function toLine(item: ContentItem, images: string[], warnings: Warnings): string {
  if (item.type === 'text') {
    return typeof item.text === 'string' ? item.text : toJsonText(item.text);
  }
  const mediaType = item.mediaType ?? (item.type.startsWith('image-') ? 'image' : undefined);
  const data = toFileData(item.data ?? item.url);
  const image = toImageUrl(data, mediaType);
  if (image === undefined) return toFileText(data, mediaType) ?? omit(item, warnings);
  images.push(image);
  return `[image ${images.length}: see the message after the tool results]`;
}

/** A tool has run and its result must go out, so what cannot be sent is named rather than refused. */
function omit({ type, mediaType, filename, url, fileId }: ContentItem, warnings: Warnings): string {
  const facts = [mediaType, filename, url && String(url), fileId && toJsonText(fileId)];
  const what = [`"${type}" part`, ...facts.filter(Boolean)].join(', ');
  warnings.other(`A tool result holds a ${what}: Heroku cannot take it, the model gets this line.`);
  return `[${what}: cannot be shown]`;
}
