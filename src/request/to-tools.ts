import type {
  JSONObject,
  LanguageModelV2CallOptions,
  LanguageModelV2Prompt,
} from '@ai-sdk/provider';
import type { WireTool, WireToolChoice } from '../wire/request';
import { namesInHistory, type ToolNames } from './tool-names';
import type { Warnings } from './warnings';

export type WireTools = { tools: WireTool[]; toolChoice: WireToolChoice | undefined };

/** The caller's tools and tool choice. Without tools there is no choice. */
export function toTools(
  { tools = [], toolChoice }: LanguageModelV2CallOptions,
  names: ToolNames,
  warnings: Warnings,
): WireTools {
  const sent = new Map<string, WireTool>();
  for (const tool of tools) {
    if (tool.type !== 'function') {
      warnings.tool(tool, `${tool.name} is not sent: Heroku takes function tools only.`);
      continue;
    }
    const schema = tool.inputSchema as JSONObject | undefined;
    const wireTool = toWireTool(names.toWire(tool.name), tool.description, schema);
    warnAboutRoot(tool.name, wireTool, warnings);
    sent.set(tool.name, wireTool);
  }
  return {
    tools: [...sent.values()],
    toolChoice: sent.size > 0 ? toToolChoice(toolChoice, sent, warnings) : undefined,
  };
}

/** Without the `$schema` that Heroku rejects (heroku-api.md §1.4) and with the object root that Bedrock demands. */
export function toWireTool(
  name: string,
  description: string | undefined,
  inputSchema: JSONObject | undefined,
): WireTool {
  const { $schema, ...schema } = toResolved(inputSchema ?? {});
  const isOpen = schema.type === undefined && !isUnion(schema);
  const parameters = (isOpen ? { type: 'object', ...schema } : schema) as JSONObject;
  if (parameters.type === 'object') parameters.properties ??= {};
  return {
    type: 'function',
    function: { name, ...(description && { description }), parameters },
  };
}

/** A root that only points to a definition, as zod makes it for schemas with an id, is what it points to. */
export function toResolved(schema: JSONObject): JSONObject {
  const [, key, name] = /^#\/(definitions|\$defs)\/([^/]+)$/.exec(String(schema.$ref)) ?? [];
  if (key === undefined || name === undefined) return schema;
  const definitions = schema[key] as JSONObject | undefined;
  const definition = definitions?.[name] as JSONObject | undefined;
  return definition ? ({ ...definition, [key]: definitions } as JSONObject) : schema;
}

export function isObjectRoot(schema: JSONObject): boolean {
  return schema.type === 'object' && !isUnion(schema);
}

function isUnion(schema: JSONObject): boolean {
  return 'anyOf' in schema || 'oneOf' in schema || 'allOf' in schema;
}

/** Bedrock refuses such a root in a tool (language-model-v2.md B); nobody can change it without changing what it means. */
function warnAboutRoot(name: string, tool: WireTool, warnings: Warnings): void {
  if (isObjectRoot(tool.function.parameters)) return;
  warnings.other(
    `The input schema of tool "${name}" is no plain object at its root: Bedrock may refuse it. It is sent as it is.`,
  );
}

function toToolChoice(
  choice: LanguageModelV2CallOptions['toolChoice'],
  sent: ReadonlyMap<string, WireTool>,
  warnings: Warnings,
): WireToolChoice {
  if (choice?.type !== 'tool') return choice?.type ?? 'auto';
  const tool = sent.get(choice.toolName);
  if (tool !== undefined) return { type: 'function', function: { name: tool.function.name } };
  warnings.setting(
    'toolChoice',
    `toolChoice "${choice.toolName}" is sent as "auto": no tool of that name is sent.`,
  );
  return 'auto';
}

/** Bedrock demands tools when the history has calls (language-model-v2.md B), so the ones called are declared again. */
export function toToolsOfHistory(
  prompt: LanguageModelV2Prompt,
  names: ToolNames,
  warnings: Warnings,
): WireTools {
  const called = [...namesInHistory(prompt)];
  if (called.length === 0) return { tools: [], toolChoice: undefined };
  warnings.other(
    'The prompt has tool calls but the call no tools, which Bedrock refuses: the tools called are declared again, with tool choice "none".',
  );
  return {
    tools: called.map((name) => toWireTool(names.toWire(name), undefined, undefined)),
    toolChoice: 'none',
  };
}
