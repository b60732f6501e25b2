import { expect, test } from 'vitest';
import type { Exchange } from '../../src/cli/exchange';
import { toTaught } from '../../src/cli/probes/taught';

const exchange = (body: object, message: string, status = 400) =>
  ({ body, status, text: JSON.stringify({ error: { message } }) }) as Exchange;

test('what refusals among the calls teach, each once and without the words', () => {
  const body = { model: 'm', temperature: 0.5, top_k: 5 };
  expect(
    toTaught([
      exchange(body, 'temperature is not supported for this model'),
      exchange(body, 'temperature is not supported for this model'),
      exchange(body, 'top_k must be unset when thinking is enabled'),
      exchange(body, 'prompt is too long'),
      exchange(body, 'temperature is not supported for this model', 500),
    ]),
  ).toEqual(['m: temperature (model)', 'm: topK (beside)']);
});
