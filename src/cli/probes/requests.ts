import { parseJson } from '../../json/parse-json';
import { toObject } from '../../json/values';
import { toTokenCounts } from '../../parts/finish';
import type { Exchange } from '../exchange';
import { show, user } from './parts';
import {
  confirmed,
  holds,
  isOutage,
  isRefused,
  isTaken,
  need,
  onAnswer,
  type Probe,
  refuted,
  unclear,
} from './probe';

const UNKNOWN_FIELD = { no_such_field: 1 };
const JSON_SCHEMA = {
  type: 'json_schema',
  json_schema: {
    name: 'answer',
    schema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] },
  },
};

/** The families that may refuse `stop` are field-reports.md B3. */
const STOP_REFUSED = ['gpt-oss', 'qwen', 'deepseek'];
const STOP_TAKEN = ['claude', 'nova', 'kimi', 'glm', 'minimax'];

const stopProbe = (family: string, { taken }: { taken: boolean }): Probe => ({
  id: `stop-${family}`,
  statement: `${family} ${taken ? 'takes' : 'refuses'} \`stop\`.`,
  source: taken ? 'heroku-api.md §1.1' : 'field-reports.md B3',
  calls: 1,
  tokens: 16,
  run: async ({ chat, models }) => {
    const model = need(models.ofFamily(family), `model of the family ${family}`);
    const answer = await chat({ stop: ['END'] }, model);
    const { verdict, seen } = (taken ? isTaken : isRefused)(answer, /stop/i);
    return { verdict, seen: `${model}: ${seen}` };
  },
});

/** Which of the recorded shapes an error has. */
function toErrorShape({ json, text }: Exchange): string {
  const body = toObject(json);
  if (!body) return `no JSON: ${show(text, 60)}`;
  if (typeof body.error === 'string') {
    return toObject(parseJson(body.error)) ? 'JSON in the string `error`' : 'a string `error`';
  }
  if (toObject(body.error)) return `an object \`error\` with ${Object.keys(body.error ?? {})}`;
  return `a bare object with ${Object.keys(body)}`;
}

/** Claude Sonnet caches system prompts of 1,024 tokens and more (heroku-api.md §1.7). */
const CACHED_WORDS = 1200;
const LONG_SYSTEM = { role: 'system', content: 'Be brief. '.padEnd(CACHED_WORDS * 5, 'Yes! ') };

/** A white pixel. */
const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAHwlLwQAAAABJRU5ErkJggg==';

