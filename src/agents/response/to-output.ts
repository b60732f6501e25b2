import { parseJson } from '../../json/parse-json';
import { toArray, toObject } from '../../json/values';
import type { ToolResult } from '../../parts/chunk';

/** What a tool gave, and whether it failed. */
export type ToolOutput = { result: unknown; isError: boolean };

/**
 * The result out of Heroku's sentence around it, `Tool 'name' returned result: {...}` (heroku-api.md §5): an object or array
 * if it is JSON, else its text. Results of MCP tools say themselves that they are errors.
 */
export function toOutput({ content, isError }: ToolResult): ToolOutput {
  if (typeof content !== 'string')
    return { result: content, isError: isError || statesError(content) };
  const text = content.replace(/^Tool '[^\n]{0,200}?' returned result: ?/, '');
  const value = parseJson(text);
  const result = toObject(value) ?? toArray(value) ?? text;
  return { result, isError: isError || statesError(result) };
}

function statesError(result: unknown): boolean {
  return toObject(result)?.isError === true;
}
