import { AGENTS } from './agents';
import type { ScriptedAnswer } from './answers';
import { CHAT } from './chat';
import { EMBEDDINGS } from './embeddings';
import { type Endpoint, failure } from './endpoint';
import { errorBody, errorType, RATE_HEADERS } from './errors';
import { errorEvent } from './frames';
import {
  BODY_JSON_REFUSAL,
  DOOR_GATES,
  type GateContext,
  KEY_GATE,
  MODEL_GATE,
  toSizeRefusal,
} from './gates';
import { Ids } from './ids';
import { IMAGES } from './images';
import { UnmakeableSchema } from './json-from-schema';
import { modelList } from './listing';
import { MCP_SERVERS } from './mcp-servers';
import { factsOf, type ModelFacts, toModels, UNKNOWN_MODEL } from './models';
import { type LocalHerokuOptions, MAX_BODY_BYTES } from './options';
import { toPersonality } from './personality';
import { readBody } from './read-body';
import type { LocalRequest } from './requests';
import { RERANK } from './rerank';
import { checkedSwitches, firstRefusal } from './rules';
import type { Refusal } from './rules/rule';
import { checkedAnswer } from './script-form';
import type { ServerState } from './server-state';
import { isRecord } from './wire';

export type Outcome = { response: Response; body?: unknown; refusedBy?: string };

// biome-ignore lint/suspicious/noExplicitAny: each endpoint hands its own requests to itself
const ENDPOINTS: readonly Endpoint<any>[] = [CHAT, AGENTS, EMBEDDINGS, IMAGES, RERANK];

type AnswererOptions = LocalHerokuOptions & { key: string };

/** From a request to its answer, with what was read of it and what refused it. */
export function answerer(options: AnswererOptions): (request: Request) => Promise<Outcome> {
  const server: ServerState = {
    personality: toPersonality(options),
    rules: checkedSwitches(options.rules),
    models: toModels(options.models),
    ids: new Ids(),
    issued: new Map(),
    chunkDelayMs: options.chunkDelayMs ?? 0,
  };
  const maxBodyBytes = options.maxBodyBytes ?? MAX_BODY_BYTES;

  return async (request) => {
    const { path, gates } = gateContext(request, server, options);
    const list = listFor(path, gates, { server, options });
    if (list) return list;
    const endpoint = ENDPOINTS.find((endpoint) => endpoint.path === path);
    const { body, isTooLarge } = await readBody(request, maxBodyBytes);
    const refusal =
      refusalAtTheDoor(gates) ??
      (isTooLarge ? toSizeRefusal(maxBodyBytes) : undefined) ??
      refusalOf({ body, endpoint: endpoint as Endpoint }, gates, server);
    if (!refusal) return answerOf({ body, endpoint: endpoint as Endpoint }, server, options);
    const outcome = refused(refusal, { body, endpoint }, server);
    if (refusal.status === 405) outcome.response.headers.set('allow', gates.allowed ?? '');
    return outcome;
  };
}

/** The body that was read, and the endpoint that it is for. */
type Asked<E = Endpoint> = { body: unknown; endpoint: E };

/** The answer to a GET of one of the lists. */
function listFor(
  path: string,
  gates: GateContext,
  { server, options }: { server: ServerState; options: AnswererOptions },
): Outcome | undefined {
  if (gates.method !== 'GET') return undefined;
  if (path === MODEL_LIST_PATH) return { response: modelList(server.models) };
  if (path !== MCP_SERVERS_PATH) return undefined;
  const refusal = KEY_GATE.check(gates);
  if (refusal) return refused(refusal, { body: undefined, endpoint: undefined }, server);
  return { response: Response.json(options.mcpServers ?? MCP_SERVERS) };
}

function refusalAtTheDoor(gates: GateContext): Refusal | undefined {
  return DOOR_GATES.map(({ check }) => check(gates)).find(Boolean);
}

const MODEL_LIST_PATH = '/available-models';
const MCP_SERVERS_PATH = '/v1/mcp/servers';

/** The method of each path. */
const METHODS = new Map([
  ...[MODEL_LIST_PATH, MCP_SERVERS_PATH].map((path): [string, string] => [path, 'GET']),
  ...ENDPOINTS.map(({ path }): [string, string] => [path, 'POST']),
]);

function gateContext(
  request: Request,
  { models }: ServerState,
  { key, keyModel }: AnswererOptions,
): { path: string; gates: GateContext } {
  const path = new URL(request.url).pathname;
  const gates = {
    method: request.method,
    allowed: METHODS.get(path),
    authorization: request.headers.get('authorization'),
    key,
    model: undefined,
    models,
    keyModel,
  };
  return { path, gates };
}

function refusalOf(
  { body, endpoint }: Asked,
  gates: GateContext,
  server: ServerState,
): Refusal | undefined {
  if (typeof body === 'string' || body === undefined) return BODY_JSON_REFUSAL;
  const model = isRecord(body) ? body.model : undefined;
  const refusal = MODEL_GATE.check({ ...gates, model });
  if (refusal) return refusal;
  const { personality, issued, rules } = server;
  const facts = factsOf(model, server.models) ?? UNKNOWN_MODEL;
  const context = { body: body as LocalRequest['body'], facts, personality, issued };
  return firstRefusal(endpoint.rules, context, rules);
}

async function answerOf(
  { body, endpoint }: Asked,
  server: ServerState,
  { answer }: LocalHerokuOptions,
): Promise<Outcome> {
  const accepted = body as LocalRequest['body'];
  const facts = factsOf(accepted.model, server.models) as ModelFacts;
  const request = endpoint.toRequest(accepted, facts);
  const given = await answer?.(request);
  if (given instanceof Response) return { response: given, body };
  const script = given === undefined ? undefined : checkedAnswer(given);
  const response = responseTo(request, script, { endpoint, server });
  if (server.personality.rateHeaders)
    for (const [name, value] of Object.entries(RATE_HEADERS)) response.headers.set(name, value);
  return { response, body };
}

/** A schema for which the built-in script finds no value is an error that says so: nothing that does not fit is made up. */
function responseTo(
  request: LocalRequest,
  given: ScriptedAnswer | undefined,
  { endpoint, server }: { endpoint: Endpoint; server: ServerState },
): Response {
  try {
    return endpoint.respond(request, given, server);
  } catch (error) {
    if (!(error instanceof UnmakeableSchema)) throw error;
    const message = `The local Heroku makes no JSON for this request: ${error.message}. Script this answer with its option \`answer\`.`;
    return failure({ status: 422, error: { message } });
  }
}

function refused(
  { status, message, body: recorded, rule }: Refusal,
  { body, endpoint }: Asked<Endpoint | undefined>,
  { personality }: ServerState,
): Outcome {
  const { errorShape, errorStatus } = personality;
  const answer =
    errorShape === 'recorded'
      ? recorded
      : errorBody(errorShape, { code: status, message, type: errorType(status) });
  const hidesStatus = errorStatus === '200';
  const response =
    hidesStatus && endpoint?.asksForStream?.(body)
      ? new Response(errorEvent(answer, personality), {
          headers: { 'content-type': 'text/event-stream' },
        })
      : Response.json(answer, { status: hidesStatus ? 200 : status });
  return { response, body, refusedBy: rule };
}
