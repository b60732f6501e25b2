import type { LanguageModelV2ToolResultOutput } from '@ai-sdk/provider';
import { joinFilled, toJsonText, toPlainText, toResultText } from '../../json/json-text';
import { FILLER, isBlank } from './blank';
import { toSentFile } from './file-data';
import type { Warnings } from './warnings';

export type ToolResult = { text: string; images: string[] };

/** What AI SDK 5, 6 and 7 put into a tool result, and into its content (language-model-v2.md C). */
type Output = {
  type: string;
  value?: unknown;
  reason?: string;
  text?: unknown;
  data?: unknown;
  url?: unknown;
  fileId?: unknown;
  mediaType?: string;
  filename?: string;
};

/** A result as the string that Heroku takes, and the URLs of its images, which no string can hold. */
export function toToolResult(
  output: LanguageModelV2ToolResultOutput,
  warnings: Warnings,
): ToolResult {
  const images: string[] = [];
  const text = toText(output, images, warnings);
  return { text: isBlank(text) ? FILLER : toResultText(text), images };
}

function toText(output: Output, images: string[], warnings: Warnings): string {
  const { type, value, text = value } = output;
  switch (type) {
    case 'text':
    case 'error-text':
      return toPlainText(text);
    case 'json':
    case 'error-json':
      return toJsonText(value);
    case 'execution-denied':
      return output.reason?.trim() || 'The user denied this tool call.';
    case 'content':
      return (value as Output[]).map((item) => toText(item, images, warnings)).join('\n');
    default:
      return toFileText(output, images, warnings);
  }
}

function toFileText(file: Output, images: string[], warnings: Warnings): string {
  const { type, data, url, fileId, filename } = file;
  const { mediaType = type.startsWith('image-') ? 'image' : undefined } = file;
  const { image, text } = toSentFile(data ?? url, mediaType);
  if (image) {
    return `[image ${images.push(image)}: see the message after the tool results]`;
  }
  if (text !== undefined) return text;

  // A tool has run and its result must go out, so what cannot be sent is named rather than refused.
  const what = joinFilled(', ', `"${type}" part`, mediaType, filename, url, fileId);
  warnings.other(`A tool result's ${what} is not sent: a line names it.`);
  return `[${what}: cannot be shown]`;
}