export const REQUESTS: Probe[] = [
  {
    id: 'unknown-field',
    statement: 'A field that Heroku does not know is refused with 400.',
    source: 'heroku-api.md §1.1',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) => isRefused(await chat(UNKNOWN_FIELD), /no_such_field/),
  },
  {
    id: 'message-as-it-came',
    statement: 'The message of an answer, with `refusal: null`, is taken when it is sent back.',
    source: 'heroku-api.md §2',
    calls: 2,
    tokens: 32,
    run: async ({ chat }) => {
      const question = user('Say hello.');
      const first = await chat({ messages: [question] });
      if (!first.ok) return unclear(first.summary);
      const came = { ...first.message, refusal: null };
      const second = await chat({ messages: [question, came, user('Say it again.')] });
      const { verdict, seen } = isTaken(second, /refusal|messages\W*1/);
      return { verdict, seen: `keys ${Object.keys(first.message ?? {})}; ${seen}` };
    },
  },
  {
    id: 'unknown-nested-field',
    statement: 'A field that Heroku does not know is refused inside a message too.',
    source: 'heroku-api.md §1.3',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isRefused(
        await chat({ messages: [{ ...user('Say hello.'), ...UNKNOWN_FIELD }] }),
        /no_such_field/,
      ),
  },
  {
    id: 'ignored-field-types',
    statement: 'A field that is accepted and ignored is refused if its value has the wrong type.',
    source: 'heroku-api.md §1.1',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) => isRefused(await chat({ seed: 'one' }), /seed|pars|json|type/i),
  },
  {
    id: 'lone-surrogate',
    statement: 'A text with half a surrogate pair is refused.',
    source: 'heroku-api.md §4',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isRefused(
        await chat({ messages: [user('Say hello. \ud83d')] }),
        /pars|json|utf|unicode|surrogate|character|encod/i,
      ),
  },
  {
    id: 'allow-ignored-params',
    statement: '`allow_ignored_params` lets unknown fields pass on chats.',
    source: 'heroku-api.md §1.1',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isTaken(
        await chat({ ...UNKNOWN_FIELD, allow_ignored_params: true }),
        /no_such_field|allow_ignored_params/,
      ),
  },
  {
    id: 'allow-ignored-params-stream',
    statement: '`allow_ignored_params` lets unknown fields pass on streams.',
    source: 'heroku-api.md §10.15',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isTaken(
        await chat({ ...UNKNOWN_FIELD, allow_ignored_params: true, stream: true }),
        /no_such_field|allow_ignored_params/,
      ),
  },
  {
    id: 'response-format',
    statement: '`response_format` is accepted and ignored.',
    source: 'heroku-api.md §1.5',
    calls: 1,
    tokens: 32,
    run: async ({ chat }) => {
      const answer = await chat({ max_tokens: 32, response_format: JSON_SCHEMA });
      if (!answer.ok) return isTaken(answer, /response_format/);
      const content = String(answer.message?.content ?? '');
      return holds(!content.trim().startsWith('{'), `content: ${show(content, 60)}`);
    },
  },
  {
    id: 'top-k',
    statement: '`top_k` is taken.',
    source: 'heroku-api.md §1.1',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) => isTaken(await chat({ top_k: 40 }), /top_?k/i),
  },
  {
    id: 'temperature',
    statement: '`temperature` is taken.',
    source: 'heroku-api.md §1.1, field-reports.md B1',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) => isTaken(await chat({ temperature: 0.5 }), /temperature/i),
  },
  {
    id: 'temperature-with-top-p',
    statement: '`temperature` beside `top_p` is refused.',
    source: 'heroku-api.md §1.1',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isRefused(await chat({ temperature: 0.5, top_p: 0.9 }), /temperature|top_?p/i),
  },
  {
    id: 'refusal-wording',
    statement: 'Refusals by the model come in the words of Bedrock (`ValidationException: ...`).',
    source: 'heroku-api.md §4',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) => {
      const answer = await chat({ temperature: 0.5, top_p: 0.9 });
      if (answer.status !== 400) return unclear(answer.summary);
      return holds(/ValidationException/.test(answer.error ?? ''), answer.summary);
    },
  },
  {
    id: 'temperature-above-1',
    statement: 'A `temperature` above 1 is refused.',
    source: 'heroku-api.md §1.1',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isRefused(await chat({ temperature: 1.5 }), /temperature|range|maximum/i),
  },
  {
    id: 'max-completion-tokens',
    statement: '`max_completion_tokens` is taken in place of `max_tokens`.',
    source: 'heroku-api.md §10.10',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isTaken(
        await chat({ max_tokens: undefined, max_completion_tokens: 16 }),
        /max_completion_tokens|max_tokens/,
      ),
  },
  {
    id: 'reasoning-effort',
    statement: '`reasoning_effort` is taken.',
    source: 'heroku-api.md §10.1',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isTaken(await chat({ reasoning_effort: 'low' }), /reasoning|thinking|max_tokens|budget/i),
  },
  {
    id: 'developer-role',
    statement: 'Messages of the role `developer` are taken.',
    source: 'heroku-api.md §1.3',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isTaken(
        await chat({ messages: [{ role: 'developer', content: 'Be brief.' }, user('Say hello.')] }),
        /role|developer/,
      ),
  },
  {
    id: 'same-role-turns',
    statement: 'Two messages of the user in a row are refused.',
    source: 'language-model-v2.md B',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isRefused(await chat({ messages: [user('Hello.'), user('Say hello.')] }), /role|alternat/i),
  },
  {
    id: 'prefill',
    statement: 'A prompt that ends with a message of the assistant is taken.',
    source: 'language-model-v2.md B',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isTaken(
        await chat({ messages: [user('Say hello.'), { role: 'assistant', content: 'Hel' }] }),
        /assistant|prefill|user message|last|end with/i,
      ),
  },
  {
    id: 'image-data-url',
    statement: 'Images are taken as data URLs.',
    source: 'heroku-api.md §1.3',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isTaken(
        await chat({
          messages: [
            user([
              { type: 'text', text: 'Name the colour.' },
              { type: 'image_url', image_url: { url: PIXEL } },
            ]),
          ],
        }),
        /image|content/i,
      ),
  },
  ...STOP_TAKEN.map((family) => stopProbe(family, { taken: true })),
  ...STOP_REFUSED.map((family) => stopProbe(family, { taken: false })),
  {
    id: 'firewall',
    statement: 'A firewall answers 403 to prompts with paths such as `../../etc/passwd`.',
    source: 'heroku-api.md §4, heroku-surface.md §0.6',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) => {
      const answer = await chat({ messages: [user('Say hello. ../../../../etc/passwd')] });
      if (answer.ok) return refuted(answer.summary);
      return answer.status === 403 ? confirmed(answer.summary) : unclear(answer.summary);
    },
  },
  {
    id: 'error-shape',
    statement: 'A refused field is answered with JSON in the string `error`.',
    source: 'heroku-api.md §4',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) => {
      const answer = await chat(UNKNOWN_FIELD);
      if (answer.ok || answer.status !== 400) return unclear(answer.summary);
      const shape = toErrorShape(answer);
      return holds(shape === 'JSON in the string `error`', shape);
    },
  },
  {
    id: 'error-status',
    statement: 'A refusal has a status of 400 or above, also where a stream was asked for.',
    source: 'heroku-surface.md §0.2',
    calls: 2,
    tokens: 32,
    run: async ({ chat }) => {
      const answers = [await chat(UNKNOWN_FIELD), await chat({ ...UNKNOWN_FIELD, stream: true })];
      const seen = answers.map(({ summary }) => summary).join('; in a stream: ');
      if (answers.some((answer) => answer.ok || isOutage(answer))) return unclear(seen);
      return holds(
        answers.every(({ status }) => status >= 400),
        seen,
      );
    },
  },
  {
    id: 'wrong-key',
    statement: 'A wrong key is answered with 401.',
    source: 'heroku-api.md §4',
    calls: 1,
    tokens: 16,
    run: async ({ post, models }) => {
      const body = { model: models.main, max_tokens: 16, messages: [user('Say hello.')] };
      const answer = await post('/v1/chat/completions', body, 'inf-wrong');
      if (isOutage(answer)) return unclear(answer.summary);
      return holds(answer.status === 401, `${answer.summary}, ${toErrorShape(answer)}`);
    },
  },
  {
    id: 'unknown-model',
    statement: 'A model that does not exist is answered with 404.',
    source: 'heroku-api.md §4',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) => {
      const answer = await chat({}, 'no-such-model');
      if (isOutage(answer)) return unclear(answer.summary);
      return holds(answer.status === 404, `${answer.summary}, ${toErrorShape(answer)}`);
    },
  },
  {
    id: 'rate-headers',
    statement: 'Answers carry `x-ratelimit-*` headers.',
    source: 'heroku-api.md §4',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      onAnswer(await chat(), ({ headers }) => {
        const names = Object.keys(headers).filter((name) => name.startsWith('x-ratelimit-'));
        return holds(
          names.length > 0,
          names.map((name) => `${name}: ${headers[name]}`).join(', ') || 'none',
        );
      }),
  },
  {
    id: 'request-id',
    statement: 'Answers carry no header with the id of the request.',
    source: 'heroku-api.md §2',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      onAnswer(await chat(), ({ headers }) => {
        const names = Object.keys(headers).filter((name) => /request-?id|trace|cf-ray/i.test(name));
        return holds(names.length === 0, names.join(', ') || 'none');
      }),
  },
  {
    id: 'usage-details',
    statement: 'Usage has the three counters alone, without details of caching or reasoning.',
    source: 'heroku-api.md §10.8',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      onAnswer(await chat(), ({ json }) => {
        const names = Object.keys(json?.usage ?? {});
        if (names.length === 0) return unclear('no usage');
        return holds(names.length === 3, names.join(', '));
      }),
  },
  {
    id: 'cache-counters',
    statement: 'Usage does not tell what was read from the prompt cache or written to it.',
    source: 'heroku-api.md §1.7',
    calls: 2,
    tokens: 32,
    promptTokens: CACHED_WORDS * 2,
    run: async ({ chat, models }) => {
      const model = need(models.ofFamily('sonnet'), 'Claude Sonnet');
      const ask = (question: string) => chat({ messages: [LONG_SYSTEM, user(question)] }, model);
      // The first writes to the cache, the second reads from it.
      const answers = [await ask('Say hello.'), await ask('Say goodbye.')];
      const failed = answers.find(({ ok, json }) => !ok || !toObject(json?.usage));
      if (failed) return unclear(failed.ok ? 'no usage' : failed.summary);
      const usages = answers.map(({ json }) => toObject(json.usage) ?? {});
      const isSilent = usages.every((usage) => {
        const { cacheRead, cacheWrite } = toTokenCounts(usage);
        return cacheRead === undefined && cacheWrite === undefined;
      });
      return holds(isSilent, `${model}: ${show(usages.at(-1))}`);
    },
  },
  {
    id: 'models-without-key',
    statement: '`GET /available-models` answers without a key.',
    source: 'heroku-api.md §6',
    calls: 1,
    tokens: 0,
    run: async ({ get }) => {
      const answer = await get('/available-models');
      if (isOutage(answer)) return unclear(answer.summary);
      return holds(answer.ok && Array.isArray(answer.json), answer.summary);
    },
  },
  {
    id: 'v1-models',
    statement: '`GET /v1/models` does not exist.',
    source: 'heroku-api.md §10.14',
    calls: 1,
    tokens: 0,
    run: async ({ get }) => {
      const answer = await get('/v1/models', { withKey: true });
      if (answer.ok) return refuted(answer.summary);
      return [404, 405].includes(answer.status)
        ? confirmed(answer.summary)
        : unclear(answer.summary);
    },
  },
];
