import type { Said, Script, Subject } from './types';

/** Options of a call, as the AI SDK gives them. */
export type CallOptions = { prompt: unknown[]; [option: string]: unknown };

/** The options of a call to which this script is an answer. */
export function toCallOptions(subject: Subject, script: Script, more: object = {}): CallOptions {
  const has = (type: Said['type']) => script.says.some((said) => said.type === type);
  return {
    prompt: [{ role: 'user', content: [{ type: 'text', text: USER_TEXT }] }],
    ...(has('call') && { tools: TOOL_NAMES.map(toTool), toolChoice: { type: 'auto' } }),
    ...(has('json') && { responseFormat: { type: 'json', schema: JSON_SCHEMA, name: 'place' } }),
    ...(has('reasoning') && toReasoningOptions(subject)),
    ...more,
  };
}

export function toReasoningOptions({ reasoningOptions }: Subject): object {
  return reasoningOptions ? { providerOptions: reasoningOptions } : {};
}

export const USER_TEXT = 'What is the weather in Lisbon?';

export const TOOL_NAMES = ['get_weather', 'find_places', 'send_mail'] as const;

export function toTool(name: string) {
  return {
    type: 'function',
    name,
    description: `Does ${name}.`,
    inputSchema: { type: 'object', properties: { city: { type: 'string' } } },
  };
}

export const JSON_SCHEMA = {
  type: 'object',
  properties: { name: { type: 'string' }, people: { type: 'number' } },
  required: ['name', 'people'],
  additionalProperties: false,
};
