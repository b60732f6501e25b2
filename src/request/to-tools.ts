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
  const wireTools: WireTool[] = [];
  for (const tool of tools) {
    if (tool.type !== 'function') {
      warnings.tool(
        tool,
        'Heroku chat completions take function tools only; this tool is not sent.',
      );
      continue;
    }
    warnAboutRoot(tool.name, tool.inputSchema, warnings);
    wireTools.push(
      toWireTool(names.toWire(tool.name), tool.description, tool.inputSchema as JSONObject),
    );
  }
  return {
    tools: wireTools,
    toolChoice: wireTools.length > 0 ? toToolChoice(toolChoice, names) : undefined,
  };
}

/** Without the `$schema` that Heroku rejects (heroku-api.md §1.4) and with the object root that Bedrock demands. */
export function toWireTool(
  name: string,
  description: string | undefined,
  inputSchema: JSONObject | undefined,
): WireTool {
  const { $schema, ...schema } = inputSchema ?? {};
  const parameters = isUnion(schema)
    ? schema
    : { type: 'object', ...(schema.properties === undefined && { properties: {} }), ...schema };
  return { type: 'function', function: { name, ...(description && { description }), parameters } };
}

/** Bedrock refuses such a root in a tool (language-model-v2.md B); nobody can change it without changing what it means. */
export function isUnion(schema: JSONObject): boolean {
  return 'anyOf' in schema || 'oneOf' in schema || 'allOf' in schema;
}

function warnAboutRoot(name: string, schema: unknown, warnings: Warnings): void {
  if (!isUnion((schema ?? {}) as JSONObject)) return;
  warnings.other(
    `The input schema of tool "${name}" is a union at its root, which Bedrock may refuse. It is sent as it is; an object with the union in a property is safe.`,
  );
}

function toToolChoice(
  choice: LanguageModelV2CallOptions['toolChoice'],
  names: ToolNames,
): WireToolChoice {
  switch (choice?.type) {
    case 'tool':
      return { type: 'function', function: { name: names.toWire(choice.toolName) } };
    case 'none':
    case 'required':
      return choice.type;
    case 'auto':
    case undefined:
      return 'auto';
  }
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
    'The prompt has tool calls but the call has no tools, which Bedrock refuses: the tools of the history are declared with an empty schema and tool choice "none".',
  );
  return {
    tools: called.map((name) => toWireTool(names.toWire(name), undefined, undefined)),
    toolChoice: 'none',
  };
}
