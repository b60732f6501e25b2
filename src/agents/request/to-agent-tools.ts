import type { JSONObject, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { toServerTool } from '../../chat/request/tools/server-tools';
import type { Warnings } from '../../chat/request/warnings';
import type { HerokuTool } from '../heroku-tools';
import type { WireAgentTool } from '../wire';

/** The tools of one request, which have two names: the caller's, and Heroku's. */
export type AgentTools = {
  /** The entries of the body. */
  wire: WireAgentTool[];
  /** Heroku's name of a tool of the caller, for the history. The name itself if it is none. */
  toHistoryName(toolName: string): string;
  /** The caller's name of a tool that Heroku names; undefined if the call does not declare it. */
  toToolName(name: string): string | undefined;
};

type AgentToolSettings = {
  /** The tools in the settings of the model, by the caller's name. */
  modelTools: Readonly<Record<string, HerokuTool>>;
  /** The key of this provider in `providerOptions`. */
  name: string;
  warnings: Warnings;
};

/**
 * The tools that Heroku is to run: those of the call, and those of the model. Others are left out with a warning.
 */
export function toAgentTools(
  { tools = [], toolChoice }: LanguageModelV2CallOptions,
  { modelTools, name: providerName, warnings }: AgentToolSettings,
): AgentTools {
  const byToolName = readDeclared(tools, { modelTools, name: providerName, warnings });
  const declared = new Map([...byToolName].map(([name, entry]) => [String(entry.name), name]));
  for (const [name, { providerOptions }] of Object.entries(modelTools)) {
    const entry = toServerTool(providerOptions, providerName);
    if (entry && !byToolName.has(name)) byToolName.set(name, entry);
  }

  const wire = new Map<string, WireAgentTool>();
  for (const [toolName, entry] of byToolName) {
    const name = String(entry.name);
    if (wire.has(name)) warnings.other(`Tool "${toolName}" is not sent: ${name} is there already.`);
    else wire.set(name, entry as WireAgentTool);
  }
  const bansCalls = toolChoice?.type === 'none';
  const isUnique = (short: string) =>
    [...wire.keys()].filter((name) => toShort(name) === short).length < 2;

  return {
    wire: bansCalls ? [] : [...wire.values()],
    toHistoryName(toolName) {
      const name = byToolName.get(toolName)?.name;
      if (typeof name !== 'string') return toolName;
      return isUnique(toShort(name)) ? toShort(name) : name;
    },
    toToolName(name) {
      if (bansCalls) return undefined;
      const exact = declared.get(name);
      if (exact !== undefined || wire.has(name)) return exact;
      const short = toShort(name);
      const alike = [...declared].filter(([other]) => toShort(other) === short);
      return alike.length === 1 ? alike[0]?.[1] : undefined;
    },
  };
}

/** The entries of the body for the tools of the call, by the caller's name. */
function readDeclared(
  tools: NonNullable<LanguageModelV2CallOptions['tools']>,
  { modelTools, name: providerName, warnings }: AgentToolSettings,
): Map<string, JSONObject> {
  const byToolName = new Map<string, JSONObject>();
  for (const tool of tools) {
    const options = tool.type === 'function' ? tool.providerOptions : undefined;
    // Some hosts drop provider options of tools (heroku-surface.md §5).
    const known = Object.hasOwn(modelTools, tool.name) ? modelTools[tool.name] : undefined;
    const entry =
      toServerTool(options, providerName) ?? toServerTool(known?.providerOptions, providerName);
    if (entry) byToolName.set(tool.name, entry);
    else
      warnings.tool(tool, `${tool.name} is not sent: an agent runs tools of heroku.tools alone.`);
  }
  return byToolName;
}

/** Heroku calls an MCP tool `namespace/tool` that was declared by its short name (heroku-api.md §5). */
function toShort(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
