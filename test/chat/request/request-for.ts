import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { expect } from 'vitest';
import {
  type HerokuRequest,
  type RequestSettings,
  toRequest,
} from '../../../src/chat/request/to-request';
import type { ChatRequestBody } from '../../../src/chat/wire/request';
import { checkRequest } from '../../../src/local/rules';
import type { Refusal } from '../../../src/local/rules/rule';
import type { Warning } from '../../../src/specification/warning';
import { user } from './prompts';

/** The options of a call, of which AI SDK 6 and 7 know more than the v2 types. */
export type Call = Partial<LanguageModelV2CallOptions> & { reasoning?: string };

type Settings = Partial<Omit<RequestSettings, 'modelId'>>;

/** The request of a call whose options cannot be written to. */
export function requestFor(
  call: Call = {},
  modelId = 'claude-4-5-sonnet',
  settings: Settings = {},
): HerokuRequest {
  const options = deepFreeze({ prompt: [user('Hello')], ...call });
  return toRequest(options, {
    modelId,
    name: 'heroku',
    stream: false,
    includeUsage: false,
    ...settings,
  });
}

/** What the strict server says of a body once it is JSON. */
export function refusalOf(
  body: ChatRequestBody,
  except: readonly string[] = [],
): Refusal | undefined {
  return checkRequest(JSON.parse(JSON.stringify(body)), undefined, { except });
}

/** The body of a call, which the strict server accepts. */
export function acceptedBody(...parameters: Parameters<typeof requestFor>): ChatRequestBody {
  const { body } = requestFor(...parameters);
  expect(refusalOf(body)).toBeUndefined();
  return body;
}

/** What the warnings say, with the setting or tool they speak of in front. */
export function warningsOf({ warnings }: HerokuRequest): string[] {
  return warnings.map(describeCauses);
}

function describeCauses(warning: Warning): string {
  if (warning.type === 'other') return warning.message;
  const { feature, details } = warning;
  return `${typeof feature === 'string' ? feature : feature.name}: ${details}`;
}

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
