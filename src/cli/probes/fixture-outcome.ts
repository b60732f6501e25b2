import { createHeroku } from '../../index';
import { listHerokuModels } from '../../provider/list-heroku-models';
import { createHeroku as createHerokuV3 } from '../../v3';
import type { FixtureCall } from './fixture-call';

/** What came back, as a fixture has it. */
export type FixtureAnswer = { status: number; headers: Record<string, string>; text: string };

const BASE_URL = 'http://heroku.test';

/** What this version of the package makes of an answer: `result.json` of a fixture, and for chat `parts.json`. */
export async function toFixtureOutcome(
  call: FixtureCall,
  answer: FixtureAnswer,
): Promise<Record<string, unknown>> {
  const { modelId, options } = call;
  const settings = () => {
    let count = 0;
    return {
      apiKey: 'inf-test-key',
      baseURL: BASE_URL,
      includeUsage: false,
      fetch: async () => new Response(answer.text, answer),
      generateId: () => `generated-${count++}`,
    };
  };
  // The warnings of other endpoints are those of v3 in a fixture.
  switch (call.endpoint) {
    case 'models':
      return { result: await outcomeOf(() => listHerokuModels(settings())) };
    case 'embeddings': {
      const model = createHerokuV3(settings()).embedding(modelId);
      return { result: await outcomeOf(() => model.doEmbed(options as never).then(toResult)) };
    }
    case 'rerank': {
      const model = createHerokuV3(settings()).reranking(modelId);
      return { result: await outcomeOf(() => model.doRerank(options as never).then(toResult)) };
    }
  }
  const chat = () => createHeroku(settings())(modelId);
  return {
    parts: await outcomeOf(async () => {
      const { stream } = await chat().doStream(options as never);
      const parts: unknown[] = [];
      for await (const part of stream) parts.push(part);
      return parts;
    }),
    result: await outcomeOf(async () => {
      const { warnings: _, ...result } = toResult(await chat().doGenerate(options as never));
      return result;
    }),
  };
}

/** The result without what other files of the fixture hold. */
function toResult<R extends { response?: unknown; warnings: unknown }>(result: R) {
  const { request: _, response, ...rest } = result as R & { request?: unknown };
  const { headers, body, ...metadata } = (response ?? {}) as Record<string, unknown>;
  return { ...rest, response: metadata };
}

/** The outcome as JSON, with the errors in the fields that matter. */
async function outcomeOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return JSON.parse(
      JSON.stringify(await call(), (_key, value) =>
        value instanceof Error ? toError(value) : value,
      ),
    );
  } catch (error) {
    return { error: toError(error) };
  }
}

function toError(error: unknown) {
  const { name, message, statusCode, isRetryable } = error as Record<string, unknown>;
  return JSON.parse(JSON.stringify({ name, message, statusCode, isRetryable }));
}
