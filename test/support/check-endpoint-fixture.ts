import { expect } from 'vitest';
import { listHerokuModels } from '../../src';
import type { SpecificationVersion } from '../../src/specification/version';
import { toModelWarnings, type WarningV3 } from '../../src/specification/warning';
import { outcomeOf, toExpected } from './compare-fixture';
import { type EndpointFixture, isFailure } from './fixtures';
import { CREATE } from './versions';

const BASE_URL = 'http://heroku.test';

/** Checks what is sent, and what is made of the answer. */
export async function checkEndpoint(
  fixture: EndpointFixture,
  version: SpecificationVersion,
): Promise<void> {
  const sent: unknown[] = [];
  const { document, status, headers, result, body } = fixture;
  const fetch: typeof globalThis.fetch = async (_, init) => {
    sent.push(init?.body === undefined ? undefined : JSON.parse(String(init.body)));
    const all = { 'content-type': 'application/json', ...headers };
    return new Response(Uint8Array.from(document), { status, headers: all });
  };
  let responseBody: unknown;
  const actual = await outcomeOf(async () => {
    const { response, ...rest } = (await call(fixture, version, fetch)) as Answer;
    const { headers: _, body, ...metadata } = response ?? {};
    responseBody = body;
    // The list of models is an array.
    return Array.isArray(rest.list) ? rest.list : { ...rest, response: metadata };
  });
  expect(actual).toEqual(toExpected(isFailure(result) ? result : inVersion(result, version)));
  if (responseBody !== undefined)
    expect(responseBody).toEqual(JSON.parse(new TextDecoder().decode(document)));
  expect(sent).toEqual([body]);
}

type Answer = { list?: unknown; response?: Record<string, unknown>; warnings?: WarningV3[] };

function call(
  { endpoint, modelId, options }: EndpointFixture,
  version: SpecificationVersion,
  fetch: typeof globalThis.fetch,
): Promise<unknown> {
  const heroku = CREATE[version]({ apiKey: 'inf-test-key', baseURL: BASE_URL, fetch });
  switch (endpoint) {
    case 'embeddings':
      return heroku.embedding(modelId).doEmbed(options as never);
    case 'rerank':
      return heroku.reranking(modelId).doRerank(options as never);
    case 'images':
      return heroku.image(modelId).doGenerate(options as never);
    case 'models':
      return listHerokuModels({ baseURL: BASE_URL, fetch }).then((list) => ({ list }));
  }
}

/** Reranking has no v2. */
function inVersion(result: object, version: SpecificationVersion): object {
  const { warnings } = result as { warnings?: WarningV3[] };
  if (warnings === undefined || 'ranking' in result) return result;
  return { ...result, warnings: toModelWarnings(version, warnings) };
}
