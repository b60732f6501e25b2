import type { JSONObject, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { joinNonEmpty } from '../../../json/json-text';
import { toJsonValue } from '../../../json/to-json-value';
import { toArray, toObject } from '../../../json/values';
import type { ModelProfile } from '../../../models/model-profile';
import type { HerokuChatProviderOptions } from '../../heroku-chat-options';
import type { Refused } from '../../refusals/refused';
import type { WireResponseFormat, WireTool } from '../../wire/request';
import type { ToolNames } from '../prompt/tool-names';
import { adaptSchema } from '../schema/adapt-schema';
import type { Warnings } from '../warnings';
import { requiresTool, toWireTool } from './to-tools';

/** How this request asks for JSON output: with a tool, an instruction, or `response_format`, which Heroku ignores (heroku-api.md §1.5). */
export type JsonOutput = {
  /** Whether the schema allows only objects. */
  objectOnly: boolean;
  /** The properties of that object, and those that it must have; absent where the schema does not say. */
  keys?: string[] | undefined;
  required?: string[] | undefined;
  tool?: WireTool;
  /** The name of the tool. With it the JSON is the input of a call of this tool, without it the text. */
  toolName?: string;
  /** Why the model may refuse the schema of the tool. */
  problems: string[];
  instruction?: string;
  responseFormat?: WireResponseFormat;
};

export function toJsonOutput(
  call: LanguageModelV2CallOptions,
  requestedMode: HerokuChatProviderOptions['structuredOutputMode'] = 'auto',
  thinking: boolean,
  model: ModelProfile,
  names: ToolNames,
  refused: Refused,
  warnings: Warnings,
): JsonOutput | undefined {
  const format = call.responseFormat;
  if (format?.type !== 'json') return undefined;
  const { name, description } = format;
  const schema = format.schema as JSONObject | undefined;
  const adapted = adaptSchema(schema, model);
  const { isObject, isFlattened, problems } = adapted;
  const summary = joinNonEmpty(': ', name, description);
  const output: JsonOutput = { objectOnly: isObject, ...(isObject && toKeys(schema)), problems };
  // A tool takes an object, and has to be forced, which Claude refuses while it thinks (heroku-api.md §1.4).
  const isWhole = isObject && !isFlattened && problems.length === 0;
  const canUseTool = isWhole && !thinking && model.forcedTools;
  let mode = requestedMode === 'auto' ? (canUseTool ? 'tool' : 'prompt') : requestedMode;
  if (mode === 'prompt' && isObject && !model.forcedTools && refused.isLearned('forcedTools')) {
    warnings.other(`JSON output is asked for by an instruction: ${refused.why('forcedTools')}.`);
  }
  // AI SDK 6 and 7 throw if a forced choice brings no call of the caller's tools (field-reports.md B5). AI SDK 5 does not.
  if (
    mode === 'tool' &&
    requiresTool(call) &&
    !/\bai\/5\./.test(call.headers?.['user-agent'] ?? '')
  ) {
    mode = 'prompt';
    warnings.other(
      'toolChoice forces a tool call in this step. For JSON output, let a later step choose: set toolChoice to "auto" in prepareStep.',
    );
  }
  if (mode === 'tool') {
    output.toolName = names.toUnusedName('json');
    output.tool = toWireTool(
      output.toolName,
      joinNonEmpty('\n', 'Answer with this JSON', summary),
      adapted,
    );
  } else if (mode === 'prompt') {
    output.instruction = joinNonEmpty(
      '\n',
      'Answer with JSON only, without prose or code fence.',
      summary && `The JSON is: ${summary}`,
      schema && `It must match this JSON schema:\n${JSON.stringify(toJsonValue(schema))}`,
    );
  } else {
    output.responseFormat = schema
      ? { type: 'json_schema', json_schema: { name: name ?? 'response', description, schema } }
      : { type: 'json_object' };
  }
  return output;
}

/** Of a schema that lists the properties of its root; any other may allow any. */
function toKeys(schema: JSONObject | undefined): Pick<JsonOutput, 'keys' | 'required'> {
  const keys = Object.keys(toObject(schema?.properties) ?? {});
  if (keys.length === 0) return {};
  const required = toArray(schema?.required)?.filter((key) => typeof key === 'string');
  return { keys, required };
}
