import type { JSONSchema7, LanguageModelV2FunctionTool } from '@ai-sdk/provider';
import fc from 'fast-check';
import { modelWith, scriptedFetch, TEST_PROMPT } from '../support/scripted-model';
import type { Call } from './read-answer';

/** A way to call the model, and the names of the caller's tools: their own and those that went over the wire. */
export type Mode = {
  call: Call;
  tools: { own: string; wire: string }[];
  /** The tool whose arguments come out as text. */
  jsonTool: string | undefined;
  /** How a case that breaks a law is printed. */
  [fc.toStringMethod]: () => string;
};

const inputSchema: JSONSchema7 = { type: 'object', properties: {} };

/** Names that pass as they are, that need an alias, that need the alias of another, and that every object has. */
const TOOLS = ['weather', 'get weather!', 'get_weather_', 'größe', 'toString', '__proto__'].map(
  (name): LanguageModelV2FunctionTool => ({ type: 'function', name, inputSchema }),
);

const schema: JSONSchema7 = { type: 'object', properties: { answer: { type: 'string' } } };
const json = { responseFormat: { type: 'json', schema } } as const;

export const PLAIN = await toMode('plain', { options: {} });
export const WITH_TOOLS = await toMode('with tools', { options: { tools: TOOLS } });
export const JSON_TOOL = await toMode('JSON by a tool', { options: json });
export const JSON_TOOL_BESIDE_TOOLS = await toMode('JSON by a tool beside tools', {
  options: { ...json, tools: [...TOOLS, { type: 'function', name: 'json', inputSchema }] },
});
export const JSON_PROMPT = await toMode('JSON by a prompt', {
  options: { ...json, providerOptions: { heroku: { structuredOutputMode: 'prompt' } } },
});

export const MODES = [PLAIN, WITH_TOOLS, JSON_TOOL, JSON_TOOL_BESIDE_TOOLS, JSON_PROMPT];

/** The names on the wire are those that the server is told, so that no rule of aliases is written here again. */
async function toMode(name: string, call: Call): Promise<Mode> {
  const { fetch, requests } = scriptedFetch('{"choices":[{"message":{"content":"{}"}}]}');
  await modelWith(fetch).doGenerate({ prompt: TEST_PROMPT, ...call.options });
  const body = requests[0]?.body ?? {};
  const { tools = [] } = body as { tools?: { function: { name: string } }[] };
  const wire = tools.map((tool) => tool.function.name);
  const own = (call.options?.tools ?? []).map((tool) => tool.name);
  return {
    call,
    tools: own.map((one, nth) => ({ own: one, wire: wire[nth] ?? '' })),
    jsonTool: wire[own.length],
    [fc.toStringMethod]: () => name,
  };
}
