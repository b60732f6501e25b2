import { APICallError } from '@ai-sdk/provider';
import type { Harness, Streamed } from '../harness';
import { show, toRecord } from '../loose';
import { problemsOf } from '../problems-of';
import { callsOf, toReceived } from '../received';
import type { Answer } from '../scripted-fetch';
import { answer, call, FIXED_SCRIPTS, isSupported, text } from '../scripts';
import type { Script, ScriptError, WireRequest } from '../types';

const WORDS = 'The quota of team 4711 is used up';
const RETRY_AFTER = { 'retry-after': '7' };

const error = (at: ScriptError['at'], status: number): Script => ({
  says: [],
  error: { at, status, message: WORDS, headers: RETRY_AFTER },
});

const STATUSES = [400, 401, 403, 404, 429, 500, 503];

/** Errors of the server: as a status, in place of an answer, and amid one. */
export async function checkErrors(harness: Harness): Promise<void> {
  for (const status of STATUSES) await checkRefusal(harness, error('status', status));
  for (const status of [429, 503, 400]) await checkRefusal(harness, error('first', status));
  for (const script of middleScripts(harness)) await checkMiddle(harness, script);
}

/** Errors that quote the key, of the server and of the network. */
export async function checkKey(harness: Harness): Promise<void> {
  const script = error('status', 401);
  await checkKeyIn(harness, script, (request, key) => ({
    response: harness.toWire(withWords(script, `${WORDS}: ${key}`), request),
  }));
  await checkKeyIn(harness, script, (_, key) => {
    throw new TypeError(`fetch failed: headers authorization: Bearer ${key}`);
  });
  const broken = error('first', 503);
  await checkKeyIn(harness, broken, (request, key) => ({
    response: harness.toWire(withWords(broken, `${WORDS}: ${key}`), request),
  }));
}

function withWords(script: Script, message: string): Script {
  return { ...script, error: script.error && { ...script.error, message } };
}

async function checkRefusal(harness: Harness, script: Script): Promise<void> {
  const status = script.error?.status ?? 0;
  const isStatus = script.error?.at === 'status';

  const streamed = await harness.stream(script);
  const { parts, hangs, isRejected } = streamed;
  const about = { script, parts };
  if (hangs) harness.report('hangs-not', 'doStream, or its stream, does not end', about);
  else if (isRejected) checkThrown(harness, script, { thrown: streamed.rejection, status });
  else {
    const rule = isStatus ? 'error-is-api-call-error' : 'first-error-rejects';
    harness.report(rule, 'doStream resolves', about);
    checkFailedStream(harness, script, streamed);
  }

  const generated = await harness.generate(script);
  if (generated.hangs) harness.report('hangs-not', 'doGenerate does not end', { script });
  else if (generated.isRejected)
    checkThrown(harness, script, { thrown: generated.rejection, status });
  else harness.report('failure-is-told', `doGenerate gives ${show(generated.value)}`, { script });
}

function checkThrown(
  harness: Harness,
  script: Script,
  { thrown, status }: { thrown: unknown; status: number },
): void {
  if (!APICallError.isInstance(thrown)) {
    return harness.report('error-is-api-call-error', `it rejects with ${show(thrown)}`, { script });
  }
  const isRetryable = status === 408 || status === 409 || status === 429 || status >= 500;
  const isTold = script.error?.at === 'status' || harness.silentAbout !== 'status';
  if (isTold && thrown.isRetryable !== isRetryable) {
    const says = `isRetryable is ${thrown.isRetryable} for ${status}: ${show(thrown)}`;
    harness.report('error-is-retryable', says, { script });
  }
  const { message, headers = {} } = script.error ?? { message: '' };
  if (!thrown.message.includes(message)) {
    harness.report('error-in-its-words', `the message is ${show(thrown.message)}`, { script });
  }
  for (const [name, value] of Object.entries(headers)) {
    if (thrown.responseHeaders?.[name] === value) continue;
    harness.report('error-has-headers', `the error has no header ${name}`, { script });
  }
}

