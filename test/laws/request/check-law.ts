import assert from 'node:assert/strict';
import { type LanguageModelV2CallOptions, UnsupportedFunctionalityError } from '@ai-sdk/provider';
import {
  type HerokuRequest,
  type RequestSettings,
  toRequest,
} from '../../../src/chat/request/to-request';
import { checkRequest } from '../../../src/local/rules';
import { isThinking } from '../../../src/local/rules/thinking';
import { factsFor } from '../arbitraries/models';
import type { AnyMessage } from '../arbitraries/prompt';
import type { RequestCase } from '../arbitraries/request-case';
import { assertCarries } from './assert-carries';
import { toCarried } from './carried';
import { deepFreeze, snapshot } from './frozen';

/** What no provider can satisfy without changing what the caller meant: sent as it is, with a warning. */
const BEYOND_REACH = ['prefill', 'tool-schema-root-union'];

/**
 * Any prompt and any options give a body that the strict server accepts and that carries the
 * whole prompt in order (carried.ts says what that means), or, when a user or assistant part cannot be sent and only
 * then, UnsupportedFunctionalityError. Nothing that was passed in changes, and the same call gives the same request.
 * Returns the request, undefined if the prompt was refused.
 */
export function checkLaw({ call, settings }: RequestCase): HerokuRequest | undefined {
  const carried = toCarried(call.prompt as AnyMessage[]);
  deepFreeze(call);
  const before = snapshot(call);

  let request: HerokuRequest;
  try {
    request = toRequest(call, settings);
  } catch (error) {
    if (!UnsupportedFunctionalityError.isInstance(error)) throw error;
    const mayRefuse = carried.files.includes('refused');
    assert.ok(mayRefuse, `refused, though every part can be sent: ${error.message}`);
    return undefined;
  }
  // What cannot be sent is refused in the last message of the user, and described with a warning elsewhere.
  const isDescribed = carried.files.includes('refused');
  const told = request.warnings.some(
    (warning) =>
      JSON.stringify(warning).includes('cannot be sent') ||
      JSON.stringify(warning).includes('is not sent'),
  );
  assert.ok(!isDescribed || told, 'a part that cannot be sent vanished');
  assert.equal(snapshot(call), before, 'the call was changed');

  const json = JSON.stringify(request.body);
  assert.ok(!/\[object \w+\]/.test(json), 'an object was written as text');
  assert.equal(JSON.stringify(toRequest(call, settings).body), json, 'a second body differs');

  const body = JSON.parse(json);
  assertAccepted(body, request, call, settings);
  const thinks = isThinking(body, factsFor(settings.modelId, body));
  assertCarries(request, carried, call, thinks);
  return request;
}

function assertAccepted(
  body: HerokuRequest['body'],
  { warnings }: HerokuRequest,
  call: LanguageModelV2CallOptions,
  { modelId, includeUsage }: RequestSettings,
): void {
  const isOdd = hasOddRoot(call) || JSON.stringify(warnings).includes('the root of its schema');
  const except = [...BEYOND_REACH, ...(isOdd ? ['tool-root-type'] : [])];
  const facts = factsFor(modelId, body);
  const refusal = checkRequest(body, facts, { streamOptions: includeUsage !== false, except });
  assert.equal(refusal, undefined, `refused by ${refusal?.rule}: ${refusal?.message}`);

  const excepted = checkRequest(body, facts, { streamOptions: includeUsage !== false });
  if (excepted) assert.ok(warnings.length > 0, `no warning that ${excepted.rule} refuses this`);
}

/** A tool whose input is no object, or a schema that the caller will have as a tool: as much beyond reach as a union. */
function hasOddRoot({
  tools = [],
  responseFormat,
  providerOptions,
}: LanguageModelV2CallOptions): boolean {
  const schemas = tools.map((tool) => (tool.type === 'function' ? tool.inputSchema : undefined));
  if (responseFormat?.type === 'json' && providerOptions?.heroku?.structuredOutputMode === 'tool') {
    schemas.push(responseFormat.schema);
  }
  return schemas.some((schema) => (schema?.type ?? 'object') !== 'object');
}
