import { abortable } from './abortable';
import { type ParsedRequest, type ScriptedAnswer, scriptedAnswer } from './answers';
import { toBody, toCompletion } from './completion';
import { errorBody, errorType } from './errors';
import { bodyOf, framesOf } from './frames';
import { BODY_JSON_REFUSAL, DOOR_GATES, type GateContext, MODEL_GATE } from './gates';
import { Ids } from './ids';
import { withinLimits } from './limits';
import { factsOf, MODELS, type ModelFacts } from './models';
import { checkRequest } from './rules';
import type { Refusal } from './rules/rule';
import { type ChatBody, isRecord } from './wire';

export const TEST_KEY = 'inf-00000000-0000-4000-8000-000000000000';

export type RecordedRequest = {
  method: string;
  url: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** The parsed body; the text itself when it is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it
  body: any;
  status: number;
  /** The name of the rule or gate that refused the request. */
  refusedBy?: string;
};

export type HerokuServerOptions = {
  /** The one key that is let in. Default: `TEST_KEY`. */
  key?: string;
  /** Restricts the key to one model, as on the old plans. */
  keyModel?: string;
  /** Default: `MODELS`. */
  models?: Record<string, ModelFacts>;
  /** Take `stream_options`. Default: false, as recorded in July 2025. */
  streamOptions?: boolean;
  /** Milliseconds before each frame of a stream. Default: 0. */
  chunkDelayMs?: number;
  /** Called once the status of a request is known. */
  onRequest?: (request: RecordedRequest) => void;
  /** What to answer instead of the script; undefined leaves it to the script. */
  answer?: (request: ParsedRequest) => ScriptedAnswer | Response | undefined;
};

export type HerokuServer = {
  /** Usable wherever a `fetch` is wanted; honours the abort signal. */
  fetch: (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;
  handle: (request: Request) => Promise<Response>;
  /** Newest last. */
  requests: RecordedRequest[];
};

/** A server of `POST /v1/chat/completions` as heroku-api.md §1-4 describes it, without a port. */
export function createHerokuServer(options: HerokuServerOptions = {}): HerokuServer {
  const requests: RecordedRequest[] = [];
  const answerer = new Answerer(options);

  async function handle(request: Request): Promise<Response> {
    const { response, body, refusedBy } = await answerer.respond(request);
    const recorded: RecordedRequest = {
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body,
      status: response.status,
      ...(refusedBy !== undefined && { refusedBy }),
    };
    requests.push(recorded);
    options.onRequest?.(recorded);
    return response;
  }

  return {
    requests,
    handle,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      return abortable(await handle(request), request.signal);
    },
  };
}

type Outcome = { response: Response; body?: unknown; refusedBy?: string };

class Answerer {
  private readonly ids = new Ids();
  private readonly issued = new Map<string, string>();
  private readonly models: Record<string, ModelFacts>;

  constructor(private readonly options: HerokuServerOptions) {
    this.models = options.models ?? MODELS;
  }

  async respond(request: Request): Promise<Outcome> {
    const gates = this.gateContext(request);
    for (const { check } of DOOR_GATES) {
      const refusal = check(gates);
      if (refusal) return refused(refusal, await bodyIn(request));
    }
    const body = await bodyIn(request);
    const refusal = this.refusalOf(body, gates);
    if (refusal) return refused(refusal, body);
    return { response: this.answer(this.parsed(body as ChatBody)), body };
  }

  private gateContext(request: Request): GateContext {
    return {
      method: request.method,
      path: new URL(request.url).pathname,
      authorization: request.headers.get('authorization'),
      key: this.options.key ?? TEST_KEY,
      model: undefined,
      models: this.models,
      keyModel: this.options.keyModel,
    };
  }

  private refusalOf(body: unknown, gates: GateContext): Refusal | undefined {
    if (typeof body === 'string' || body === undefined) return BODY_JSON_REFUSAL;
    const model = isRecord(body) ? body.model : undefined;
    const { streamOptions } = this.options;
    return (
      MODEL_GATE.check({ ...gates, model }) ??
      checkRequest(body, factsOf(model, this.models), { streamOptions, issued: this.issued })
    );
  }

  private parsed(body: ChatBody): ParsedRequest {
    const facts = factsOf(body.model, this.models) as ModelFacts;
    return { body, model: body.model, facts, stream: body.stream === true };
  }

  private answer(request: ParsedRequest): Response {
    const given = this.options.answer?.(request);
    if (given instanceof Response) return given;
    return this.render(given ?? withinLimits(scriptedAnswer(request), request.body), request);
  }

  private render(answer: ScriptedAnswer, request: ParsedRequest): Response {
    const { headers, status = 200 } = answer;
    const completion = toCompletion(answer, request, this.ids);
    const { reasoning, error } = completion;
    if (reasoning?.signature) this.issued.set(reasoning.signature, reasoning.thinking);
    if (status >= 400 || (error && !request.stream)) return failure(answer, headers);
    if (!request.stream) return Response.json(toBody(completion), { status, headers });
    return new Response(bodyOf(framesOf(completion), this.options.chunkDelayMs ?? 0), {
      status,
      headers: { 'content-type': 'text/event-stream', ...headers },
    });
  }
}

function refused({ status, body: answer, rule }: Refusal, body: unknown): Outcome {
  return { response: Response.json(answer, { status }), body, refusedBy: rule };
}

/** An answer that is an error from the start. A code on its own does not change the status of the reply. */
function failure(
  { status = 500, error }: ScriptedAnswer,
  headers: Record<string, string> | undefined,
): Response {
  const { message = 'Internal Server Error', code = status, shape } = error ?? {};
  const type = error?.type ?? errorType(code);
  const body = errorBody(shape ?? (error ? 'object' : 'text'), { code, message, type });
  return Response.json(body, { status: Math.max(status, 400), headers });
}

/** The parsed body, or its text when that is no JSON. */
async function bodyIn(request: Request): Promise<unknown> {
  const text = await request.text();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
