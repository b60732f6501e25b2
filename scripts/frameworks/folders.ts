/** A folder into which the packed tarball and frameworks are installed together. */
export type Folder = {
  /** Also names the file whose suites are run in it, such as `ai7-entry.ts`. */
  name: string;
  /** The major of the AI SDK. */
  sdk: 5 | 6 | 7;
  /** The entry of this package that is for it. */
  entry: string;
  packages: string[];
};

/** What the tests in a page, of MCP servers and of spans want in each folder. */
const SHARED = [
  'zod@4.6.7',
  'react@19.3.1',
  'react-dom@19.3.1',
  'jsdom@26.1.0',
  '@opentelemetry/api@1.9.0',
  '@opentelemetry/sdk-trace-base@2.12.1',
];

/** Tools that trace AI SDK 5, 6 and 7, but for their integrations with a major. */
const TRACERS = [
  'zod@4.6.7',
  '@opentelemetry/api@1.9.0',
  '@opentelemetry/sdk-trace-base@2.12.1',
  '@langfuse/otel@5.11.1',
  'braintrust@3.35.0',
  'langsmith@0.12.0',
];

/** Tools that trace AI SDK 5 and 6. */
const OLDER_TRACERS = [
  ...TRACERS,
  '@arizeai/openinference-vercel@2.8.1',
  '@posthog/ai@8.13.1',
  'posthog-node@5.70.0',
  'axiom@0.52.2',
];

/** Nearly all of these packages ask for Node 22, as AI SDK 7 does. */
export const NODE = '22.23.3';

/** All versions that are tried. */
export const FOLDERS: Folder[] = [
  {
    name: 'ai5',
    sdk: 5,
    entry: '.',
    packages: [...SHARED, 'ai@5.0.277', '@ai-sdk/react@2.0.280', 'ai-fallback@1.0.8'],
  },
  {
    name: 'ai6',
    sdk: 6,
    entry: '/v3',
    packages: [
      ...SHARED,
      'ai@6.0.326',
      '@ai-sdk/provider-utils@4.0.40',
      '@ai-sdk/react@3.0.328',
      '@ai-sdk/mcp@1.0.102',
      '@modelcontextprotocol/sdk@1.32.2',
      '@voltagent/core@2.10.0',
      '@voltagent/logger@2.0.2',
      'ai-fallback@2.0.1',
      'ai-retry@1.11.1',
      '@workflow/ai@5.0.0',
      'workflow@4.8.9',
    ],
  },
  {
    name: 'ai7',
    sdk: 7,
    entry: '/v4',
    packages: [
      ...SHARED,
      'ai@7.0.173',
      '@ai-sdk/react@4.0.177',
      '@ai-sdk/mcp@2.0.99',
      '@ai-sdk/otel@1.0.173',
      '@modelcontextprotocol/sdk@1.32.2',
      '@mastra/core@1.71.0',
      '@mastra/memory@1.31.0',
      '@openai/agents@0.20.0',
      'openai4@npm:openai@4.104.0',
      'openai5@npm:openai@5.23.2',
      'openai6@npm:openai@6.49.0',
      'openai7@npm:openai@7.59.0',
      '@langchain/core@1.4.0',
      '@langchain/openai@1.5.8',
      '@openai/agents-extensions@0.18.0',
      'ai-fallback@3.0.0',
      'ai-retry@2.4.0',
      '@temporalio/ai-sdk@1.23.0',
      '@temporalio/common@1.23.0',
      '@restatedev/restate-sdk@1.17.2',
      '@restatedev/restate-server@1.7.12',
      '@restatedev/vercel-ai-middleware@0.4.0',
      '@dbos-inc/vercel-ai@0.1.5',
      '@dbos-inc/dbos-sdk@4.27.6',
      '@electric-sql/pglite@0.5.14',
      '@electric-sql/pglite-socket@0.2.17',
      'superjson@2.2.2',
      'inngest@4.24.0',
      'next@16.4.6',
      '@types/react@19.2.2',
      'typescript@5.9.3',
    ],
  },
  { name: 'tracing5', sdk: 5, entry: '.', packages: [...OLDER_TRACERS, 'ai@5.0.277'] },
  { name: 'tracing6', sdk: 6, entry: '/v3', packages: [...OLDER_TRACERS, 'ai@6.0.326'] },
  {
    name: 'tracing7',
    sdk: 7,
    entry: '/v4',
    packages: [
      ...TRACERS,
      'ai@7.0.173',
      '@ai-sdk/otel@1.0.173',
      '@arizeai/openinference-vercel@3.2.1',
      '@langfuse/vercel-ai-sdk@5.11.1',
    ],
  },
];
