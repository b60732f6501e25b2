import { APICallError } from '@ai-sdk/provider';
import { describe, expect, it, test } from 'vitest';
import { postJson } from '../../src/http/read-json';

const post = (response: Response, abortSignal?: AbortSignal) =>
  postJson(
    {
      url: (endpoint) => `http://heroku.test/v1/${endpoint}`,
      headers: () => ({ authorization: 'Bearer inf-12345678-secret' }),
      keyVariable: () => 'INFERENCE_KEY',
      fetch: async () => response,
    },
    { endpoint: 'embeddings', body: { a: 1 }, abortSignal, expected: 'a list of embeddings' },
  );

/** Chunks, and then the end, an error, or silence. */
function bodyOf(text: string, after: 'end' | 'loss' | 'silence') {
  return new Response(
    new ReadableStream({
      start(controller) {
        if (text) controller.enqueue(new TextEncoder().encode(text));
        if (after === 'end') controller.close();
      },
      pull(controller) {
        if (after === 'loss') controller.error(new Error('other side closed'));
      },
    }),
  );
}

it('gives the document and its headers', async () => {
  const response = Response.json([1, { a: 'ä' }], { headers: { 'x-key': 'inf-12345678-secret' } });
  const { toShown, headers } = await post(response);
  expect(toShown()).toEqual([1, { a: 'ä' }]);
  expect(headers['x-key']).toBe('[API key]');
});

it('shows no key of a document, and keeps what came beside it', async () => {
  const answer = await post(Response.json({ echo: 'inf-12345678-secret' }));
  expect(answer.toShown()).toEqual({ echo: '[API key]' });
  expect(answer.received).toEqual({ echo: 'inf-12345678-secret' });
  expect(answer.redact('inf-12345678-secret')).toBe('[API key]');
});

it('a whole document that is followed by the loss of the connection counts', async () => {
  expect((await post(bodyOf('{"a":1}', 'loss'))).toShown()).toEqual({ a: 1 });
});

describe('what is no answer', () => {
  test.each([
    [
      'an error with HTTP 200',
      bodyOf('{"error":{"message":"Too long"}}', 'end'),
      'Too long',
      false,
    ],
    ['with a code', bodyOf('{"error":{"message":"Wait","code":429}}', 'end'), 'Wait', true],
    ['a bare error', bodyOf('{"code":503,"message":"Later"}', 'end'), 'Later', true],
    [
      'an HTML page',
      bodyOf('<html><title>Maintenance</title></html>', 'end'),
      'the response is not a list of embeddings: an HTML page (Maintenance)',
      false,
    ],
    ['text', bodyOf('upstream said no', 'end'), 'upstream said no', false],
    ['broken JSON', bodyOf('{"data":[1,,2]}', 'end'), '{"data":[1,,2]}', false],
    ['nothing', bodyOf('', 'end'), 'The response body was empty', true],
    ['half a document', bodyOf('{"data":[1,2', 'end'), 'cut off', true],
    ['a lost connection', bodyOf('{"data":[1]', 'loss'), 'other side closed', true],
  ])('%s', async (_, response, message, isRetryable) => {
    const error = await post(response).catch((error) => error);
    expect(error).toBeInstanceOf(APICallError);
    expect(error.message).toContain(message);
    expect(error).toMatchObject({ isRetryable, url: 'http://heroku.test/v1/embeddings' });
  });
});

it('an abort ends the reading of a body that does not end', async () => {
  const controller = new AbortController();
  const call = post(bodyOf('{"data":', 'silence'), controller.signal);
  setTimeout(() => controller.abort(new Error('enough')), 1);
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
});

it('an answer that is not what was asked for is an error without retry and without the key', async () => {
  const { toError } = await post(Response.json({ odd: 'inf-12345678-secret' }));
  const error = toError('no list');
  expect(error.message).toBe('Heroku answered with no list: {"odd":"[API key]"}');
  expect(error.isRetryable).toBe(false);
});
