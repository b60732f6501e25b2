import { createMCPClient } from '@ai-sdk/mcp';
import { Experimental_StdioMCPTransport } from '@ai-sdk/mcp/mcp-stdio';
import { generateText } from 'ai';
import type { Suite } from '../case';
import { MODEL } from '../lab';

export const mcp: Suite = {
  title: 'MCP tools',
  package: '@ai-sdk/mcp',
  cases: [
    {
      name: 'tools of a server over stdio',
      async run(lab) {
        const transport = new Experimental_StdioMCPTransport({
          command: process.execPath,
          args: ['mcp-server.mjs'],
        });
        const client = await createMCPClient({ transport });
        try {
          const { text } = await generateText({
            model: lab.heroku(MODEL),
            prompt: 'How is the weather in Paris?',
            tools: await client.tools(),
            stopWhen: ({ steps }) => steps.length === 5,
          });
          lab.check(text.includes('21 degrees in Paris'), text);
        } finally {
          await client.close();
        }
      },
    },
  ],
};
