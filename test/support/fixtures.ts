import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JSONObject, LanguageModelV2CallOptions } from '@ai-sdk/provider';

/** The fields that an error must have. It may have more. */
type ExpectedError = JSONObject;

/** The call is to reject. */
type ExpectedFailure = { error: ExpectedError };

/** A stream part as JSON: dates are ISO strings, and the error of an `error` part is an ExpectedError. */
export type ExpectedPart = JSONObject & { type: string };

type ExpectedResult = {
  content: JSONObject[];
  finishReason: string;
  usage: JSONObject;
  providerMetadata: JSONObject;
  response: JSONObject;
};

/** What all fixtures have: what is asked, what is sent, and how the answer begins. See fixtures/README.md. */
type Exchange = {
  name: string;
  /** What the scenario shows, and where its shapes come from. */
  source: string;
  modelId: string;
  /** The wire body of a plain request. A request for a stream has `stream: true` besides. */
  body: JSONObject;
  /** Of the HTTP response. */
  status: number;
  /** Of the HTTP response, beside `content-type`. */
  headers: Record<string, string>;
};

/** An exchange of a chat. */
export type Fixture = Exchange & {
  options: LanguageModelV2CallOptions;
  /** The bytes of an event stream. */
  sse: Uint8Array | undefined;
  /** The bytes of a whole response: JSON, or what came in its place. */
  document: Uint8Array | undefined;
  /** What `doStream` gives for `sse`, or for `document` if there is no `sse`. */
  parts: ExpectedPart[] | ExpectedFailure;
  /** What `doGenerate` gives for either. */
  result: ExpectedResult | ExpectedFailure;
};

/** An exchange with another endpoint, or the list of models. */
export type EndpointFixture = Exchange & {
  endpoint: Endpoint;
  options: JSONObject;
  /** The bytes of the response. */
  document: Uint8Array;
  /** What the call gives, with the warnings of v3, and without what its response holds beside the answer. */
  result: JSONObject | JSONObject[] | ExpectedFailure;
};

const ENDPOINTS = ['embeddings', 'rerank', 'images', 'models'] as const;
type Endpoint = (typeof ENDPOINTS)[number];

const ROOT = fileURLToPath(new URL('../../fixtures', import.meta.url));

/** All fixtures of chats, by name. Throws if one is not whole. */
export const loadFixtures = (): Fixture[] =>
  loadAll().filter((each) => !('endpoint' in each)) as Fixture[];

/** All fixtures of other endpoints, by name. Throws if one is not whole. */
export const loadEndpointFixtures = (): EndpointFixture[] =>
  loadAll().filter((each) => 'endpoint' in each);

/** The folder of those that are answers of the agents endpoint. */
const AGENTS = 'agents';

/** All fixtures of the agents endpoint, by name. Throws if one is not whole. */
export const loadAgentFixtures = (): Fixture[] => loadAll(join(ROOT, AGENTS)) as Fixture[];

function loadAll(root = ROOT) {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== AGENTS)
    .map((entry) => loadFixture(join(root, entry.name), entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Throws if the fixture does not say where its shapes come from, if a file is missing, or if it has one too many. */
export function loadFixture(folder: string, name: string): Fixture | EndpointFixture {
  const unread = new Set(readdirSync(folder));
  const fail = (what: string) => new Error(`The fixture "${name}" ${what}`);
  const readOptional = (file: string) =>
    unread.delete(file) ? readFileSync(join(folder, file)) : undefined;
  const read = (file: string) => {
    const bytes = readOptional(file);
    if (bytes === undefined) throw fail(`has no ${file}`);
    return bytes.toString('utf8');
  };

  const source = read('source.md');
  if (!/^Source: \S/m.test(source)) throw fail('does not say "Source: ..." in its source.md');
  const { modelId, options, body, endpoint } = JSON.parse(read('request.json'));
  const { status = 200, headers = {} } = JSON.parse(String(readOptional('http.json') ?? '{}'));
  const exchange = { name, source, modelId, options, body, status, headers };
  const document = readOptional('response.json') ?? readOptional('response.html');
  const result = JSON.parse(read('result.json'));
  const isWhole = <T>(fixture: T): T => {
    if (unread.size > 0) throw fail(`has files that nobody reads: ${[...unread].join(', ')}`);
    return fixture;
  };

  if (endpoint !== undefined) {
    if (!ENDPOINTS.includes(endpoint)) throw fail(`is of the endpoint "${endpoint}"`);
    if (!document) throw fail('has no response.json');
    return isWhole({ ...exchange, endpoint, document, result });
  }
  const sse = readOptional('stream.sse');
  if (!sse && !document) throw fail('has neither stream.sse nor response.json');
  const parts = JSON.parse(read('parts.json'));
  return isWhole({ ...exchange, sse, document, parts, result });
}

export function isFailure(expected: object): expected is ExpectedFailure {
  return 'error' in expected;
}
