// The tools of a public MCP server, as they are, against the strict local Heroku: node scripts/run.mjs scripts/check-mcp-tools.ts
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { generateText, jsonSchema, type ToolSet, tool } from 'ai';
import { createHeroku } from 'ai-sdk-provider-heroku';
import { createLocalHeroku } from 'ai-sdk-provider-heroku/local';

const SERVER = '@heroku/mcp-server@1.2.8';
const MAIN = 'node_modules/@heroku/mcp-server/bin/heroku-mcp-server.mjs';
/** A family that takes 2020-12, one that takes no references, and one that nobody knows. */
const MODELS = ['claude-4-5-sonnet', 'nova-lite', 'next-year-1'];

type Listed = { name: string; description?: string; inputSchema: object };

const folder = mkdtempSync(join(tmpdir(), 'mcp-tools-'));
try {
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  // The server is not run beyond its list of tools, and its scripts not at all.
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', SERVER], {
    cwd: folder,
    stdio: 'ignore',
  });
  addExtensions(join(folder, 'node_modules/@heroku/mcp-server/dist'));
  const listed = await listTools();
  const tools: ToolSet = Object.fromEntries(
    listed.map(({ name, description, inputSchema }) => [
      name,
      tool({ description, inputSchema: jsonSchema(inputSchema) }),
    ]),
  );
  for (const model of MODELS) await check(model, tools);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Throws if the local Heroku refuses a request with all tools. */
async function check(model: string, tools: ToolSet): Promise<void> {
  const local = createLocalHeroku({ models: MODELS });
  const { url, key, close } = await local.listen();
  try {
    const heroku = createHeroku({ baseURL: url, apiKey: key });
    const { warnings, request } = await generateText({
      model: heroku(model),
      prompt: 'Hello',
      tools,
      maxRetries: 0,
    });
    const { length } = JSON.stringify(request.body);
    const told = (warnings ?? []).map((warning) => JSON.stringify(warning));
    console.log(
      [`${model} takes ${Object.keys(tools).length} tools in ${length} characters.`, ...told].join(
        '\n  ',
      ),
    );
  } finally {
    await close();
  }
}

/** Its imports of the SDK lack `.js`, without which Node finds nothing there: 1.2.8 does not start with SDK 1.32.2. */
function addExtensions(dist: string): void {
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.js')) continue;
    const path = join(dist, name);
    const code = readFileSync(path, 'utf8');
    writeFileSync(path, code.replace(/(@modelcontextprotocol\/sdk\/[a-z/]+)'/g, "$1.js'"));
  }
}

/** The tools that the server lists, over stdio. */
async function listTools(): Promise<Listed[]> {
  const server = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: { ...process.env, HEROKU_API_KEY: 'none' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const send = (message: object) =>
    server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  try {
    send({
      id: 1,
      method: 'initialize',
      params: {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'check-mcp-tools', version: '1' },
      },
    });
    for await (const line of createInterface(server.stdout)) {
      const message = line.startsWith('{') ? JSON.parse(line) : {};
      if (message.id === 1) {
        send({ method: 'notifications/initialized' });
        send({ id: 2, method: 'tools/list' });
      }
      if (message.id === 2) return message.result.tools;
    }
    throw new Error('The server ended without a list of its tools');
  } finally {
    server.kill();
  }
}
