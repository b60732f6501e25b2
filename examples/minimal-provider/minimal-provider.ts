import type * as sdk from '@ai-sdk/provider';
import { APICallError, getErrorMessage } from '@ai-sdk/provider';
import { combineHeaders, delay, type FetchFunction, loadApiKey } from '@ai-sdk/provider-utils';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { type Call, createAnswerReader } from './answer-reader';
import { toRequest } from './to-request';

/** How long, in ms, `doStream` waits for the first part. Until then an error rejects, and the AI SDK asks again. */
const FIRST_PART_MS = 1000;
/** How long, in ms, a body may go on after the finish reason: usage and `[DONE]` come late, or never. */
const LINGER_MS = 2000;

/** `apiKey`: default MINIMAL_API_KEY. */
export type MinimalSettings = { baseURL: string; apiKey?: string; fetch?: FetchFunction };

/** Models keep nothing of a call: one serves many at once. */
export function createMinimal(settings: MinimalSettings) {
  return (modelId: string): sdk.LanguageModelV2 => ({
    specificationVersion: 'v2',
    provider: 'minimal',
    modelId,
    supportedUrls: {},
    doGenerate: async (options) => generate(await post(settings, modelId, options)),
    doStream: async (options) => stream(await post(settings, modelId, options), options),
  });
}

/** Sends the request. Rejects with what the server refuses. */
async function post(
  settings: MinimalSettings,
  modelId: string,
  call: sdk.LanguageModelV2CallOptions,
) {
  const { body, warnings, isJson } = toRequest(modelId, call);
  const key = { environmentVariableName: 'MINIMAL_API_KEY', description: 'Minimal' };
  const apiKey = loadApiKey({ ...key, apiKey: settings.apiKey });
  const url = `${settings.baseURL}/chat/completions`;
  const own = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` };
  const headers = combineHeaders(own, call.headers) as Record<string, string>;
  let responseHeaders: Record<string, string> | undefined;
  /** The status decides whether the AI SDK asks again: on 408, 409, 429 and 5xx. */
  const toError = (words: string, statusCode: number) => {
    const message = words.replaceAll(apiKey, '***');
    return new APICallError({ message, url, requestBodyValues: body, statusCode, responseHeaders });
  };
  try {
    const sent = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await (settings.fetch ?? fetch)(url, { ...sent, signal: call.abortSignal });
    responseHeaders = Object.fromEntries(response.headers);
    if (!response.ok) throw toError((await response.text()).slice(0, 500), response.status);
    const answer = read(response, { ...call, isJson, toError });
    return { ...answer, warnings, request: { body }, response: { headers: responseHeaders } };
  } catch (error) {
    throwIfAborted(call.abortSignal);
    throw APICallError.isInstance(error) ? error : toError(getErrorMessage(error), 503);
  }
}

type Exchange = Awaited<ReturnType<typeof post>>;

/** A whole answer is a stream that was read to its end, so that the two never disagree. */
async function generate({ parts, content, warnings, request, response }: Exchange) {
  for await (const part of parts) {
    if (part.type !== 'finish') continue;
    const { finishReason, usage } = part;
    return { content, finishReason, usage, warnings, request, response };
  }
  throw new Error('Parts end with finish, or throw.');
}

async function stream(exchange: Exchange, { abortSignal }: sdk.LanguageModelV2CallOptions) {
  const { parts, fail, close, warnings, request, response } = exchange;
  let first: ReturnType<typeof parts.next> | undefined = parts.next();
  const waiting = new AbortController();
  await Promise.race([first, delay(FIRST_PART_MS, { abortSignal: waiting.signal })]);
  waiting.abort();
  const stream = new ReadableStream<sdk.LanguageModelV2StreamPart>(
    {
      start: (controller) => controller.enqueue({ type: 'stream-start', warnings }),
      async pull(controller) {
        try {
          throwIfAborted(abortSignal);
          const { done, value } = await (first ?? parts.next());
          first = undefined;
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          // An abort ends the stream with an error. Other errors are parts: text and usage are kept.
          throwIfAborted(abortSignal);
          for (const part of fail(error)) controller.enqueue(part);
          controller.close();
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
  return { stream, request, response };
}

/** Bytes -> events -> parts, read on demand. The parts throw whatever goes wrong. */
function read({ body }: Response, call: Call) {
  const { content, fail, ...answer } = createAnswerReader(call);
  const events = (body ?? new Blob().stream())
    .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  const close = () => events.cancel().catch(() => {});
  return { parts: readParts(), content, fail, close };

  async function* readParts(): AsyncGenerator<sdk.LanguageModelV2StreamPart, undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      for (;;) {
        const { done, value } = await events.read();
        if (done || value.data === '[DONE]') break;
        yield* answer.read(value.data);
        if (answer.isFinished()) timer ??= setTimeout(close, LINGER_MS);
      }
      yield* answer.end();
    } catch (error) {
      throwIfAborted(call.abortSignal);
      throw APICallError.isInstance(error) ? error : call.toError(getErrorMessage(error), 502);
    } finally {
      clearTimeout(timer);
      close();
    }
  }
}

/** Callers abort with any reason; the AI SDK knows an abort by the name of the error. */
function throwIfAborted(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  if (/^(Abort|Timeout)Error$/.test(signal.reason?.name)) throw signal.reason;
  const error = new Error('The call was aborted.', { cause: signal.reason });
  throw Object.assign(error, { name: 'AbortError' });
}
