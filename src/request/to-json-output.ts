import type { JSONObject, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import type { HerokuChatProviderOptions } from '../heroku-chat-options';
import type { WireResponseFormat, WireTool, WireToolChoice } from '../wire/request';
import { isObjectRoot, toResolved, toWireTool, type WireTools } from './to-tools';
import type { ToolNames } from './tool-names';
import type { Warnings } from './warnings';

/** How this request asks for JSON. Heroku ignores `response_format` (heroku-api.md §1.5). */
export type JsonOutput =
  | { mode: 'tool'; tool: WireTool }
  | { mode: 'prompt'; instruction: string }
  | { mode: 'json_schema'; responseFormat: WireResponseFormat };

type JsonFormat = Extract<
  NonNullable<LanguageModelV2CallOptions['responseFormat']>,
  { type: 'json' }
>;

export function toJsonOutput(
  format: LanguageModelV2CallOptions['responseFormat'],
  wanted: HerokuChatProviderOptions['structuredOutputMode'],
  thinking: boolean,
  names: ToolNames,
  warnings: Warnings,
): JsonOutput | undefined {
  if (format?.type !== 'json') return undefined;
  const schema = format.schema as JSONObject | undefined;
  const mode = wanted === undefined || wanted === 'auto' ? toMode(schema, thinking) : wanted;
  switch (mode) {
    case 'tool':
      if (schema !== undefined && !isObjectSchema(schema)) warnAboutRoot(warnings);
      return { mode, tool: toWireTool(names.unused('json'), toDescription(format), schema) };
    case 'prompt':
      return { mode, instruction: toInstruction(format, schema) };
    case 'json_schema':
      return { mode, responseFormat: toResponseFormat(format, schema) };
  }
}

/** A tool needs an object to describe, and a forced choice, which Claude refuses while it thinks (heroku-api.md §1.4). */
function toMode(schema: JSONObject | undefined, thinking: boolean): 'tool' | 'prompt' {
  return schema !== undefined && isObjectSchema(schema) && !thinking ? 'tool' : 'prompt';
}

export function isObjectSchema(schema: JSONObject): boolean {
  return isObjectRoot(toResolved(schema));
}

function warnAboutRoot(warnings: Warnings): void {
  warnings.other(
    "structuredOutputMode 'tool' with a schema that is no plain object at its root: Bedrock may refuse it; 'prompt' takes any schema.",
  );
}

function toDescription(format: JsonFormat): string {
  return ['Respond with this JSON object', ...toAbout(format)].join(': ');
}

/** What the caller says of the JSON. */
function toAbout({ name, description }: JsonFormat): string[] {
  return [name, description].filter((text) => text !== undefined);
}

function toInstruction(format: JsonFormat, schema: JSONObject | undefined): string {
  const about = toAbout(format).join(': ');
  return [
    'Answer with JSON only: no prose around it and no code fence.',
    ...(about ? [`The JSON is: ${about}`] : []),
    ...(schema ? [`It must match this JSON schema:\n${JSON.stringify(schema)}`] : []),
  ].join('\n');
}

function toResponseFormat(
  { name = 'response', description }: JsonFormat,
  schema: JSONObject | undefined,
): WireResponseFormat {
  if (schema === undefined) return { type: 'json_object' };
  return {
    type: 'json_schema',
    json_schema: { name, ...(description && { description }), schema },
  };
}

/**
 * The caller's tools with the synthetic one beside them. It is forced by name when it is alone; next to the caller's
 * tools `required` lets the model call those first. The caller's named tool stays named.
 */
export function withJsonTool({ tools, toolChoice }: WireTools, tool: WireTool): WireTools {
  const named: WireToolChoice = { type: 'function', function: { name: tool.function.name } };
  const choice = tools.length === 0 || toolChoice === 'none' ? named : toolChoice;
  return { tools: [...tools, tool], toolChoice: choice === 'auto' ? 'required' : choice };
}
