import {
  APICallError,
  type LanguageModelV2,
  type LanguageModelV2CallOptions,
  type LanguageModelV2Message,
  type LanguageModelV2StreamPart,
} from '@ai-sdk/provider';
import { combineHeaders, type FetchFunction, generateId, postToApi } from '@ai-sdk/provider-utils';
import { throwIfAborted } from '../../src/http/abort-error';
import { toBodyReader } from '../../src/http/body-reader';
import { MAX_ERROR_CHARACTERS } from '../../src/http/limits';
import { readText } from '../../src/http/read-text';
import { createRedact } from '../../src/http/redact';
import { redactError } from '../../src/http/redact-value';
import { parseJson } from '../../src/json/parse-json';
import { toNonEmptyString, toObject } from '../../src/json/values';
import { collectParts } from '../../src/parts/collect-parts';
import { openParts } from '../../src/parts/part-source';
import { toPartStream } from '../../src/parts/part-stream';
import { createLineReader } from './line-reader';
import { toTalk } from './to-talk';
import type { Fault } from './wire';

export type OtherSettings = { apiKey: string; baseURL?: string; fetch?: FetchFunction };

/** The models of the Other. */
export function createOther(settings: OtherSettings) {
  return (modelId: string): LanguageModelV2 => new OtherModel(modelId, settings);
}

/** Holds no state of any call. */
class OtherModel implements LanguageModelV2 {
  readonly specificationVersion = 'v2';
  readonly provider = 'other';
  /** None: the AI SDK downloads what a URL names. */
  readonly supportedUrls = {};

  constructor(
    readonly modelId: string,
    private readonly settings: OtherSettings,
  ) {}

  /** This API always streams, so a whole answer is a stream that was read to its end. */
  async doGenerate(options: LanguageModelV2CallOptions) {
    const { source, request, response } = await this.post(options);
    const result = await collectParts(source);
    return { ...result, request, response: { ...result.response, ...response } };
  }

  async doStream(options: LanguageModelV2CallOptions) {
    const { source, request, response } = await this.post(options);
    return { stream: toPartStream(source, options.abortSignal), request, response };
  }

  private async post(options: LanguageModelV2CallOptions) {
    const { apiKey, baseURL = 'https://other.example', fetch } = this.settings;
    const { abortSignal, responseFormat, tools } = options;
    const { body, warnings } = toTalk(this.modelId, options);
    const url = `${baseURL}/talk`;
    const sent = combineHeaders({ authorization: `Bearer ${apiKey}` }, options.headers);
    const redact = createRedact({ authorization: `Bearer ${apiKey}` });

    const toError = (response: Response, { code, words }: Fault, cause?: unknown) =>
      new APICallError({
        message: redact(words),
        url,
        requestBodyValues: body,
        statusCode: code,
        responseHeaders: Object.fromEntries(response.headers),
        cause: redactError(cause, redact),
      });

    const { value: response } = await postToApi<Response>({
      url,
      headers: { 'content-type': 'application/json', ...sent },
      body: { content: JSON.stringify(body), values: body },
      failedResponseHandler: async ({ response }) => {
        const limit = MAX_ERROR_CHARACTERS;
        const { text } = await readText(toBodyReader(response), { limit, abortSignal });
        return { value: toError(response, toFault(text, response.status)) };
      },
      successfulResponseHandler: async ({ response }) => ({ value: response }),
      abortSignal,
      fetch,
    }).catch((error) => {
      throwIfAborted(abortSignal);
      throw redactError(error, redact);
    });

    const schema = responseFormat?.type === 'json' ? responseFormat.schema : undefined;
    const reader = createLineReader(
      {
        name: 'other',
        generateId,
        callIds: options.prompt.flatMap(toCallIds),
        outputLimit: options.maxOutputTokens,
        json:
          responseFormat?.type === 'json' ? { objectOnly: schema?.type === 'object' } : undefined,
        toolNames: tools?.map(({ name }) => name),
        toolAliases: new Map(),
      },
      {
        toFault: (fault) => toError(response, fault),
        // A status that is worth another try.
        toCut: (cause) => toError(response, { code: 502, words: 'The answer was cut off.' }, cause),
      },
    );
    const source = await openParts<LanguageModelV2StreamPart>(toBodyReader(response), reader, {
      start: { type: 'stream-start', warnings },
      toPart: (part) => part,
      abortSignal,
    });
    return {
      source,
      request: { body },
      response: { headers: Object.fromEntries(response.headers) },
    };
  }
}

/** The ids of the calls in a message: a new call must not get one of them. */
function toCallIds({ role, content }: LanguageModelV2Message): string[] {
  if (role !== 'assistant') return [];
  return content.flatMap((part) => (part.type === 'tool-call' ? [part.toolCallId] : []));
}

/** The server's words; those of a gateway before it, if it never got there. */
function toFault(text: string, status: number): Fault {
  const fault = toObject(toObject(parseJson(text))?.fault);
  const words = toNonEmptyString(fault?.words) ?? `HTTP ${status}: ${text.slice(0, 500)}`;
  return { code: status, words };
}
