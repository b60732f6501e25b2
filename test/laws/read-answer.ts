import type {
  LanguageModelV2,
  LanguageModelV2CallOptions,
  LanguageModelV2StreamPart,
} from '@ai-sdk/provider';
import type { HerokuProviderSettings } from '../../src';
import type { SpecificationVersion } from '../../src/specification/version';
import { modelWith, readAll, TEST_PROMPT } from '../support/scripted-model';

type Part = LanguageModelV2StreamPart;
type Result = Awaited<ReturnType<LanguageModelV2['doGenerate']>>;

/** What the server sends: pieces of bytes, and at their end a clean close or a lost connection. */
export type Sent = {
  chunks: readonly Uint8Array[];
  isLost?: boolean;
  status?: number;
  contentType?: string;
};

/** How the call is made. */
export type Call = {
  modelId?: string;
  options?: Partial<LanguageModelV2CallOptions>;
  settings?: HerokuProviderSettings;
  /** Of the specification. Default: v2. */
  version?: SpecificationVersion;
};

export type Streamed = { parts: Part[]; rejection?: undefined } | { parts: []; rejection: unknown };
export type Generated = { result: Result } | { rejection: unknown };

let read = 0;

/** How many answers have been read here, as a stream or whole. */
export const answersRead = (): number => read;

const CONTENT_TYPE = 'text/event-stream; charset=utf-8';

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** All parts of `doStream`, or why it rejected. Throws what the stream itself throws: it never should. */
export async function streamed(
  sent: Sent,
  { modelId, options, settings, version }: Call = {},
): Promise<Streamed> {
  read++;
  const model = modelWith(fetchOf(sent), modelId, settings, version);
  const answer = await model
    .doStream({ prompt: TEST_PROMPT, ...options })
    .catch((rejection: unknown) => ({ rejection }));
  if ('rejection' in answer) return { parts: [], rejection: answer.rejection };
  return { parts: await readAll(answer.stream) };
}

/** The result of `doGenerate`, or why it rejected. */
export async function generated(
  sent: Sent,
  { modelId, options, settings, version }: Call = {},
): Promise<Generated> {
  read++;
  const model = modelWith(fetchOf(sent), modelId, settings, version);
  return model.doGenerate({ prompt: TEST_PROMPT, ...options }).then(
    (result) => ({ result }),
    (rejection: unknown) => ({ rejection }),
  );
}

function fetchOf({ chunks, isLost, status = 200, contentType = CONTENT_TYPE }: Sent) {
  return async () =>
    new Response(status === 204 ? null : toBody(chunks, isLost), {
      status,
      headers: { 'content-type': contentType },
    });
}

function toBody(chunks: readonly Uint8Array[], isLost = false): ReadableStream<Uint8Array> {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks[next++];
      if (chunk !== undefined) controller.enqueue(chunk);
      else if (isLost) controller.error(new TypeError('terminated'));
      else controller.close();
    },
  });
}

/** Errors as what a user sees of them, so that two readings can be compared. */
export function comparable(value: unknown): unknown {
  if (value instanceof Error) {
    const { name, message, statusCode, isRetryable } = value as Error & Record<string, unknown>;
    return { name, message, statusCode, isRetryable };
  }
  if (Array.isArray(value)) return value.map(comparable);
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if ('error' in value) return { ...value, error: comparable(value.error) };
  if ('parts' in value && 'rejection' in value) {
    return { parts: comparable(value.parts), rejection: comparable(value.rejection) };
  }
  return value;
}
