import { deepStrictEqual, ok } from 'node:assert/strict';
import { APICallError, JSONParseError } from '@ai-sdk/provider';
import fc from 'fast-check';
import { deltasOf } from './fold';
import { law } from './law';
import { PLAIN, WITH_TOOLS } from './modes';
import { bytesOf, generated, streamed } from './read-answer';
import { answersCalling } from './stream-arbitraries/answers';
import { frameStyle, framesOf } from './stream-arbitraries/frames';
import { framing, toSse } from './stream-arbitraries/framing';
import { assertWellFormed } from './well-formed';

const words = fc.stringMatching(/^[a-z]{3,12} [a-z]{3,12}$/);
const code = fc.constantFrom(400, 408, 422, 429, 500, 503);

/** The shapes of heroku-api.md §4, as the lines of an event. */
const SHAPES: ((message: string, code: number) => string[])[] = [
  (message, code) => [`data: ${JSON.stringify({ error: { code, message, type: 'x' } })}`],
  (message, code) => [`data: ${JSON.stringify({ error: JSON.stringify({ code, message }) })}`],
  (message, code) => [`data: ${JSON.stringify({ code, message, type: 'invalid_request' })}`],
  (message, code) => [`data: ${JSON.stringify({ error: message, code })}`],
  (message, code) => ['event: error', `data: ${JSON.stringify({ message, code })}`],
  (message, code) => [`data: ${JSON.stringify({ id: 'x', model: 'm', error: { code, message } })}`],
  (message, code) => [`data: ${JSON.stringify({ choices: [], error: { code, message } })}`],
  (message, code) => [
    `data: ${JSON.stringify({ choices: [{ error: { code, message }, finish_reason: 'error' }] })}`,
  ],
  (message, code) => [`data: ${JSON.stringify([{ error: { code, message } }])}`],
  (message, code) => [`data: ${JSON.stringify({ modelErrorException: { code, message } })}`],
  (message, code) => [`data: ${JSON.stringify({ error: [{ code, message }] })}`],
  (message, code) => [`data: ${JSON.stringify({ error_code: code, error_msg: message })}`],
  (message, code) => [`data: ${JSON.stringify({ choices: [], code, msg: message })}`],
  (message, code) => [`data: ${JSON.stringify({ success: false, status: code, message })}`],
  (message, code) => [`data: ${JSON.stringify({ title: message, status: code })}`],
  (message, code) => [`data: ${JSON.stringify({ detail: { error: { code, message } } })}`],
  (message, code) => [`data: ${JSON.stringify({ errors: { code, message } })}`],
  (message, code) => [`data: ${JSON.stringify({ Error: { Code: code, Message: message } })}`],
  (message, code) => [`data: ${JSON.stringify({ errno: code, errmsg: message })}`],
];
const shape = fc.constantFrom(...SHAPES);

/** Behind the first event, also a line of its own. */
const laterShape = fc.constantFrom<(typeof SHAPES)[number]>(...SHAPES, (message, code) => [
  JSON.stringify({ error: { code, message } }),
]);

const answer = answersCalling(WITH_TOOLS.tools.map(({ wire }) => wire));
/** Each event by itself, so that one can be put between. */
const separate = framing.map((how) => ({ ...how, separator: 'blank line' as const }));

law(
  'an error amid an answer takes nothing away but the right to run tools',
  { values: fc.tuple(answer, frameStyle, separate, fc.nat(), words, code, laterShape), runs: 400 },
  async ([said, frames, how, at, message, status, toLines]) => {
    const events = framesOf(said, frames);
    const place = 1 + (at % events.length);
    const insert = (lines: string[]) =>
      toSse(events, { ...how, noise: [...how.noise, { at: place, lines }] }).text;
    const { parts: undisturbed } = await streamed({ chunks: [bytesOf(insert([]))] }, PLAIN.call);
    const disturbed = bytesOf(insert(toLines(message, status)));
    const { parts, rejection } = await streamed({ chunks: [disturbed] }, PLAIN.call);
    // Past the last frame nothing was put between.
    if (place === events.length) return;
    if (rejection !== undefined) {
      // A frame that says nothing of an answer may come before the error that is the answer.
      deepStrictEqual(deltasOf(undisturbed.slice(0, 2)), []);
      assertSays(rejection, message, status);
      return;
    }
    assertWellFormed(parts);
    deepStrictEqual(deltasOf(parts), deltasOf(undisturbed));
    ok(!parts.some(({ type }) => type === 'tool-call'));
    const errors = parts.flatMap((part) => (part.type === 'error' ? [part.error] : []));
    deepStrictEqual(errors.length, 1);
    assertSays(errors[0], message, status);
  },
);

law(
  'an error that comes first is the answer, in both modes',
  { values: fc.tuple(answer, frameStyle, separate, words, code, shape), runs: 200 },
  async ([said, frames, how, message, status, toLines]) => {
    const noise = [{ at: 0, lines: toLines(message, status) }];
    const chunks = [bytesOf(toSse(framesOf(said, frames), { ...how, noise }).text)];
    const { rejection } = await streamed({ chunks }, PLAIN.call);
    assertSays(rejection, message, status);
    const outcome = await generated({ chunks }, PLAIN.call);
    assertSays('rejection' in outcome && outcome.rejection, message, status);
  },
);

/** The server's words, and its code, which says whether to ask again. */
function assertSays(error: unknown, message: string, status: number): void {
  ok(APICallError.isInstance(error), String(error));
  // A remedy may follow.
  ok(error.message.startsWith(message), error.message);
  deepStrictEqual(error.statusCode, status);
  deepStrictEqual(error.isRetryable, status === 408 || status === 429 || status >= 500);
}

const BROKEN = ['{"choices":[{"delta":{"content":"ha', '{broken}', 'words', '{"a":1', '<html>'];

law(
  'a frame that is no JSON is an error, and what follows it is still delivered',
  {
    values: fc.tuple(answer, frameStyle, separate, fc.nat(), fc.constantFrom(...BROKEN)),
    runs: 200,
  },
  async ([said, frames, how, at, data]) => {
    const events = framesOf(said, frames);
    const noise = [{ at: at % events.length, lines: [`data: ${data}`] }];
    const clean = bytesOf(toSse(events, { ...how, noise: [] }).text);
    const broken = bytesOf(toSse(events, { ...how, noise }).text);
    const { parts: whole } = await streamed({ chunks: [clean] }, PLAIN.call);
    const { parts, rejection } = await streamed({ chunks: [broken] }, PLAIN.call);
    deepStrictEqual(rejection, undefined);
    assertWellFormed(parts);
    deepStrictEqual(deltasOf(parts), deltasOf(whole));
    ok(!parts.some(({ type }) => type === 'tool-call'));
    ok(parts.some((part) => part.type === 'error' && JSONParseError.isInstance(part.error)));
  },
);
