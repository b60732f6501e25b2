import { InvalidArgumentError } from '@ai-sdk/provider';
import {
  getRuntimeEnvironmentUserAgent,
  VERSION as PROVIDER_UTILS_VERSION,
} from '@ai-sdk/provider-utils';
import { joinNonEmpty } from '../json/json-text';
import { VERSION } from '../version';

/** Headers as callers give them: `undefined` says that the header is not to be sent. */
export type RequestHeaders = Record<string, string | undefined>;

/** Later headers win, whatever their case; `undefined` stays. Throws InvalidArgumentError for a value that HTTP cannot carry. */
export function mergeHeaders(...sources: (RequestHeaders | undefined)[]): RequestHeaders {
  const merged: RequestHeaders = {};
  for (const [name, value] of sources.flatMap((source) => Object.entries(source ?? {}))) {
    // `fetch` refuses it too, but prints the value, which may be a secret.
    if (/[^\t -~\x80-\xff]/.test(value ?? '')) {
      throw new InvalidArgumentError({
        argument: 'headers',
        message: `The value of header "${name}" contains a character that is not allowed in HTTP headers.`,
      });
    }
    merged[name.toLowerCase()] = value;
  }
  return merged;
}

/** The headers of an answer; empty for a test double that has none. */
export function toHeaderRecord(
  headers: Headers | undefined,
  redact: (value: string) => string,
): Record<string, string> {
  const entries = headers?.[Symbol.iterator] ? [...headers] : [];
  return Object.fromEntries(entries.map(([name, value]) => [name, redact(value)]));
}

/**
 * The headers without the undefined ones, and with this package in the user agent, after the caller's own; then what
 * provider-utils adds to the calls of all providers. For names in lower case, as mergeHeaders gives them: its own
 * withUserAgentSuffix would make `Headers` of them first, which short calls feel.
 */
export function withUserAgent(headers: RequestHeaders): Record<string, string> {
  const sent: Record<string, string> = {};
  for (const name in headers) if (headers[name] != null) sent[name] = headers[name];
  sent['user-agent'] = joinNonEmpty(
    ' ',
    sent['user-agent'],
    `ai-sdk-provider-heroku/${VERSION}`,
    `ai-sdk/provider-utils/${PROVIDER_UTILS_VERSION}`,
    getRuntimeEnvironmentUserAgent(),
  );
  return sent;
}