/** Errors that come after something was said. */
function middleScripts(harness: Harness): Script[] {
  return [
    { ...answer([text('Hel', 'lo')]), finish: undefined },
    { ...answer([call('call_1', 'get_weather', '{"city"', ':"Lisbon"}')]), finish: undefined },
    { ...answer([call('call_1', 'get_weather', '{"city"', ':"Lis')]), finish: undefined },
  ]
    .filter((script) => isSupported(script, harness.subject.supports))
    .map((script) => ({ ...script, ...error('middle', 503), says: script.says }));
}

async function checkMiddle(harness: Harness, script: Script): Promise<void> {
  const streamed = await harness.stream(script);
  if (streamed.hangs) {
    harness.report('hangs-not', 'the stream does not end', { script, parts: streamed.parts });
  } else if (streamed.isRejected)
    checkThrown(harness, script, { thrown: streamed.rejection, status: 503 });
  else checkFailedStream(harness, script, streamed);
}

/** Checks a stream that must say that the answer failed. */
function checkFailedStream(harness: Harness, script: Script, streamed: Streamed): void {
  const { parts, hasThrown, thrown } = streamed;
  const about = { script, parts };
  const { errors, reason, items } = toReceived(parts);
  if (hasThrown) {
    harness.report('stream-does-not-throw', `the stream throws ${show(thrown)}`, about);
    return;
  }
  harness.adopt(problemsOf(parts), script);
  if (errors.length === 0) {
    return harness.report('failure-is-told', `no error part, and finish ${reason}`, about);
  }
  if (reason !== 'error' && callsOf(items).length > 0) {
    harness.report('cut-makes-no-call', `${show(callsOf(items)[0])} goes out`, about);
  }
  const message = script.error?.message ?? '';
  if (!errors.some((one) => messageOf(one).includes(message))) {
    harness.report('error-in-its-words', `the error is ${show(errors[0])}`, about);
  }
}

function messageOf(value: unknown): string {
  return value instanceof Error ? value.message : (JSON.stringify(value) ?? '');
}

const KEY_HEADERS = ['authorization', 'x-api-key', 'api-key', 'x-goog-api-key'];

/** The key with which a request was made; undefined if it is too short to be told from a word. */
function keyOf({ headers, url }: WireRequest): string | undefined {
  const key =
    KEY_HEADERS.map((name) => headers[name]).find(Boolean) ?? new URL(url).searchParams.get('key');
  const secret = key?.replace(/^\w+ +/, '');
  return secret && secret.length >= 16 ? secret : undefined;
}

async function checkKeyIn(
  harness: Harness,
  script: Script,
  respond: (request: WireRequest, key: string) => Answer,
): Promise<void> {
  let key: string | undefined;
  const served = () =>
    harness.serve((request) => {
      key = keyOf(request);
      return respond(request, key ?? 'no key');
    }).model;
  const options = harness.toOptions(FIXED_SCRIPTS[0] ?? script);
  const streamed = await harness.readStream(served(), options);
  const generated = await harness.within(() => served().doGenerate(options as never));
  const { errors } = toReceived(streamed.parts);
  for (const one of [streamed.rejection, streamed.thrown, generated.rejection, ...errors]) {
    const place = key && placeOf(one, key);
    if (place)
      harness.report('error-hides-the-key', `the key is in the error's ${place}`, { script });
  }
}

/** The place of a text in an error and its causes. */
function placeOf(error: unknown, secret: string, depth = 0): string | undefined {
  if (depth > 4) return undefined;
  if (typeof error === 'string') return error.includes(secret) ? 'text' : undefined;
  if (typeof error !== 'object' || error === null) return undefined;
  for (const name of Object.getOwnPropertyNames(error)) {
    if (name === 'stack' && depth > 0) continue;
    const place = placeOf(toRecord(error)[name], secret, depth + 1);
    if (place) return place === 'text' ? name : `${name}.${place}`;
  }
  return undefined;
}
