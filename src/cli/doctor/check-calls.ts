import { type Exchange, shorten } from '../exchange';
import { user } from '../probes/parts';
import type { Wire } from '../wire';
import type { Check } from './check';

/** What the calls are made with. */
export type Call = { wire: Wire; attachment: string; modelId: string; kinds: readonly string[] };

/** One tiny call, and one tiny stream where the model can stream. Images are not made: they cost too much for a check. */
export async function checkCalls(call: Call): Promise<Check[]> {
  const { wire, modelId: model, kinds } = call;
  if (kinds.includes('text-to-embedding')) {
    const answer = await wire.post('/v1/embeddings', { model, input: ['Hello.'] });
    return [toCheck('call', answer, Array.isArray(answer.json?.data), call), noStream(kinds)];
  }
  if (kinds.includes('text-to-score')) {
    const body = { model, query: 'Hello.', documents: ['Hello.', 'Goodbye.'] };
    const answer = await wire.post('/v1/rerank', body);
    return [toCheck('call', answer, Array.isArray(answer.json?.results), call), noStream(kinds)];
  }
  if (kinds.includes('text-to-image')) {
    return [{ id: 'call', status: 'skipped', found: 'an image costs too much' }, noStream(kinds)];
  }
  const body = { model, max_tokens: 16, messages: [user('Say hello.')] };
  const answer = await wire.post('/v1/chat/completions', body);
  const first = toCheck('call', answer, answer.message !== undefined, call);
  if (first.status === 'problem') return [first, { id: 'stream', status: 'skipped' }];
  const stream = await wire.post('/v1/chat/completions', { ...body, stream: true });
  const isStream = stream.chunks.some(({ choices }) => Array.isArray(choices));
  return [first, toCheck('stream', stream, isStream, call)];
}

const noStream = (kinds: readonly string[]): Check => ({
  id: 'stream',
  status: 'skipped',
  found: `models of type ${kinds.join(', ')} do not stream`,
});

function toCheck(id: 'call' | 'stream', answer: Exchange, isAnswer: boolean, call: Call): Check {
  const { ms, firstByteMs, chunks } = answer;
  if (answer.ok && isAnswer) {
    const seen =
      id === 'call'
        ? `${ms} ms`
        : `${ms} ms, first byte after ${firstByteMs} ms, ${chunks.length} frames`;
    return { id, status: 'ok', found: `${call.modelId}: ${seen}`, ms };
  }
  const problem = answer.ok
    ? `The answer has an unexpected form: ${shorten(call.wire.redact(answer.text))}`
    : `${call.wire.host} answered ${answer.summary}.`;
  return { id, status: 'problem', problem, remedy: toRemedy(answer, call), ms };
}

/** What to do about a refusal (heroku-api.md §4). */
function toRemedy({ status, error = '', json, path }: Exchange, call: Call): string {
  const { attachment, modelId, wire } = call;
  const configGet = (name: string) => `\`heroku config:get ${attachment}_${name} -a <app>\``;
  if (status === 0) return 'Check the URL, and whether this machine reaches it.';
  if (status === 401)
    return `The key is not let in. Read key and URL again, both from the same app: ${configGet('KEY')}, ${configGet('URL')}.`;
  if (status === 403 && json === undefined)
    return 'Something in front of Heroku blocked the request, such as a firewall or proxy.';
  if (status === 403 || (status === 404 && /model/i.test(error)))
    return `Check the spelling of ${modelId}: \`npx ai-sdk-provider-heroku models\` lists the models. On plans other than the standard plan a key is for one model: ${configGet('MODEL_ID')}.`;
  if (status === 404) return `Nothing is at ${wire.host}${path}: check the URL.`;
  if (status === 408 || status >= 500)
    return 'Try again later: the fault is on the side of the server.';
  if (status === 429) return 'Wait a minute: the limit of this key is used up.';
  return 'The answer of the server says what it dislikes.';
}
