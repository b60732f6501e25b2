import type { LanguageModelV2FunctionTool } from '@ai-sdk/provider';
import { toArray, toNonEmptyString, toObject } from '../../json/values';
import type { Exchange } from '../exchange';

/** A call of a model of this package that sends the body of an exchange, as `request.json` of a fixture has it. */
export type FixtureCall = {
  /** Absent for chat. */
  endpoint?: 'embeddings' | 'rerank' | 'models';
  modelId?: string;
  options: Record<string, unknown>;
  body?: Record<string, unknown>;
};

/**
 * Undefined for exchanges that no call makes. Whatever the body has beyond the AI SDK's options is in `extraBody`, so
 * that the same bytes are sent.
 */
export function toFixtureCall({ method, path, body }: Exchange): FixtureCall | undefined {
  if (method === 'GET')
    return path === '/available-models' ? { endpoint: 'models', options: {} } : undefined;
  // The package does not send half a character, which JSON.stringify escapes.
  if (/\\ud[89a-f]/.test(JSON.stringify(body))) return undefined;
  const { stream: _, ...wire } = toObject(body) ?? {};
  const { model, ...extraBody } = wire;
  const modelId = toNonEmptyString(model) ?? '';
  const providerOptions = { heroku: { extraBody } };
  if (path === '/v1/chat/completions') {
    const prompt = [{ role: 'user', content: [{ type: 'text', text: 'See extraBody.' }] }];
    // The package sends no tools without a choice.
    const tools = wire.tool_choice === undefined ? undefined : toArray(wire.tools)?.map(toTool);
    return { modelId, options: { prompt, tools, providerOptions }, body: wire };
  }
  if (path === '/v1/embeddings') {
    const values = toArray(wire.input) ?? [];
    // More than 96 values are sent in several requests.
    if (values.length > 96) return undefined;
    return { endpoint: 'embeddings', modelId, options: { values, providerOptions }, body: wire };
  }
  if (path === '/v1/rerank') {
    const { query, documents } = wire;
    const options = { query, documents: { type: 'text', values: documents }, providerOptions };
    return { endpoint: 'rerank', modelId, options, body: wire };
  }
  return undefined;
}

/** A tool with its name alone, by which the reader of the answer knows its calls. What is sent of it is in `extraBody`. */
function toTool(tool: unknown): LanguageModelV2FunctionTool {
  const name = toNonEmptyString(toObject(toObject(tool)?.function)?.name) ?? '';
  return { type: 'function', name, inputSchema: { type: 'object' } };
}
