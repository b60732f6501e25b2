import type { JSONObject } from '@ai-sdk/provider';
import type { JsonAnswer } from '../http/read-json';
import { toArray, toNonEmptyString, toObject } from '../json/values';

/** An MCP server of an app of yours, as Heroku lists it (heroku-surface.md §5). */
export type HerokuMcpServer = {
  /** A UUID. */
  id: string | undefined;
  /** The first half of its tools' names. */
  namespace: string | undefined;
  /** The process type of the app's Procfile that runs it; it begins with `mcp`. */
  processType: string | undefined;
  /** `registered`, or what else Heroku says, such as `disconnected`. */
  serverStatus: string | undefined;
  /** Whether Heroku knows the tools: `synced`, or what else it says, such as `syncing` or `error`. */
  primitivesStatus: string | undefined;
  /** Whether an agent can use it: it is registered, and its tools are synced. */
  isUsable: boolean;
  /** Its tools, for `heroku.tools.mcp(name)`. */
  tools: HerokuMcpTool[];
  /** All that Heroku says of the server. */
  raw: JSONObject;
};

/** A tool of an MCP server. */
export type HerokuMcpTool = {
  /** `namespace/tool`: the name for `heroku.tools.mcp`. */
  name: string;
  /** What it does. */
  description: string | undefined;
  /** JSON Schema of its input. */
  inputSchema: JSONObject | undefined;
};

/** The list, bare or in an object. Throws the error of the answer if it is none. */
export function toMcpServers({ toShown, toError }: JsonAnswer): HerokuMcpServer[] {
  const json = toShown();
  const list = toArray(json) ?? toArray(toObject(json)?.servers) ?? toArray(toObject(json)?.data);
  if (list === undefined) throw toError('no list of MCP servers');
  return list.flatMap((item) => {
    const raw = toObject(item);
    return raw ? [toMcpServer(raw)] : [];
  });
}

function toMcpServer(raw: JSONObject): HerokuMcpServer {
  const serverStatus = toNonEmptyString(raw.server_status);
  const primitivesStatus = toNonEmptyString(raw.primitives_status);
  const namespace = toNonEmptyString(raw.namespace);
  return {
    id: toNonEmptyString(raw.id),
    namespace,
    processType: toNonEmptyString(raw.process_type),
    serverStatus,
    primitivesStatus,
    isUsable: serverStatus === 'registered' && primitivesStatus === 'synced',
    tools: (toArray(raw.tools) ?? []).flatMap((item) => toMcpTool(toObject(item), namespace)),
    raw,
  };
}

function toMcpTool(raw: JSONObject | undefined, namespace: string | undefined): HerokuMcpTool[] {
  const short = toNonEmptyString(raw?.name);
  const qualified = short && namespace && !short.includes('/') ? `${namespace}/${short}` : short;
  const name = toNonEmptyString(raw?.namespaced_name) ?? qualified;
  if (raw === undefined || name === undefined) return [];
  const description = toNonEmptyString(raw.description);
  return [{ name, description, inputSchema: toObject(raw.input_schema) }];
}
