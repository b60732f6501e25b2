import { APICallError } from '@ai-sdk/provider';
import type { Court, Streamed } from '../court';
import type { Answer } from '../exchange';
import { callsOf, toHeard } from '../heard';
import { show, toRecord } from '../loose';
import { problemsOf } from '../problems-of';
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
export async function checkErrors(court: Court): Promise<void> {
  for (const status of STATUSES) await checkRefusal(court, error('status', status));
  for (const status of [429, 503, 400]) await checkRefusal(court, error('first', status));
  for (const script of middleScripts(court)) await checkMiddle(court, script);
}

/** Errors that quote the key, of the server and of the network. */
export async function checkKey(court: Court): Promise<void> {
  const script = error('status', 401);
  await checkKeyIn(court, script, (request, key) => ({
    response: court.toWire(withWords(script, `${WORDS}: ${key}`), request),
  }));
  await checkKeyIn(court, script, (_, key) => {
    throw new TypeError(`fetch failed: headers authorization: Bearer ${key}`);
  });
  const broken = error('first', 503);
  await checkKeyIn(court, broken, (request, key) => ({
    response: court.toWire(withWords(broken, `${WORDS}: ${key}`), request),
  }));
}

function withWords(script: Script, message: string): Script {
  return { ...script, error: script.error && { ...script.error, message } };
}

async function checkRefusal(court: Court, script: Script): Promise<void> {
  const status = script.error?.status ?? 0;
  const isStatus = script.error?.at === 'status';

  const streamed = await court.stream(script);
  const { parts, hangs, isRejected } = streamed;
  const about = { script, parts };
  if (hangs) court.report('hangs-not', 'doStream, or its stream, does not end', about);
  else if (isRejected) checkThrown(court, script, streamed.rejection, status);
  else {
    const rule = isStatus ? 'error-is-api-call-error' : 'first-error-rejects';
    court.report(rule, 'doStream resolves', about);
    checkFailedStream(court, script, streamed);
  }

  const generated = await court.generate(script);
  if (generated.hangs) court.report('hangs-not', 'doGenerate does not end', { script });
  else if (generated.isRejected) checkThrown(court, script, generated.rejection, status);
  else court.report('failure-is-told', `doGenerate gives ${show(generated.value)}`, { script });
}

function checkThrown(court: Court, script: Script, thrown: unknown, status: number): void {
  if (!APICallError.isInstance(thrown)) {
    return court.report('error-is-api-call-error', `it rejects with ${show(thrown)}`, { script });
  }
  const isRetryable = status === 408 || status === 409 || status === 429 || status >= 500;
  const isTold = script.error?.at === 'status' || court.silentAbout !== 'status';
  if (isTold && thrown.isRetryable !== isRetryable) {
    const says = `isRetryable is ${thrown.isRetryable} for ${status}: ${show(thrown)}`;
    court.report('error-is-retryable', says, { script });
  }
  const { message, headers = {} } = script.error ?? { message: '' };
  if (!thrown.message.includes(message)) {
    court.report('error-in-its-words', `the message is ${show(thrown.message)}`, { script });
  }
  for (const [name, value] of Object.entries(headers)) {
    if (thrown.responseHeaders?.[name] === value) continue;
    court.report('error-has-headers', `the error has no header ${name}`, { script });
  }
}

/** Errors that come after something was said. */
function middleScripts(court: Court): Script[] {
  return [
    { ...answer([text('Hel', 'lo')]), finish: undefined },
    { ...answer([call('call_1', 'get_weather', '{"city"', ':"Lisbon"}')]), finish: undefined },
    { ...answer([call('call_1', 'get_weather', '{"city"', ':"Lis')]), finish: undefined },
  ]
    .filter((script) => isSupported(script, court.subject.supports))
    .map((script) => ({ ...script, ...error('middle', 503), says: script.says }));
}

async function checkMiddle(court: Court, script: Script): Promise<void> {
  const streamed = await court.stream(script);
  if (streamed.hangs) {
    court.report('hangs-not', 'the stream does not end', { script, parts: streamed.parts });
  } else if (streamed.isRejected) checkThrown(court, script, streamed.rejection, 503);
  else checkFailedStream(court, script, streamed);
}

/** A stream that is to say that the answer failed. */
function checkFailedStream(court: Court, script: Script, streamed: Streamed): void {
  const { parts, hasThrown, thrown } = streamed;
  const about = { script, parts };
  const { errors, reason, spoken } = toHeard(parts);
  if (hasThrown) {
    court.report('stream-does-not-throw', `the stream throws ${show(thrown)}`, about);
    return;
  }
  court.adopt(problemsOf(parts), script);
  if (errors.length === 0) {
    return court.report('failure-is-told', `no error part, and finish ${reason}`, about);
  }
  if (reason !== 'error' && callsOf(spoken).length > 0) {
    court.report('cut-makes-no-call', `${show(callsOf(spoken)[0])} goes out`, about);
  }
  const words = script.error?.message ?? '';
  if (!errors.some((one) => wordsOf(one).includes(words))) {
    court.report('error-in-its-words', `the error is ${show(errors[0])}`, about);
  }
}

function wordsOf(value: unknown): string {
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
  court: Court,
  script: Script,
  respond: (request: WireRequest, key: string) => Answer,
): Promise<void> {
  let key: string | undefined;
  const served = () =>
    court.serve((request) => {
      key = keyOf(request);
      return respond(request, key ?? 'no key');
    }).model;
  const options = court.toOptions(FIXED_SCRIPTS[0] ?? script);
  const streamed = await court.readStream(served(), options);
  const generated = await court.within(() => served().doGenerate(options as never));
  const { errors } = toHeard(streamed.parts);
  for (const one of [streamed.rejection, streamed.thrown, generated.rejection, ...errors]) {
    const place = key && placeOf(one, key);
    if (place)
      court.report('error-hides-the-key', `the key is in the error's ${place}`, { script });
  }
}

/** Where in an error and its causes a text stands. */
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
