import { inspect } from 'node:util';
import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import fc, { type Arbitrary } from 'fast-check';
import { createHeroku } from '../../src';
import { chunkOf, DONE, eventOf, readAll, TEST_PROMPT } from '../support/scripted-model';
import { law } from './law';

const KEY = 'inf-01234567-89ab-4cde-8f01-23456789abcd';
const QUERY_KEY = 'q4Zt8xWm2LpVr7';

/** Each way in which software writes a text into another. */
const WRITTEN: ((text: string) => string)[] = [
  (text) => text,
  (text) => `Bearer ${text}`,
  (text) => JSON.stringify({ authorization: text }),
  (text) => JSON.stringify(JSON.stringify({ authorization: text })),
  (text) => text.replaceAll('-', '\\u002d'),
  (text) => text.replaceAll('-', '\\\\u002D'),
  (text) => Array.from(text, (it) => `\\u00${it.charCodeAt(0).toString(16)}`).join(''),
  (text) => text.replaceAll('-', '%2D'),
  (text) => text.replaceAll('-', '&#x2d;'),
];

const words: Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(KEY, QUERY_KEY, `${KEY} and ${QUERY_KEY}`),
    fc.constantFrom(...WRITTEN),
    fc.string({ maxLength: 20 }),
    fc.nat(600),
  )
  .map(([key, write, before, padding]) => `${before}${'x'.repeat(padding)} ${write(key)}`);

/** A value with the words anywhere in it. */
const values: Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    words,
    fc.record({ error: tie('value') }),
    fc.record({ message: words, code: fc.constantFrom(400, 401, 500, 'x') }),
    fc.record({ detail: fc.array(tie('value'), { maxLength: 2 }) }),
    fc.dictionary(words, tie('value'), { maxKeys: 2 }),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
})).value;

type Answer = { body: string; status: number; headers: Record<string, string> };

const bodies: Arbitrary<string> = fc.oneof(
  words,
  values.map((value) => JSON.stringify(value)),
  values.map((value) => JSON.stringify(value).replaceAll('\\\\u', '\\u')),
  values.map((value) => JSON.stringify(value).slice(0, -3)),
  words.map((text) => `<html><title>${text}</title><body>${text}</body></html>`),
  fc
    .tuple(fc.boolean(), values)
    .map(([hasText, error]) =>
      [hasText ? eventOf(chunkOf({ content: 'Hi' })) : '', eventOf({ error }), DONE].join(''),
    ),
  words.map((text) => `${eventOf(chunkOf({ content: 'Hi' }))}event: error\ndata: ${text}\n\n`),
  values.map(
    (value) => `${eventOf(chunkOf({ content: 'Hi' }))}data: ${JSON.stringify(value)}x\n\n`,
  ),
  values.map((echo) =>
    JSON.stringify({
      echo,
      choices: [{ message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
    }),
  ),
);

const answers: Arbitrary<Answer> = fc.record({
  body: bodies,
  status: fc.constantFrom(200, 200, 302, 308, 400, 401, 403, 404, 429, 500, 503),
  headers: words
    .map((text) => text.replace(/[^ -~]/g, ''))
    .map(
      (text): Record<string, string> => ({
        'x-echo': text,
        location: `//other.test/${text}`,
        'retry-after-ms': '1',
      }),
    ),
});

class Client {
  constructor(readonly config: unknown) {}
}

const failures: Arbitrary<unknown> = fc.letrec<{ failure: unknown }>((tie) => ({
  failure: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    words,
    words.map((text) => new Error(text)),
    words.map((text) => new TypeError('fetch failed', { cause: { code: 'ECONNRESET', text } })),
    values.map((config) => Object.assign(new Error('no'), { config })),
    values.map((config) => Object.freeze(Object.assign(new Error('no'), { config }))),
    values.map((it) => Object.defineProperty(new Error('no'), 'hidden', { value: it })),
    values.map((it) => Object.assign(new Error('no'), { request: new Client(it) })),
    words.map((text) => new DOMException(text, 'NetworkError')),
    fc.tuple(words, tie('failure')).map(([text, cause]) => new Error(text, { cause })),
    fc
      .tuple(words, fc.array(tie('failure'), { maxLength: 3 }))
      .map(([text, errors]) => new AggregateError(errors, text)),
    values,
  ),
})).failure;

const PIECES = [KEY, QUERY_KEY].flatMap((key) =>
  Array.from({ length: key.length - 11 }, (_, at) => key.slice(at, at + 12)),
);

/** All that printing it, or making it JSON, shows; and what escapes in it stand for. */
function shownBy(value: unknown): string {
  const texts = [
    inspect(value, { depth: 9, showHidden: true, maxStringLength: null, maxArrayLength: null }),
    JSON.stringify(value, (_, item) => (item instanceof Error ? { ...item } : item)) ?? '',
    typeof value === 'string' || value instanceof Error ? String(value) : '',
  ].join('\n');
  const plain = texts
    .replace(/\\+u00([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/%([2-7][\da-f])/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/&#x([\da-f]{2});/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return `${texts}\n${plain}`;
}

function assertNoKey(value: unknown): void {
  const shown = shownBy(value);
  const piece = PIECES.find((it) => shown.includes(it));
  if (piece) throw new Error(`${piece} is shown: ${shown.slice(0, 3000)}`);
}

const CALL: LanguageModelV2CallOptions = { prompt: TEST_PROMPT };

/** Whatever comes of a call in both modes, with the provider and the model that it was made with. */
async function outcomesOf(fetch: typeof globalThis.fetch): Promise<unknown[]> {
  const baseURL = `http://heroku.test/?api_key=${QUERY_KEY}`;
  const provider = createHeroku({ apiKey: KEY, baseURL, fetch, name: 'heroku' });
  const model = provider('claude-4-5-sonnet');
  const embedding = provider.embedding('cohere-embed-v4');
  const settle = (it: PromiseLike<unknown>) => Promise.resolve(it).catch((error) => error);
  return [
    await settle(model.doGenerate(CALL)),
    await settle(
      model.doStream(CALL).then(async ({ stream, ...rest }) => [rest, await readAll(stream)]),
    ),
    await settle(embedding.doEmbed({ values: ['Hi'] })),
    provider,
    model,
    embedding,
  ];
}

law('whatever a server says, no key is seen', { values: answers, runs: 200 }, async (answer) => {
  const { body, status, headers } = answer;
  for (const outcome of await outcomesOf(async () => new Response(body, { status, headers }))) {
    assertNoKey(outcome);
  }
});

law('whatever a fetch fails with, no key is seen', { values: failures, runs: 200 }, async (it) => {
  for (const outcome of await outcomesOf(() => Promise.reject(it))) assertNoKey(outcome);
});

law('whatever a body fails with, no key is seen', { values: failures, runs: 100 }, async (it) => {
  const fetch = async () => {
    const pieces = [eventOf(chunkOf({ content: 'Hi' }))];
    return new Response(
      new ReadableStream({
        pull(controller) {
          const piece = pieces.pop();
          if (piece) controller.enqueue(new TextEncoder().encode(piece));
          else controller.error(it);
        },
      }),
      { headers: { 'content-type': 'text/event-stream' } },
    );
  };
  for (const outcome of await outcomesOf(fetch)) assertNoKey(outcome);
});
