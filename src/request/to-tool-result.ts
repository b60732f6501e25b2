import type { LanguageModelV2ToolResultOutput } from '@ai-sdk/provider';
import { FILLER, isBlank } from './blank';
import { isImage, isText, toFileData, toFileText, toImageUrl } from './file-data';
import { toJsonText, toResultText } from './json-text';
import type { Warnings } from './warnings';

export type ToolResult = { text: string; images: string[] };

/** What AI SDK 5, 6 and 7 put into a tool result (language-model-v2.md C). */
type Output =
  | LanguageModelV2ToolResultOutput
  | { type: 'execution-denied'; reason?: string }
  | { type: 'unknown' };

type ContentItem = {
  type: string;
  text?: unknown;
  data?: unknown;
  url?: unknown;
  mediaType?: string;
  filename?: string;
};

/** A result as the string that Heroku takes, and the URLs of its images, which no string can hold. */
export function toToolResult(
  output: LanguageModelV2ToolResultOutput,
  warnings: Warnings,
): ToolResult {
  const { text, images } = toParts(output, warnings);
  return { text: isBlank(text) ? FILLER : toResultText(text), images };
}

function toParts(output: Output, warnings: Warnings): ToolResult {
  switch (output.type) {
    case 'text':
    case 'error-text':
      return { text: String(output.value), images: [] };
    case 'json':
    case 'error-json':
      return { text: toJsonText(output.value, ''), images: [] };
    case 'execution-denied':
      return { text: output.reason || 'The user denied the execution of this tool.', images: [] };
    case 'content':
      return toContent(output.value, warnings);
    default:
      return { text: omit(`output of type "${output.type}"`, warnings), images: [] };
  }
}

function toContent(items: readonly ContentItem[], warnings: Warnings): ToolResult {
  const images: string[] = [];
  const lines = items.map((item) => {
    if (item.type === 'text') return String(item.text);
    const data = toFileData(item.data ?? item.url);
    const image = isImageItem(item) ? toImageUrl(data, item.mediaType ?? 'image/*') : undefined;
    if (image !== undefined) {
      images.push(image);
      return `[image ${images.length}: see the message after the tool results]`;
    }
    const text = isText(item.mediaType) ? toFileText(data) : undefined;
    return text ?? omit(describe(item), warnings);
  });
  return { text: lines.join('\n'), images };
}

function isImageItem({ type, mediaType }: ContentItem): boolean {
  return type.startsWith('image-') || isImage(mediaType);
}

function describe({ type, mediaType, filename, url }: ContentItem): string {
  const facts = [mediaType, filename, typeof url === 'string' ? url : undefined];
  return [`part of type "${type}"`, ...facts.filter(Boolean)].join(', ');
}

/** A tool has run and its result must go out, so what cannot be sent is named rather than refused. */
function omit(what: string, warnings: Warnings): string {
  warnings.other(
    `A tool result holds a ${what}, which Heroku chat completions cannot take: the model gets a line that names it.`,
  );
  return `[${what}: cannot be shown]`;
}
