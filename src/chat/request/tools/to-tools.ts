import type { ChatRequestBody, WireTool } from '../../wire/request';
import type { Turn } from '../prompt/turn';
import { adaptSchema } from '../schema/adapt-schema';
import type { Subject } from '../subject';
import type { Warnings } from '../warnings';
import type { JsonStrategy } from './to-json-strategy';
import { takesForcedTools, toToolChoice } from './to-tool-choice';
import { toWireTool } from './wire-tool';

type Tools = Pick<ChatRequestBody, 'tools' | 'tool_choice'> & {
  /** Asks for a call where the tool choice may not force it. */
  instruction?: string;
  /** Whether no tool of the caller may be called. */
  bansCalls: boolean;
};

type Context = {
  turns: Turn[];
  /** How the request asks for JSON, if it does. */
  json: JsonStrategy | undefined;
  /** Whether the model thinks at this request: Claude refuses a forced choice then. */
  thinking: boolean;
};

/** The caller's tools, the tool for JSON output, and the tool choice, which is only sent with tools. */
export function toTools(subject: Subject, { turns, json, thinking }: Context): Tools {
  const { call, model, refusals, warnings } = subject;
  const offered = toOffered(subject);
  const jsonTool = json?.tool;
  const tools = jsonTool ? [...offered, jsonTool] : offered;
  const bansCalls = call.toolChoice?.type === 'none';
  if (tools.length === 0) return toToolsOfHistory(subject, turns);

  if (jsonTool) warnAboutSchema(jsonTool.function.name, json.problems, warnings);
  const choice = toToolChoice(subject, { offered, jsonTool });
  // Bedrock refuses calls in the prompt without tools (language-model-v2.md B): then the ban is sent, and may be refused.
  if (choice === 'none' && !model.bannedTools && turns.every(({ calls }) => calls.length === 0)) {
    warnings.changed(
      'toolChoice',
      `toolChoice "none" is sent as a request without tools: ${refusals.reasonFor('bannedTools')}.`,
    );
    return { bansCalls };
  }
  const isForced = choice !== 'auto' && choice !== 'none';
  if (!isForced || takesForcedTools(model, { thinking })) {
    return { tools, tool_choice: choice, bansCalls };
  }
  // Thoughts would be bound to an instruction that the next step does not repeat (field-reports-2.md K3).
  const isBound = thinking && model.boundThinking;
  warnings.changed(
    'toolChoice',
    `A forced tool choice is sent as "auto"${isBound ? '' : ' and an instruction'}: ${model.forcedTools ? 'Claude refuses it while it thinks' : refusals.reasonFor('forcedTools')}.`,
  );
  if (isBound) return { tools, tool_choice: 'auto', bansCalls };
  const instruction =
    choice === 'required' ? 'Call a tool.' : `Call the tool "${choice.function.name}".`;
  return { tools, tool_choice: 'auto', instruction, bansCalls };
}

/** Settings of a tool that AI SDK 6 and 7 know, and that no source says Heroku accepts (heroku-api.md §1.4). */
type UnsentToolSettings = { strict?: boolean; inputExamples?: unknown[] };

function toOffered({ call: { tools = [] }, model, names, warnings }: Subject): WireTool[] {
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

/** Bedrock refuses a history with tool calls and no tools (language-model-v2.md B): those called are declared again. */
function toToolsOfHistory({ call, model, warnings }: Subject, turns: Turn[]): Tools {
  const bansCalls = call.toolChoice?.type === 'none';
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
    tool_choice: model.bannedTools || bansCalls ? 'none' : 'auto',
    bansCalls: true,
  };
}
