import type { ScriptedAnswer } from './answers';
import { errorBody, errorType } from './errors';
import type { ModelFacts } from './models';
import type { LocalRequest } from './requests';
import type { Rule } from './rules/rule';
import type { ServerState } from './server-state';

/** One kind of request that needs a key and a model. */
export type Endpoint<Request extends LocalRequest = LocalRequest> = {
  path: string;
  /** Whether this body asks for a stream. Default: nothing is streamed. */
  asksForStream?: (body: unknown) => boolean;
  /** What may refuse a body. */
  rules: readonly Rule<string, Request['body']>[];
  /** The request, once the rules have let its body pass. */
  toRequest: (body: Request['body'], facts: ModelFacts) => Request;
  /** The answer, as scripted or by the built-in script. */
  respond: (request: Request, given: ScriptedAnswer | undefined, server: ServerState) => Response;
};

/** The error that a script wants, where nothing is streamed. */
export function scriptedFailure(answer: ScriptedAnswer | undefined): Response | undefined {
  const isFailure = (answer?.status ?? 200) >= 400 || answer?.error !== undefined;
  return answer && isFailure ? failure(answer) : undefined;
}

/** An answer that is an error from the start. Its status is the one given, 200 included, else 500; a code changes nothing. */
export function failure({ status = 500, error, headers }: ScriptedAnswer): Response {
  const { message = 'Internal Server Error', code = status, shape } = error ?? {};
  const type = error?.type ?? errorType(code);
  const body = errorBody(shape ?? (error ? 'object' : 'text'), { code, message, type });
  return Response.json(body, { status, headers });
}
