import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

// A server of one tool, in a process of its own.
const server = new McpServer({ name: 'weather', version: '1.0.0' });
server.registerTool(
  'weather',
  { description: 'The weather in a city', inputSchema: { city: z.string() } },
  async ({ city }: { city: string }) => ({
    content: [{ type: 'text', text: `21 degrees in ${city}` }],
  }),
);
await server.connect(new StdioServerTransport());
