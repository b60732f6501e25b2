import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import type { HerokuAgentSettings, HerokuProviderSettings } from '../../src';
import type { SpecificationVersion } from '../../src/specification/version';
import { CREATE } from '../support/versions';

/** An agent that talks to the given `fetch`. Generated ids are counted: `generated-0`, `generated-1`. */
export function agentWith(
  fetch: typeof globalThis.fetch,
  {
    modelId = 'claude-4-5-sonnet',
    version = 'v2' as SpecificationVersion,
    settings = {} as HerokuAgentSettings,
    provider = {} as HerokuProviderSettings,
  } = {},
) {
  let count = 0;
  return CREATE[version]({
    apiKey: 'inf-test-key',
    baseURL: 'http://heroku.test',
    fetch,
    generateId: () => `generated-${count++}`,
    ...provider,
  }).agent(modelId, settings);
}

type Tool = NonNullable<LanguageModelV2CallOptions['tools']>[number];

/** A tool of a call, as the AI SDK hands it on. */
export const serverTool = (name: string, tool: object): Tool => ({
  type: 'function',
  name,
  inputSchema: { type: 'object' },
  providerOptions: { heroku: { tool: tool as never } },
});

export const PYTHON = serverTool('python', { type: 'mcp', name: 'code_exec_python' });
