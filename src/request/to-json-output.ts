import type { JSONObject, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import type { HerokuChatProviderOptions } from '../heroku-chat-options';
import type { WireResponseFormat, WireTool, WireToolChoice } from '../wire/request';
import { isObjectRoot, toResolved, toWireTool, type WireTools } from './to-tools';
import type { ToolNames } from './tool-names';
import type { Warnings } from './warnings';

/** JSON is to come out as text: from the synthetic tool of that name, else from the text itself. */
export type ExpectedJson = { toolName?: string; objectOnly: boolean };

/** How this request asks for JSON, by one of three ways: Heroku ignores `response_format` (heroku-api.md §1.5). */
export type JsonOutput = {
  tool?: WireTool;
  instruction?: string;
  responseFormat?: WireResponseFormat;
  expected: ExpectedJson;
};

type JsonFormat = Extract<
  NonNullable<LanguageModelV2CallOptions['responseFormat']>,
  { type: 'json' }
>;

export function toJsonOutput(
  format: LanguageModelV2CallOptions['responseFormat'],
  wanted: HerokuChatProviderOptions['structuredOutputMode'] = 'auto',
  thinking: boolean,
  names: ToolNames,
  warnings: Warnings,
): JsonOutput | undefined {
  if (format?.type !== 'json') return undefined;
  const schema = format.schema as JSONObject | undefined;
  const objectOnly = schema !== undefined && isObjectRoot(toResolved(schema));
  // A tool needs an object to describe, and a forced choice, which Claude refuses while it thinks (heroku-api.md §1.4).
  const mode = wanted === 'auto' ? (objectOnly && !thinking ? 'tool' : 'prompt') : wanted;
  switch (mode) {
    case 'tool': {
      if (schema !== undefined && !objectOnly) warnAboutRoot(warnings);
      const toolName = names.unused('json');
      const description = ['Respond with this JSON object', ...toAbout(format)].join(': ');
      return {
        tool: toWireTool(toolName, description, schema),
        expected: { toolName, objectOnly },
      };
    }
    case 'prompt':
      return { instruction: toInstruction(format, schema), expected: { objectOnly } };
    case 'json_schema':
      return { responseFormat: toResponseFormat(format, schema), expected: { objectOnly } };
  }
}

function warnAboutRoot(warnings: Warnings): void {
  warnings.other(
    "structuredOutputMode 'tool': Bedrock may refuse a schema that is no plain object at its root; 'prompt' takes any.",
  );
}

/** What the caller says of the JSON. */
function toAbout({ name, description }: JsonFormat): string[] {
  return [name ?? '', description ?? ''].filter((text) => text !== '');
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
  return schema === undefined
    ? { type: 'json_object' }
    : { type: 'json_schema', json_schema: { name, description, schema } };
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
