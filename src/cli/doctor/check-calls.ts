import { toRemedy as toProviderRemedy } from '../../http/remedies';
import { type Exchange, excerpt, shorten, toSentence } from '../exchange';
import { CALL_LIMIT_MS, type HttpClient } from '../http-client';
import { user } from '../probes/parts';
import type { Terminal } from '../terminal';
import { waiting } from '../waiting';
import type { Check } from './check';

/** What the calls are made with. */
export type Call = {
  client: HttpClient;
  attachment: string;
  modelId: string;
  /** The kinds of the model according to the list of models; empty if it does not say. */
  kinds: readonly string[];
  terminal: Pick<Terminal, 'note' | 'interrupted'>;
};

/** One tiny call, and one tiny stream where the model can stream. Images are not made: they cost too much for a check. */
export async function checkCalls(call: Call): Promise<Check[]> {
  const { client, modelId: model, kinds } = call;
  const post = (path: string, body: object, what = 'Calling') => {
    const note = `${what} ${model} (at most ${CALL_LIMIT_MS / 1000} seconds)`;
    return waiting(call.terminal, note, () => client.post(path, body));
  };
  if (kinds.includes('text-to-embedding')) {
    const answer = await post('/v1/embeddings', { model, input: ['Hello.'] });
    return [
      toCheck('call', { answer, isAnswer: Array.isArray(answer.json?.data) }, call),
      noStream(kinds),
    ];
  }
  if (kinds.includes('text-to-score')) {
    const body = { model, query: 'Hello.', documents: ['Hello.', 'Goodbye.'] };
    const answer = await post('/v1/rerank', body);
    return [
      toCheck('call', { answer, isAnswer: Array.isArray(answer.json?.results) }, call),
      noStream(kinds),
    ];
  }
  if (kinds.includes('text-to-image')) {
    const found = 'an image costs too much for a check';
    return [{ id: 'call', status: 'skipped', found }, noStream(kinds)];
  }
  const body = { model, max_tokens: 16, messages: [user('Say hello.')] };
  const answer = await post('/v1/chat/completions', body);
  const first = toCheck('call', { answer, isAnswer: answer.message !== undefined }, call);
  if (first.status === 'problem' || call.terminal.interrupted.aborted)
    return [first, { id: 'stream', status: 'skipped' }];
  const stream = await post('/v1/chat/completions', { ...body, stream: true }, 'Streaming from');
  const isStream = stream.chunks.some(({ choices }) => Array.isArray(choices));
  return [first, toCheck('stream', { answer: stream, isAnswer: isStream }, call)];
}

const noStream = (kinds: readonly string[]): Check => ({
  id: 'stream',
  status: 'not-applicable',
  found: `models of type ${kinds.join(', ')} do not stream`,
});

function toCheck(
  id: 'call' | 'stream',
  { answer, isAnswer }: { answer: Exchange; isAnswer: boolean },
  call: Call,
): Check {
  const { ms, firstByteMs, chunks } = answer;
  if (answer.ok && isAnswer) {
    const seen =
      id === 'call'
        ? `${ms} ms`
        : `${ms} ms, first byte after ${firstByteMs} ms, ${chunks.length} frames`;
    return { id, status: 'ok', found: `${call.modelId}: ${seen}`, ms };
  }
  const problem = answer.ok
    ? `The answer has an unexpected form: ${shorten(call.client.redact(excerpt(answer.text)))}`
    : toSentence(
        `${call.client.host} ${answer.status === 0 ? 'gave' : 'answered'} ${answer.summary}`,
      );
  return { id, status: 'problem', problem, remedy: toRemedy(answer, call), ms };
}

/** The remedy of the provider's own error, else one for the status. */
function toRemedy(answer: Exchange, { attachment, modelId, client }: Call): string {
  const { status, text, path, ms, body, json } = answer;
  if (status === 0) return answer.remedy ?? 'Check the URL, and whether this machine reaches it.';
  if (status === 401) {
    const commands = ['KEY', 'URL'].map(
      (it) => `\`heroku config:get ${attachment}_${it} -a <app>\``,
    );
    return `The server refuses the key. Read key and URL again, both from the same app: ${commands.join(', ')}.`;
  }
  // The text of the request gives a firewall no reason to block it.
  if (status === 403 && json === undefined)
    return 'Something in front of Heroku blocked the request, such as a firewall or a proxy: try another network, or ask who runs it.';
  const remedy = toProviderRemedy({
    statusCode: status,
    text: text.trim(),
    isStream: (body as { stream?: unknown } | undefined)?.stream === true,
    expectsJson: false,
    bansTools: false,
    elapsedMs: ms,
    keyVariable: `${attachment}_KEY`,
    url: client.urlOf(path),
    modelId,
  });
  if (remedy !== undefined) return remedy;
  if (status === 408 || status >= 500)
    return 'Try again later: the fault is on the side of the server.';
  if (status === 429) return 'Wait a minute: the limit of this key is used up.';
  return answer.ok
    ? 'Check the URL: this is not the API.'
    : 'The message of the server names the cause.';
}
