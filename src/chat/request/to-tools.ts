import type { JSONObject, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import type { ChatRequestBody, WireTool, WireToolChoice } from '../wire/request';
import type { Turn } from './to-turns';
import type { ToolNames } from './tool-names';
import type { Warnings } from './warnings';

type ToolFields = Pick<ChatRequestBody, 'tools' | 'tool_choice'>;

/** The caller's tools, the tool for JSON output, and the tool choice, which is only sent with tools. */
export function toTools(
  call: LanguageModelV2CallOptions,
  turns: Turn[],
  jsonTool: WireTool | undefined,
  thinking: boolean,
  names: ToolNames,
  warnings: Warnings,
): ToolFields {
  const offered = toOffered(call.tools, names, warnings);
  const tools = jsonTool ? [...offered, jsonTool] : offered;
  if (tools.length === 0) return toToolsOfHistory(turns, warnings);

  for (const {
    function: { name, parameters },
  } of tools) {
    if (isObjectRoot(parameters)) continue;
    warnings.other(
      `The root of the schema of tool "${name}" is not an object: Bedrock may refuse it.`,
    );
  }
  const choice = toChoice(call.toolChoice, offered, jsonTool, names, warnings);
  if (!thinking || choice === 'auto' || choice === 'none') return { tools, tool_choice: choice };
  warnings.changed(
    'toolChoice',
    'A forced tool choice is sent as "auto": Claude refuses it while it thinks.',
  );
  return { tools, tool_choice: 'auto' };
}

function toOffered(
  tools: LanguageModelV2CallOptions['tools'] = [],
  names: ToolNames,
  warnings: Warnings,
): WireTool[] {
  const offered: WireTool[] = [];
  for (const tool of tools) {
    const { name } = tool;
    if (tool.type !== 'function') {
      warnings.tool(tool, `${name} is not sent: Heroku accepts function tools only.`);
      continue;
    }
    const schema = tool.inputSchema as JSONObject | undefined;
    offered.push(toWireTool(names.toWire(name), tool.description, schema));
  }
  return offered;
}

/**
 * The JSON tool is forced by name when no other may be called. Beside the caller's tools `required` lets the model call
 * those first. A tool that the caller names stays named.
 */
function toChoice(
  choice: LanguageModelV2CallOptions['toolChoice'],
  offered: WireTool[],
  jsonTool: WireTool | undefined,
  names: ToolNames,
  warnings: Warnings,
): WireToolChoice {
  if (jsonTool && (offered.length === 0 || choice?.type === 'none')) {
    return toNamed(jsonTool.function);
  }
  if (choice?.type === 'tool') {
    const name = names.toWire(choice.toolName);
    if (offered.some((tool) => tool.function.name === name)) return toNamed({ name });
    warnings.setting(
      'toolChoice',
      `toolChoice "${choice.toolName}" is not sent: the request has no such tool.`,
    );
  } else if (choice && choice.type !== 'auto') {
    return choice.type;
  }
  return jsonTool ? 'required' : 'auto';
}

function toNamed({ name }: { name: string }): WireToolChoice {
  return { type: 'function', function: { name } };
}

/** Bedrock refuses a history with tool calls and no tools (language-model-v2.md B): those called are declared again. */
function toToolsOfHistory(turns: Turn[], warnings: Warnings): ToolFields {
  const called = turns.flatMap(({ calls }) => calls.map((call) => call.function.name));
  if (called.length === 0) return {};
  warnings.other(
    'Bedrock refuses tool calls without tools: the tools of the prompt are declared again.',
  );
  return { tools: Array.from(new Set(called), (name) => toWireTool(name)), tool_choice: 'none' };
}

/** A tool without `$schema`, which Heroku refuses (heroku-api.md §1.4), and with the object root that Bedrock demands. */
export function toWireTool(name: string, description?: string, inputSchema?: JSONObject): WireTool {
  const { $schema, ...schema } = toResolved(inputSchema ?? {});
  const parameters: JSONObject = isUnion(schema) ? schema : { type: 'object', ...schema };
  if (parameters.type === 'object') parameters.properties ??= {};
  return {
    type: 'function',
    function: { name, ...(description && { description }), parameters },
  };
}

export function isObjectRoot(schema: JSONObject): boolean {
  const root = toResolved(schema);
  return root.type === 'object' && !isUnion(root);
}

function isUnion({ anyOf, oneOf, allOf }: JSONObject): boolean {
  return Boolean(anyOf ?? oneOf ?? allOf);
}

/** Replaces a root that only refers to a definition, as zod writes schemas with an id, by that definition. */
function toResolved(schema: JSONObject): JSONObject {
  const { $ref, ...rest } = schema;
  const [, key = '', name = ''] = /^#\/([^/]+)\/([^/]+)$/.exec(String($ref)) ?? [];
  const definitions = rest[key] as JSONObject | undefined;
  const definition = definitions?.[name] as JSONObject | undefined;
  return definition ? { ...rest, ...definition } : schema;
}
