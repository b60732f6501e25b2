import type { JSONObject, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { joinFilled } from '../../json/json-text';
import type { HerokuChatProviderOptions } from '../heroku-chat-options';
import type { WireResponseFormat, WireTool } from '../wire/request';
import { isObjectRoot, toWireTool } from './to-tools';
import type { ToolNames } from './tool-names';

/** How this request asks for JSON, if at all, by one of three ways: Heroku ignores `response_format` (heroku-api.md §1.5). */
export type JsonOutput = {
  /** Whether the JSON that is to come out as text must be an object. */
  objectOnly: boolean;
  tool?: WireTool;
  /** Its name: the JSON comes from its input then, else from the text itself. */
  toolName?: string;
  instruction?: string;
  responseFormat?: WireResponseFormat;
};

export function toJsonOutput(
  format: LanguageModelV2CallOptions['responseFormat'],
  wanted: HerokuChatProviderOptions['structuredOutputMode'] = 'auto',
  thinking: boolean,
  names: ToolNames,
): JsonOutput | undefined {
  if (format?.type !== 'json') return undefined;
  const { name, description } = format;
  const schema = format.schema as JSONObject | undefined;
  const objectOnly = isObjectRoot(schema ?? {});
  const about = joinFilled(': ', name, description);
  // A tool needs an object to describe, and a forced choice, which Claude refuses while it thinks (heroku-api.md §1.4).
  const mode = wanted === 'auto' ? (objectOnly && !thinking ? 'tool' : 'prompt') : wanted;
  const output: JsonOutput = { objectOnly };
  if (mode === 'tool') {
    output.toolName = names.unused('json');
    output.tool = toWireTool(
      output.toolName,
      joinFilled('\n', 'Answer with this JSON', about),
      schema,
    );
  } else if (mode === 'prompt') {
    output.instruction = joinFilled(
      '\n',
      'Answer with JSON only, without prose or code fence.',
      about && `The JSON is: ${about}`,
      schema && `It must match this JSON schema:\n${JSON.stringify(schema)}`,
    );
  } else {
    output.responseFormat = schema
      ? { type: 'json_schema', json_schema: { name: name ?? 'response', description, schema } }
      : { type: 'json_object' };
  }
  return output;
}
