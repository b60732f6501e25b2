import { type HerokuMcpServer, toMcpServers } from '../agents/to-mcp-servers';
import { get } from '../http/post';
import { readJson } from '../http/read-json';
import { toAttachment } from './attachment';
import { loadApiKey, loadUrl } from './environment';
import type { ListHerokuModelsOptions } from './list-heroku-models';

/** Options of `listHerokuMcpServers`. All may be left out. */
export type ListHerokuMcpServersOptions = ListHerokuModelsOptions & {
  /** The key of the chat model that the servers are attached to. Default: the variable INFERENCE_KEY. */
  apiKey?: string | undefined;
};

/**
 * The MCP servers that are registered with the chat model of a key, and their tools: `GET /v1/mcp/servers`
 * (heroku-surface.md §5). Those with `isUsable` serve an agent.
 *
 * Throws APICallError with Heroku's own words, LoadAPIKeyError for a missing key, LoadSettingError for a malformed URL, an
 * AbortError on abort.
 */
export async function listHerokuMcpServers({
  baseURL,
  apiKey,
  fetch,
  abortSignal,
}: ListHerokuMcpServersOptions = {}): Promise<HerokuMcpServer[]> {
  const attachment = toAttachment('chat', { apiKey });
  const answer = await get({
    url: loadUrl(baseURL, attachment, 'mcp/servers'),
    headers: { authorization: `Bearer ${loadApiKey(apiKey, attachment)}` },
    keyVariable: `${attachment.credentialsAlias}_KEY`,
    fetch,
    abortSignal,
    expected: 'a list of MCP servers',
  });
  return toMcpServers(await readJson(answer, abortSignal));
}
