import { AGENTS } from './agents';
import { CHAT } from './chat';
import { EMBEDDINGS } from './embeddings';
import type { Endpoint } from './endpoint';
import { errorBody, errorType, RATE_HEADERS } from './errors';
import { errorEvent } from './frames';
import { BODY_JSON_REFUSAL, DOOR_GATES, type GateContext, KEY_GATE, MODEL_GATE } from './gates';
import { Ids } from './ids';
import { IMAGES } from './images';
import { modelList } from './listing';
import { MCP_SERVERS } from './mcp-servers';
import { factsOf, type ModelFacts, toModels, UNKNOWN_MODEL } from './models';
import type { LocalHerokuOptions } from './options';
import { toPersonality } from './personality';
import type { LocalRequest } from './requests';
import { RERANK } from './rerank';
import { checkedSwitches, firstRefusal } from './rules';
import type { Refusal } from './rules/rule';
import type { ServerState } from './server-state';
import { isRecord } from './wire';

export type Outcome = { response: Response; body?: unknown; refusedBy?: string };

// biome-ignore lint/suspicious/noExplicitAny: each endpoint hands its own requests to itself
const ENDPOINTS: readonly Endpoint<any>[] = [CHAT, AGENTS, EMBEDDINGS, IMAGES, RERANK];

/** From a request to its answer, with what was read of it and what refused it. */
export function answerer(
  options: LocalHerokuOptions & { key: string },
): (request: Request) => Promise<Outcome> {
  const server: ServerState = {
    personality: toPersonality(options),
    rules: checkedSwitches(options.rules),
    models: toModels(options.models),
    ids: new Ids(),
    issued: new Map(),
    chunkDelayMs: options.chunkDelayMs ?? 0,
  };

  return async (request) => {
    const gates = gateContext(request, server, options);
    if (gates.method === 'GET' && gates.path === '/available-models')
      return { response: modelList(server.models) };
    if (gates.method === 'GET' && gates.path === '/v1/mcp/servers') {
      const refusal = KEY_GATE.check(gates);
      if (refusal) return refused(refusal, undefined, undefined, server);
      return { response: Response.json(options.mcpServers ?? MCP_SERVERS) };
    }
    const endpoint = ENDPOINTS.find(({ path }) => path === gates.path);
    for (const { check } of DOOR_GATES) {
      const refusal = check(gates);
      if (refusal) return refused(refusal, await bodyIn(request), endpoint, server);
    }
    const body = await bodyIn(request);
    const refusal = refusalOf(body, endpoint as Endpoint, gates, server);
    if (refusal) return refused(refusal, body, endpoint, server);
    return { response: await answerOf(body, endpoint as Endpoint, server, options), body };
  };
}

function gateContext(
  request: Request,
  { models }: ServerState,
  { key, keyModel }: LocalHerokuOptions & { key: string },
): GateContext {
  return {
    method: request.method,
    path: new URL(request.url).pathname,
    paths: ENDPOINTS.map(({ path }) => path),
    authorization: request.headers.get('authorization'),
    key,
    model: undefined,
    models,
    keyModel,
  };
}

function refusalOf(
  body: unknown,
  endpoint: Endpoint,
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
  body: unknown,
  endpoint: Endpoint,
  server: ServerState,
  { answer }: LocalHerokuOptions,
): Promise<Response> {
  const accepted = body as LocalRequest['body'];
  const facts = factsOf(accepted.model, server.models) as ModelFacts;
  const request = endpoint.toRequest(accepted, facts);
  const given = await answer?.(request);
  if (given instanceof Response) return given;
  const response = endpoint.respond(request, given, server);
  if (server.personality.rateHeaders)
    for (const [name, value] of Object.entries(RATE_HEADERS)) response.headers.set(name, value);
  return response;
}

function refused(
  { status, message, body: recorded, rule }: Refusal,
  body: unknown,
  endpoint: Endpoint | undefined,
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

/** The parsed body, or its text when that is no JSON. */
async function bodyIn(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
