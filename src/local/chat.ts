import { type ScriptedAnswer, scriptedAnswer } from './answers';
import { toBody, toCompletion } from './completion';
import { type Endpoint, failure } from './endpoint';
import { framesOf, streamOf } from './frames';
import { withinLimits } from './limits';
import type { ChatRequest } from './requests';
import { ENDPOINT_RULES } from './rules';
import { isRecord } from './wire';

/** `POST /v1/chat/completions` (heroku-api.md §1-3). */
export const CHAT: Endpoint<ChatRequest> = {
  path: '/v1/chat/completions',
  asksForStream: (body) => isRecord(body) && body.stream === true,
  rules: ENDPOINT_RULES.chat,
  toRequest: (body, facts) => ({
    endpoint: 'chat',
    body,
    model: body.model,
    facts,
    stream: body.stream === true,
  }),
  respond(request, given, server) {
    const answer = given ?? withinLimits(scriptedAnswer(request, server.personality), request.body);
    const { status = 200 } = answer;
    const completion = toCompletion(answer, request, server.ids);
    const { reasoning, error } = completion;
    if (reasoning?.signature) server.issued.set(reasoning.signature, reasoning.thinking ?? '');
    if (status >= 400 || (error && !request.stream)) return failure(answer);
    if (!request.stream) return whole(toBody(completion, server.personality), answer);
    const frames = framesOf(completion, server.personality, request.body);
    return streamOf(frames, answer, server.chunkDelayMs);
  },
};

function whole(body: object, { status = 200, headers, cutAfter }: ScriptedAnswer): Response {
  if (cutAfter === undefined) return Response.json(body, { status, headers });
  const text = JSON.stringify(body);
  return new Response(text.slice(0, text.length / 2), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}
