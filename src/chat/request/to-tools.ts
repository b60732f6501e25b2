import type { JSONObject, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import type { ChatRequestBody, WireTool, WireToolChoice } from '../wire/request';
import type { Turn } from './to-turns';
import type { ToolNames } from './tool-names';
import type { Warnings } from './warnings';

type ToolFields = Pick<ChatRequestBody, 'tools' | 'tool_choice'>;

/** The caller's tools and the one that asks for JSON, and the choice among them. Without tools there is no choice. */
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
    warnings.other(`The schema of tool "${name}" is no object at its root: Bedrock may refuse it.`);
  }
  const choice = toChoice(call.toolChoice, offered, jsonTool, names, warnings);
  if (!thinking || choice === 'auto' || choice === 'none') return { tools, tool_choice: choice };
  warnings.setting(
    'toolChoice',
    'The forced tool choice is sent as "auto": Claude refuses it while it thinks.',
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
      warnings.tool(tool, `${name} is not sent: Heroku takes function tools only.`);
      continue;
    }
    const schema = tool.inputSchema as JSONObject | undefined;
    offered.push(toWireTool(names.toWire(name), tool.description, schema));
  }
  return offered;
}

/**
 * The JSON tool is forced by name when it alone may be called; beside the caller's tools `required` lets the model call
 * those first. The caller's named tool stays named.
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
    warnings.setting('toolChoice', `toolChoice "${choice.toolName}" is not sent: no such tool is.`);
  } else if (choice && choice.type !== 'auto') {
    return choice.type;
  }
  return jsonTool ? 'required' : 'auto';
}

function toNamed({ name }: { name: string }): WireToolChoice {
  return { type: 'function', function: { name } };
}

/** Bedrock demands tools when the history has calls (language-model-v2.md B), so the ones called are declared again. */
function toToolsOfHistory(turns: Turn[], warnings: Warnings): ToolFields {
  const called = turns.flatMap(({ calls }) => calls.map((call) => call.function.name));
  if (called.length === 0) return {};
  warnings.other('Bedrock refuses tool calls without tools: they are declared again.');
  return { tools: Array.from(new Set(called), (name) => toWireTool(name)), tool_choice: 'none' };
}

/** Without the `$schema` that Heroku rejects (heroku-api.md §1.4) and with the object root that Bedrock demands. */
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

/** A root that only points to a definition, as zod makes it for schemas with an id, is what it points to. */
function toResolved(schema: JSONObject): JSONObject {
  const { $ref, ...rest } = schema;
  const [, key = '', name = ''] = /^#\/([^/]+)\/([^/]+)$/.exec(String($ref)) ?? [];
  const definitions = rest[key] as JSONObject | undefined;
  const definition = definitions?.[name] as JSONObject | undefined;
  return definition ? { ...rest, ...definition } : schema;
}
