import type { ChatBody, WireTool } from './wire';

/** The tools a named or required choice makes the script call; none when the choice is free. */
export function forcedTools(body: ChatBody, userText: string, answered: string[]): WireTool[] {
  const { tools = [], tool_choice: choice } = body;
  if (typeof choice === 'object') return tools.filter(isNamed(choice.function.name));
  if (choice !== 'required') return [];
  const fitting = fittingTools({ ...body, tool_choice: 'auto' }, userText, answered);
  return fitting.length > 0
    ? fitting
    : [nextTool(tools, answered)].filter((tool) => tool !== undefined);
}

/** The tools that fit what the user said and have not answered since. */
export function fittingTools(
  { tools = [], tool_choice = 'auto', parallel_tool_calls = true }: ChatBody,
  userText: string,
  answered: string[],
): WireTool[] {
  if (tool_choice !== 'auto') return [];
  const fitting = tools.filter(
    ({ function: { name } }) => !answered.includes(name) && isMentioned(name, userText),
  );
  return parallel_tool_calls ? fitting : fitting.slice(0, 1);
}

const isNamed =
  (name: string) =>
  (tool: WireTool): boolean =>
    tool.function.name === name;

/** When a call is required and none fits: one not called yet, and after results one that takes the final answer. */
function nextTool(tools: WireTool[], answered: string[]): WireTool | undefined {
  const fresh = tools.filter(({ function: { name } }) => !answered.includes(name));
  const final = answered.length > 0 ? fresh.find(takesAnswer) : undefined;
  return final ?? fresh[0] ?? tools.at(-1);
}

const takesAnswer = ({ function: { name, description = '' } }: WireTool): boolean =>
  /^json/i.test(name) || /\b(?:json|final|answer)\b/i.test(description);

/** A tool fits when its name, or a word of it with four letters or more, occurs in the text. */
function isMentioned(name: string, text: string): boolean {
  const spoken = text.toLowerCase();
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_/-]+/g, ' ')
    .toLowerCase()
    .trim();
  const parts = words.split(' ').filter((word) => word.length >= 4);
  return [words, ...parts].some((word) => word !== '' && spoken.includes(word));
}
