import { type ChatRequest, createLocalHeroku, errorResponse, GREETING } from '../../src/local';
import { listen } from '../../src/local/node-server';
import { pausedAnswer } from '../../test/ai-sdk/raw-answer';
import { PROMPTS, REFUSAL } from './prompts';
import type { Target } from './scenario';

/**
 * A local Heroku for one run of the scenario. Beside the API it has `/go-on`, which lets a held answer go on, and `/left`, which
 * answers once the client has closed one. Browsers may talk to it from any page.
 */
export async function openHeroku(): Promise<{ target: Target; close: () => Promise<void> }> {
  let held: ReturnType<typeof pausedAnswer> | undefined;
  let isThrottled = false;

  const answers: Record<string, (request: ChatRequest) => Response | undefined> = {
    [PROMPTS.held]: (request) => {
      held = pausedAnswer({ text: `${GREETING} The end.` }, 3);
      return held.respond(request);
    },
    [PROMPTS.throttled]: () => {
      isThrottled = !isThrottled;
      return isThrottled
        ? errorResponse(TOO_MANY, { headers: { 'retry-after-ms': '1' } })
        : undefined;
    },
    [PROMPTS.refused]: () => errorResponse(BAD_REQUEST, { shape: 'json-string' }),
  };
  const server = createLocalHeroku({
    answer: (request) =>
      request.endpoint === 'chat'
        ? answers[String(request.body.messages[0]?.content)]?.(request)
        : undefined,
  });

  async function answer(request: Request): Promise<Response> {
    if (request.method === 'OPTIONS') return new Response();
    const { pathname } = new URL(request.url);
    if (pathname === '/go-on') held?.release();
    else if (pathname === '/left') await held?.cancelled;
    else return server.handle(request);
    return new Response();
  }

  const { url, close } = await listen(async (request) => withCors(await answer(request), request));
  return { target: { url, key: server.key }, close };
}

const TOO_MANY = { code: 429, message: 'Too many requests', type: 'rate_limit_error' };
const BAD_REQUEST = { code: 400, message: REFUSAL, type: 'invalid_request' };

function withCors(response: Response, request: Request): Response {
  response.headers.set('access-control-allow-origin', '*');
  response.headers.set('access-control-expose-headers', '*');
  // A star does not stand for `authorization`.
  const asked = request.headers.get('access-control-request-headers');
  if (asked !== null) response.headers.set('access-control-allow-headers', asked);
  return response;
}
