import type { JSONObject, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { joinNonEmpty } from '../../json/json-text';
import type { HerokuChatProviderOptions } from '../heroku-chat-options';
import type { WireResponseFormat, WireTool } from '../wire/request';
import { isObjectRoot, toWireTool } from './to-tools';
import type { ToolNames } from './tool-names';

/** How this request asks for JSON output: with a tool, an instruction, or `response_format`, which Heroku ignores (heroku-api.md §1.5). */
export type JsonOutput = {
  /** Whether the schema allows only objects. */
  objectOnly: boolean;
  tool?: WireTool;
  /** The name of the tool. With it the JSON is the input of a call of this tool, without it the text. */
  toolName?: string;
  instruction?: string;
  responseFormat?: WireResponseFormat;
};

export function toJsonOutput(
  format: LanguageModelV2CallOptions['responseFormat'],
  requestedMode: HerokuChatProviderOptions['structuredOutputMode'] = 'auto',
  thinking: boolean,
  names: ToolNames,
): JsonOutput | undefined {
  if (format?.type !== 'json') return undefined;
  const { name, description } = format;
  const schema = format.schema as JSONObject | undefined;
  const objectOnly = isObjectRoot(schema ?? {});
  const summary = joinNonEmpty(': ', name, description);
  // A tool takes an object, and has to be forced, which Claude refuses while it thinks (heroku-api.md §1.4).
  const mode =
    requestedMode === 'auto' ? (objectOnly && !thinking ? 'tool' : 'prompt') : requestedMode;
  const output: JsonOutput = { objectOnly };
  if (mode === 'tool') {
    output.toolName = names.toUnusedName('json');
    output.tool = toWireTool(
      output.toolName,
      joinNonEmpty('\n', 'Answer with this JSON', summary),
      schema,
    );
  } else if (mode === 'prompt') {
    output.instruction = joinNonEmpty(
      '\n',
      'Answer with JSON only, without prose or code fence.',
      summary && `The JSON is: ${summary}`,
      schema && `It must match this JSON schema:\n${JSON.stringify(schema)}`,
    );
  } else {
    output.responseFormat = schema
      ? { type: 'json_schema', json_schema: { name: name ?? 'response', description, schema } }
      : { type: 'json_object' };
  }
  return output;
}
