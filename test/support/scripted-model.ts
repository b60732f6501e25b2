import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import type { HerokuChatModelId, HerokuProviderSettings } from '../../src';
import type { SpecificationVersion } from '../../src/specification/version';
import { CREATE } from './versions';

export const TEST_PROMPT: LanguageModelV2CallOptions['prompt'] = [
  { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
];

/** A body that arrives in the given pieces. */
export function bodyOf(pieces: readonly (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const piece = pieces[next++];
      if (piece === undefined) controller.close();
      else controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece);
    },
  });
}

/** One event in Heroku's framing (heroku-api.md §3). */
export function eventOf(frame: unknown, event = 'message'): string {
  return `event:${event}\ndata:${typeof frame === 'string' ? frame : JSON.stringify(frame)}\n\n`;
}

export const DONE = eventOf('[DONE]', 'done');

/** A chat completion chunk with this delta. */
export function chunkOf(delta: object, finishReason: string | null = null): object {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1700000000,
    model: 'claude-4-5-sonnet',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  };
}

/** A `fetch` that answers every request with the same body, and keeps the requests. */
export function scriptedFetch(
  body: string | readonly (string | Uint8Array)[] | (() => BodyInit),
  init: ResponseInit = {},
) {
  const requests: { url: string; headers: Record<string, string>; body: unknown }[] = [];
  const fetch: typeof globalThis.fetch = async (input, request) => {
    request?.signal?.throwIfAborted();
    requests.push({
      url: String(input),
      headers: Object.fromEntries(new Headers(request?.headers).entries()),
      body: JSON.parse(String(request?.body)),
    });
    const content =
      typeof body === 'function' ? body() : bodyOf(typeof body === 'string' ? [body] : body);
    return new Response(content, {
      headers: { 'content-type': 'text/event-stream' },
      ...init,
    });
  };
  return { fetch, requests };
}

/** A model that talks to the given `fetch`. Generated ids are counted: `generated-0`, `generated-1`. */
export function modelWith(
  fetch: typeof globalThis.fetch,
  modelId: HerokuChatModelId = 'claude-4-5-sonnet',
  settings: HerokuProviderSettings = {},
  version: SpecificationVersion = 'v2',
) {
  let count = 0;
  return CREATE[version]({
    apiKey: 'inf-test-key',
    baseURL: 'http://heroku.test',
    fetch,
    includeUsage: false,
    generateId: () => `generated-${count++}`,
    ...settings,
  })(modelId);
}

export async function readAll<T>(stream: ReadableStream<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of stream) values.push(value);
  return values;
}
