import type { LanguageModelV2ToolResultOutput } from '@ai-sdk/provider';
import { isBlank } from '../../../json/is-blank';
import { joinNonEmpty, toJsonText, toPlainText, toResultText } from '../../../json/json-text';
import { toObject } from '../../../json/values';
import type { Warnings } from '../warnings';
import { toFileContent } from './file-data';
import { FILLER } from './filler';

export type ToolResult = { text: string; images: string[] };

/** A tool output, or an item of its content, as AI SDK 5, 6 and 7 write them (language-model-v2.md C). */
type Output = {
  type: string;
  value?: unknown;
  reason?: string;
  text?: unknown;
  data?: unknown;
  url?: unknown;
  fileId?: unknown;
  mediaType?: string;
  /** The media type as MCP writes it. */
  mimeType?: string;
  filename?: string;
};

/** The result as a string, which is all that Heroku accepts (heroku-api.md §1.3), and the URLs of its images. */
export function toToolResult(
  output: LanguageModelV2ToolResultOutput | undefined,
  warnings: Warnings,
): ToolResult {
  const images: string[] = [];
  const text = toOutputText(output, images, warnings);
  return {
    text: isBlank(text) ? FILLER : toResultText(text, { isJson: holdsJson(output) }),
    images,
  };
}

function holdsJson(output: Output | undefined): boolean {
  if (output?.type === 'json') return true;
  // The AI SDK stores an error of a tool that Heroku ran as a text, and writes that text as `error-json` (field-reports-2.md N6).
  return output?.type === 'error-json' && typeof output.value !== 'string';
}

/** @param given also what frameworks write in place of an output: a value as it is, or nothing. */
function toOutputText(given: unknown, images: string[], warnings: Warnings): string {
  const output = isOutput(given) ? given : { type: 'text', value: given };
  const { type, value, text = value } = output;
  switch (type) {
    case 'text':
    case 'error-text':
      return toPlainText(text);
    case 'error-json':
      return toPlainText(value);
    case 'json':
      return toJsonText(value);
    case 'execution-denied':
      return output.reason?.trim() ? `${DENIED}: ${output.reason.trim()}` : `${DENIED}.`;
    case 'content':
      if (!Array.isArray(value)) return toPlainText(value);
      return value.map((item) => toOutputText(item, images, warnings)).join('\n');
    default:
      return toFileText(output, images, warnings);
  }
}

const DENIED = 'The user denied this tool call';

function isOutput(value: unknown): value is Output {
  return typeof toObject(value)?.type === 'string';
}

function toFileText(file: Output, images: string[], warnings: Warnings): string {
  const { type, data, url, fileId, filename } = file;
  const { mimeType, mediaType = mimeType ?? (isImage(file) ? 'image' : undefined) } = file;
  const { imageUrl, text, source } = toFileContent(data ?? url, mediaType);
  if (imageUrl) {
    return `[image ${images.push(imageUrl)}: see the message after the tool results]`;
  }
  if (text !== undefined) return text;

  // The tool has run, so its result must reach the model: what cannot be sent is described instead of refused.
  const what = joinNonEmpty(', ', `"${type}" part`, mediaType, filename, url ?? fileId ?? source);
  warnings.other(`A tool result's ${what} cannot be sent. A line of text describes it instead.`);
  return `[${what}: cannot be shown]`;
}

/** AI SDK 7 leaves the type of some files away: then the end of the path tells. A data URL has none. */
function isImage({ type, url }: Output): boolean {
  return (
    /^image\b/.test(type) || /^(?!data:).*\.(png|jpe?g|gif|webp)(?:[?#]|$)/i.test(String(url ?? ''))
  );
}
