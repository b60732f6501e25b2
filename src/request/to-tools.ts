import type {
  JSONObject,
  LanguageModelV2CallOptions,
  LanguageModelV2Prompt,
} from '@ai-sdk/provider';
import type { ChatRequestBody, WireTool, WireToolChoice } from '../wire/request';
import { namesInHistory, type ToolNames } from './tool-names';
import type { Warnings } from './warnings';

type ToolFields = Pick<ChatRequestBody, 'tools' | 'tool_choice'>;

/** The caller's tools and the one that asks for JSON, and the choice among them. Without tools there is no choice. */
export function toTools(
  call: LanguageModelV2CallOptions,
  jsonTool: WireTool | undefined,
  thinking: boolean,
  names: ToolNames,
  warnings: Warnings,
): ToolFields {
  const offered = toOffered(call.tools, names, warnings);
  const tools = [...offered.values(), ...(jsonTool ? [jsonTool] : [])];
  if (tools.length === 0) return toToolsOfHistory(call.prompt, names, warnings);

  const choice = toChoice(call.toolChoice, offered, jsonTool, warnings);
  if (!thinking || choice === 'auto' || choice === 'none') return { tools, tool_choice: choice };
  warnings.setting(
    'toolChoice',
    'The forced tool choice (toolChoice or structuredOutputMode) is sent as "auto": Claude refuses it while it thinks.',
  );
  return { tools, tool_choice: 'auto' };
}

/** The caller's tools by the caller's names. */
function toOffered(
  tools: LanguageModelV2CallOptions['tools'] = [],
  names: ToolNames,
  warnings: Warnings,
): Map<string, WireTool> {
  const offered = new Map<string, WireTool>();
  for (const tool of tools) {
    if (tool.type !== 'function') {
      warnings.tool(tool, `${tool.name} is not sent: Heroku takes function tools only.`);
      continue;
    }
    const schema = tool.inputSchema as JSONObject | undefined;
    const wireTool = toWireTool(names.toWire(tool.name), tool.description, schema);
    warnAboutRoot(`tool "${tool.name}"`, wireTool, warnings);
    offered.set(tool.name, wireTool);
  }
  return offered;
}

/**
 * The JSON tool is forced by name when it alone may be called; beside the caller's tools `required` lets the model call
 * those first. The caller's named tool stays named.
 */
function toChoice(
  choice: LanguageModelV2CallOptions['toolChoice'],
  offered: ReadonlyMap<string, WireTool>,
  jsonTool: WireTool | undefined,
  warnings: Warnings,
): WireToolChoice {
  if (jsonTool && (offered.size === 0 || choice?.type === 'none')) return toNamed(jsonTool);
  if (choice?.type === 'tool') {
    const tool = offered.get(choice.toolName);
    if (tool) return toNamed(tool);
    warnings.setting(
      'toolChoice',
      `toolChoice "${choice.toolName}" is not sent: no tool of that name is.`,
    );
  } else if (choice && choice.type !== 'auto') {
    return choice.type;
  }
  return jsonTool ? 'required' : 'auto';
}

function toNamed({ function: { name } }: WireTool): WireToolChoice {
  return { type: 'function', function: { name } };
}

/** Bedrock demands tools when the history has calls (language-model-v2.md B), so the ones called are declared again. */
function toToolsOfHistory(
  prompt: LanguageModelV2Prompt,
  names: ToolNames,
  warnings: Warnings,
): ToolFields {
  const called = namesInHistory(prompt);
  if (called.size === 0) return {};
  warnings.other(
    'The prompt has tool calls but the call no tools, which Bedrock refuses: the tools are declared again, with tool choice "none".',
  );
  return {
    tools: Array.from(called, (name) => toWireTool(names.toWire(name))),
    tool_choice: 'none',
  };
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

/** @param what bears the schema. */
export function warnAboutRoot(what: string, tool: WireTool, warnings: Warnings): void {
  if (isObjectRoot(tool.function.parameters)) return;
  warnings.other(`The schema of ${what} is no plain object at its root, which Bedrock may refuse.`);
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
