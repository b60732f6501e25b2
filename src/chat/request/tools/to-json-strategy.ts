import type { JSONObject, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { joinNonEmpty } from '../../../json/json-text';
import { toJsonValue } from '../../../json/to-json-value';
import { toArray, toObject } from '../../../json/values';
import type { HerokuChatProviderOptions } from '../../heroku-chat-options';
import type { WireResponseFormat, WireTool } from '../../wire/request';
import type { ToolNames } from '../prompt/tool-names';
import { type AdaptedSchema, adaptSchema } from '../schema/adapt-schema';
import type { Subject } from '../subject';
import { requiresTool, takesForcedTools } from './to-tool-choice';
import { toWireTool } from './wire-tool';

/** How a request asks for JSON output: with a tool, an instruction, or `response_format`, which Heroku ignores (heroku-api.md §1.5). */
export type JsonStrategy = {
  /** Whether the schema allows only objects. */
  objectOnly: boolean;
  /** The properties of that object, and those that it must have; absent where the schema does not say. */
  keys?: string[] | undefined;
  required?: string[] | undefined;
  /** The only property, where that is a list. */
  listKey?: string | undefined;
  tool?: WireTool;
  /** The name of the tool. With it the JSON is the input of a call of this tool, without it the text. */
  toolName?: string;
  /** Why the model may refuse the schema of the tool. */
  problems: string[];
  instruction?: string;
  responseFormat?: WireResponseFormat;
};

type Mode = Exclude<HerokuChatProviderOptions['structuredOutputMode'], 'auto' | undefined>;
type JsonFormat = Extract<LanguageModelV2CallOptions['responseFormat'], { type: 'json' }>;

/** What a mode is made of. */
type Request = { format: JsonFormat; adapted: AdaptedSchema; names: ToolNames };

/** How each mode asks for JSON. */
const MODES: Record<
  Mode,
  (request: Request) => Pick<JsonStrategy, 'tool' | 'toolName' | 'instruction' | 'responseFormat'>
> = {
  tool({ format, adapted, names }) {
    const toolName = names.toUnusedName('json');
    const description = joinNonEmpty('\n', 'Answer with this JSON', toSummary(format));
    return { toolName, tool: toWireTool(toolName, description, adapted) };
  },
  prompt({ format }) {
    const { schema } = format;
    const summary = toSummary(format);
    return {
      instruction: joinNonEmpty(
        '\n',
        'Answer with JSON only, without prose or code fence.',
        summary && `The JSON is: ${summary}`,
        schema && `It must match this JSON schema:\n${JSON.stringify(toJsonValue(schema))}`,
      ),
    };
  },
  json_schema({ format: { name = 'response', description, schema } }) {
    return {
      responseFormat: schema
        ? {
            type: 'json_schema',
            json_schema: { name, description, schema: schema as JSONObject },
          }
        : { type: 'json_object' },
    };
  },
};

const toSummary = ({ name, description }: JsonFormat): string =>
  joinNonEmpty(': ', name, description);

/** @param settings `mode` is the caller's option; `thinking` whether the model thinks at this request. */
export function toJsonStrategy(
  subject: Subject,
  { mode = 'auto', thinking }: { mode?: Mode | 'auto' | undefined; thinking: boolean },
): JsonStrategy | undefined {
  const { call, model, names } = subject;
  const format = call.responseFormat;
  if (format?.type !== 'json') return undefined;
  const adapted = adaptSchema(format.schema, model);
  const { isObject, problems } = adapted;
  return {
    objectOnly: isObject,
    ...(isObject && toKeys(format.schema as JSONObject)),
    problems,
    ...MODES[toMode(subject, { adapted, mode, thinking })]({ format, adapted, names }),
  };
}

type Ask = { adapted: AdaptedSchema; mode: Mode | 'auto'; thinking: boolean };

function toMode(
  { call, model, refusals, warnings }: Subject,
  { adapted, mode, thinking }: Ask,
): Mode {
  const { isObject, isFlattened, problems } = adapted;
  // A tool takes an object, and has to be forced, which Claude refuses while it thinks (heroku-api.md §1.4).
  const isWhole = isObject && !isFlattened && problems.length === 0;
  // If thoughts are bound to the tools before them, the tools must be the same in each step (field-reports-2.md K3).
  const isBound = thinking && model.boundThinking;
  const automatic =
    isWhole && !isBound && takesForcedTools(model, { thinking }) ? 'tool' : 'prompt';
  const wanted = mode === 'auto' ? automatic : mode;
  if (wanted === 'prompt' && isObject && !model.forcedTools && refusals.isLearned('forcedTools')) {
    warnings.other(
      `JSON output is asked for by an instruction: ${refusals.reasonFor('forcedTools')}.`,
    );
  }
  if (wanted === 'tool' && isBound) {
    warnings.other(
      'JSON output is asked for by an instruction: the thoughts of this model are bound to the tools before them.',
    );
    return 'prompt';
  }
  // AI SDK 6 and 7 throw if a forced choice brings no call of the caller's tools (field-reports.md B5). AI SDK 5 does not.
  const isVersion5 = /\bai\/5\./.test(call.headers?.['user-agent'] ?? '');
  if (wanted !== 'tool' || isVersion5 || !requiresTool(call)) return wanted;
  warnings.other(
    'toolChoice forces a tool call in this step. For JSON output, let a later step choose: set toolChoice to "auto" in prepareStep.',
  );
  return 'prompt';
}

/** The keys of an object, where its schema lists them; any other schema may allow any key. */
function toKeys(
  schema: JSONObject | undefined,
): Pick<JsonStrategy, 'keys' | 'required' | 'listKey'> {
  const properties = toObject(schema?.properties) ?? {};
  const keys = Object.keys(properties);
  if (keys.length === 0) return {};
  const required = toArray(schema?.required)?.filter((key) => typeof key === 'string');
  const [key = ''] = keys;
  const isList = keys.length === 1 && toObject(properties[key])?.type === 'array';
  return { keys, required, ...(isList && { listKey: key }) };
}
