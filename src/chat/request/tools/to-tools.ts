import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { joinNonEmpty } from '../../../json/json-text';
import type { ModelProfile } from '../../../models/model-profile';
import type { Refused } from '../../refusals/refused';
import type { ChatRequestBody, WireTool, WireToolChoice } from '../../wire/request';
import { isBlank } from '../prompt/blank';
import type { Turn } from '../prompt/to-turns';
import type { ToolNames } from '../prompt/tool-names';
import { type AdaptedSchema, adaptSchema } from '../schema/adapt-schema';
import type { Warnings } from '../warnings';
import type { JsonOutput } from './to-json-output';

type Tools = Pick<ChatRequestBody, 'tools' | 'tool_choice'> & {
  /** Asks for a call where the tool choice may not force it. */
  instruction?: string;
  /** Whether no tool of the caller may be called. */
  bansCalls: boolean;
};

/** The caller's tools, the tool for JSON output, and the tool choice, which is only sent with tools. */
export function toTools(
  call: LanguageModelV2CallOptions,
  turns: Turn[],
  jsonOutput: JsonOutput | undefined,
  thinking: boolean,
  model: ModelProfile,
  names: ToolNames,
  refused: Refused,
  warnings: Warnings,
): Tools {
  const offered = toOffered(call.tools, model, names, warnings);
  const jsonTool = jsonOutput?.tool;
  const tools = jsonTool ? [...offered, jsonTool] : offered;
  const bansCalls = call.toolChoice?.type === 'none';
  if (tools.length === 0) return toToolsOfHistory(turns, bansCalls, model, warnings);

  if (jsonTool) warnAboutSchema(jsonTool.function.name, jsonOutput.problems, warnings);
  const choice = toChoice(call.toolChoice, offered, jsonTool, model, names, warnings);
  // Bedrock refuses calls in the prompt without tools (language-model-v2.md B): then the ban is sent, and may be refused.
  if (choice === 'none' && !model.bannedTools && turns.every(({ calls }) => calls.length === 0)) {
    warnings.changed(
      'toolChoice',
      `toolChoice "none" is sent as a request without tools: ${refused.why('bannedTools')}.`,
    );
    return { bansCalls };
  }
  const isForced = choice !== 'auto' && choice !== 'none';
  if (!isForced || (model.forcedTools && !thinking)) {
    return { tools, tool_choice: choice, bansCalls };
  }
  warnings.changed(
    'toolChoice',
    `A forced tool choice is sent as "auto" and an instruction: ${model.forcedTools ? 'Claude refuses it while it thinks' : refused.why('forcedTools')}.`,
  );
  const instruction =
    choice === 'required' ? 'Call a tool.' : `Call the tool "${choice.function.name}".`;
  return {
    // Where nothing can be forced, the tools that may not be called are left out.
    tools: bansCalls && jsonTool ? [jsonTool] : tools,
    tool_choice: 'auto',
    instruction,
    bansCalls,
  };
}

/** Settings of a tool that AI SDK 6 and 7 know, and that no source says Heroku accepts (heroku-api.md §1.4). */
type UnsentToolSettings = { strict?: boolean; inputExamples?: unknown[] };

function toOffered(
  tools: LanguageModelV2CallOptions['tools'] = [],
  model: ModelProfile,
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
    const { strict, inputExamples } = tool as UnsentToolSettings;
    if (strict || inputExamples?.length) {
      warnings.other('strict and inputExamples of tools are not sent: Heroku does not know them.');
    }
    const schema = adaptSchema(tool.inputSchema, model);
    offered.push(toWireTool(names.toWire(name), tool.description, schema));
    warnAboutSchema(name, schema.problems, warnings);
  }
  return offered;
}

function warnAboutSchema(name: string, problems: readonly string[], warnings: Warnings): void {
  for (const problem of problems) warnings.other(`Tool "${name}": ${problem}.`);
}

/** Whether the caller demands a call of one of the tools. */
export function requiresTool({ tools = [], toolChoice }: LanguageModelV2CallOptions): boolean {
  return toolChoice?.type === 'required' && tools.some(({ type }) => type === 'function');
}

/**
 * The JSON tool is forced by name, or by `required` where a model obeys only that, when no other may be called. Beside the
 * caller's tools `required` lets the model call those first. A tool that the caller names stays named.
 */
function toChoice(
  choice: LanguageModelV2CallOptions['toolChoice'],
  offered: WireTool[],
  jsonTool: WireTool | undefined,
  model: ModelProfile,
  names: ToolNames,
  warnings: Warnings,
): WireToolChoice {
  if (jsonTool && offered.length === 0) {
    return model.jsonToolChoice === 'named' ? toNamed(jsonTool.function) : 'required';
  }
  if (jsonTool && choice?.type === 'none') return toNamed(jsonTool.function);
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
function toToolsOfHistory(
  turns: Turn[],
  bansCalls: boolean,
  { bannedTools }: ModelProfile,
  warnings: Warnings,
): Tools {
  const called = turns.flatMap(({ calls }) => calls.map((call) => call.function.name));
  if (called.length === 0) return { bansCalls };
  warnings.other(
    'Bedrock refuses tool calls without tools: the tools of the prompt are declared again.',
  );
  const parameters = { type: 'object', properties: {} };
  const tools = Array.from(new Set(called), (name) =>
    toWireTool(name, undefined, { parameters, notes: [] }),
  );
  // A caller without tools cannot run any, whether the model hears it or not.
  return {
    tools,
    tool_choice: bannedTools || bansCalls ? 'none' : 'auto',
    bansCalls: true,
  };
}

/** Bedrock refuses blank descriptions (field-reports.md B2). */
export function toWireTool(
  name: string,
  description: string | undefined,
  { parameters, notes }: Pick<AdaptedSchema, 'parameters' | 'notes'>,
): WireTool {
  const text = joinNonEmpty('\n', isBlank(description ?? '') ? '' : description, ...notes);
  return {
    type: 'function',
    function: { name, ...(text && { description: text }), parameters },
  };
}
