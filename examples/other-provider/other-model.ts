import type { LanguageModelV2, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { type FetchFunction, generateId } from '@ai-sdk/provider-utils';
import { mergeHeaders } from '../../src/http/headers';
import { post } from '../../src/http/post';
import { collectParts } from '../../src/parts/collect-parts';
import { openParts } from '../../src/parts/part-source';
import { toPartStream } from '../../src/parts/part-stream';
import { createLineReader } from './line-reader';
import { toTalk } from './to-talk';

export type OtherSettings = { apiKey: string; baseURL?: string; fetch?: FetchFunction };

/** The models of the Other. They hold no state of any call. */
export function createOther(settings: OtherSettings) {
  return (modelId: string): LanguageModelV2 => ({
    specificationVersion: 'v2',
    provider: 'other',
    modelId,
    // The AI SDK downloads what a URL names.
    supportedUrls: {},
    /** This API always streams, so a whole answer is a stream that was read to its end. */
    async doGenerate(options) {
      const { source, request, response } = await talk(settings, modelId, options);
      const result = await collectParts(source);
      return { ...result, request, response: { ...result.response, ...response } };
    },
    async doStream(options) {
      const { source, request, response } = await talk(settings, modelId, options);
      return { stream: toPartStream(source, options.abortSignal), request, response };
    },
  });
}

async function talk(settings: OtherSettings, modelId: string, options: LanguageModelV2CallOptions) {
  const { apiKey, baseURL = 'https://other.example', fetch } = settings;
  const { prompt, abortSignal, responseFormat, tools, maxOutputTokens: outputLimit } = options;
  const { body, warnings } = toTalk(modelId, options);
  const config = {
    url: (endpoint: string) => `${baseURL}/${endpoint}`,
    headers: (own = {}) => mergeHeaders({ authorization: `Bearer ${apiKey}` }, own),
    keyVariable: () => 'OTHER_API_KEY',
    fetch,
  };
  const request = { endpoint: 'talk', body, expected: 'lines of JSON', abortSignal };
  const answer = await post(config, { ...request, callHeaders: options.headers });
  const isJson = responseFormat?.type === 'json';
  const reader = createLineReader(
    {
      name: 'other',
      generateId,
      callIds: prompt.flatMap(({ content }) =>
        typeof content === 'string'
          ? []
          : content.flatMap((part) => (part.type === 'tool-call' ? [part.toolCallId] : [])),
      ),
      outputLimit,
      json: isJson ? { objectOnly: responseFormat.schema?.type === 'object' } : undefined,
      toolNames: tools?.map(({ name }) => name),
    },
    answer.error,
  );
  const start = { type: 'stream-start', warnings } as const;
  const source = await openParts(answer.body, reader, {
    start,
    toPart: (part) => part,
    abortSignal,
  });
  return { source, request: { body }, response: { headers: answer.error.responseHeaders } };
}
