import assert from 'node:assert/strict';
import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import type { HerokuRequest } from '../../../src/chat/request/to-request';
import type { WireUserPart } from '../../../src/chat/wire/request';
import { assertTools } from './assert-tools';
import {
  type Carried,
  type CarriedCall,
  type CarriedResult,
  DESCRIBED,
  type Entry,
  isBlank,
  type TurnEntry,
  type UserEntry,
  wellFormed,
} from './carried';
import { toWireLog, type WireEntry, type WireTurn, type WireUser } from './wire-log';

/** What stands where Heroku demands content and the prompt has none. */
const FILLER = '.';

/** How a file that cannot be sent is described: its media type and name, if it has them, in brackets. */
const DESCRIPTION = /\["file" part[^\]]*: cannot be shown\]/g;
const ONE_DESCRIPTION = /^\["[\w-]+" part[^\]]*: cannot be shown\]$/;

/** The request carries all of the prompt, in order, and beyond fillers nothing else. `thinks`: the model, at this request. */
export function assertCarries(
  request: HerokuRequest,
  { systems, entries }: Carried,
  call: LanguageModelV2CallOptions,
  thinks: boolean,
): void {
  assertTools(request, call);
  const { messages } = request.body;
  const log = toWireLog(withoutInstruction(messages, systems.length));
  assert.deepEqual(log.systems, systems, 'system texts');

  const wire = [...log.entries];
  if (entries[0]?.kind !== 'user') assert.ok(isFiller(wire.shift()), 'starts with a filler');
  entries.forEach((entry, at) => {
    const sent = wire[0];
    // A user message without content that met the images of results needs no filler.
    if (isEmpty(entry) && sent?.kind !== 'user' && at > 0) return;
    wire.shift();
    assertPlace(entry, sent);
    if (entry.kind === 'user') assertUser(entry, sent);
    else {
      assertTurn(entry, sent, at === entries.length - 1, request);
      assert.deepEqual((sent as WireTurn).reasoning, thinks ? entry.thinking : undefined);
    }
  });
  assert.deepEqual(wire, [], 'nothing is said that the prompt does not say');
}

/** The system message that asks for JSON stands before the conversation, behind the caller's own. */
function withoutInstruction(messages: HerokuRequest['body']['messages'], systems: number) {
  if (messages.filter(({ role }) => role === 'system').length === systems) return messages;
  return messages.toSpliced(messages.findIndex(({ role }) => role !== 'system') - 1, 1);
}

const isEmpty = (entry: Entry): boolean => entry.kind === 'user' && entry.items.length === 0;

function isFiller(entry: WireEntry | undefined): boolean {
  if (entry?.kind !== 'user') return false;
  const [part, second] = entry.parts;
  return part?.type === 'text' && part.text === FILLER && second === undefined;
}

function assertPlace({ atLeast, atMost }: Entry, sent: WireEntry | undefined): void {
  const before = sent?.systemsBefore ?? -1;
  assert.ok(
    before >= atLeast && before <= atMost,
    `${before} system messages come before, not ${atLeast} to ${atMost}`,
  );
}

function assertUser({ items }: UserEntry, sent: WireEntry | undefined): asserts sent is WireUser {
  assert.equal(sent?.kind, 'user', 'the user speaks here');
  const parts = [...(sent as WireUser).parts];
  if (items.length === 0) return assert.ok(isFiller(sent), 'a message of nothing is a filler');
  for (const item of items) {
    if (item.kind === 'text') assert.deepEqual(parts.shift(), { type: 'text', text: item.text });
    else if (item.kind === 'described') assert.match(textOf(parts.shift()), ONE_DESCRIPTION);
    else if (item.kind === 'image') assertImage(parts.shift(), item);
    else {
      assertResult(textOf(parts.shift()), { ...item.result, exact: false }, []);
      for (const image of item.result.images) {
        textOf(parts.shift());
        assertImage(parts.shift(), image);
      }
    }
  }
  assert.deepEqual(parts, [], 'the user says no more than in the prompt');
}

function textOf(part: WireUserPart | undefined): string {
  assert.equal(part?.type, 'text', 'a text stands here');
  return (part as { text: string }).text;
}

function assertImage(part: WireUserPart | undefined, image: CarriedResult['images'][number]): void {
  const url = part?.type === 'image_url' ? part.image_url.url : '';
  assert.ok(image.isSame(url), `${image.what} was sent as ${JSON.stringify(part)}`);
}

function assertTurn(
  { texts, calls }: TurnEntry,
  sent: WireEntry | undefined,
  isLast: boolean,
  { toolAliases }: HerokuRequest,
): void {
  assert.equal(sent?.kind, 'turn', 'the assistant speaks here');
  const turn = sent as WireTurn;
  assertText(
    turn.text.replace(DESCRIPTION, DESCRIBED),
    isLast && calls.length === 0 ? trimmedEnd(texts) : texts,
  );

  const sentNames = turn.calls.map(({ name }) => toolAliases.get(name) ?? name);
  assert.deepEqual(
    sentNames,
    calls.map(({ name }) => name),
    'names of the calls',
  );
  const callOf = new Map(turn.calls.map(({ id }, at) => [id, calls[at] as CarriedCall]));
  assert.equal(callOf.size, calls.length, 'an id for each call');
  turn.calls.forEach(({ input }, at) => {
    assertInput(input, calls[at]?.input);
  });
  assertResults(turn, callOf);
}

/** The results in the order of the calls, and their images after them in the same order, each labelled with its call. */
function assertResults(turn: WireTurn, callOf: Map<string, CarriedCall>): void {
  const idsOf = (items: { id: string }[]) => items.map(({ id }) => id);
  assert.deepEqual(
    idsOf(turn.results),
    idsOf(turn.calls),
    'a result for each call, in their order',
  );
  const images = [...turn.images];
  for (const { id, text } of turn.results) {
    const call = callOf.get(id);
    assert.ok(call, `result of ${id}, which the turn does not call`);
    if (call.answer === undefined) {
      assert.ok(!isBlank(text), 'an unanswered call is said to be one');
      continue;
    }
    assertResult(text, call.answer, images.splice(0, call.answer.images.length), id);
  }
  assert.deepEqual(images, [], 'images of no result');
}

function assertResult(
  text: string,
  { exact, pieces, images }: CarriedResult,
  sent: WireTurn['images'],
  id = '',
): void {
  const [piece] = pieces;
  if (!exact) assertInOrder(text, pieces);
  else if (piece === undefined) assert.equal(text, FILLER, 'a result of nothing is a filler');
  else if (text !== piece) assert.equal(text, `{"result":${piece}}`);
  if (id === '') return;
  assert.equal(sent.length, images.length, 'images of a result');
  sent.forEach(({ label, url }, at) => {
    assert.ok(label.includes(id), `"${label}" does not name the call ${id}`);
    assert.ok(images[at]?.isSame(url), `${images[at]?.what} was sent as ${url}`);
  });
}

/** All the texts are there in order, and nothing else that is not white space. */
function assertText(sent: string, texts: string[]): void {
  if (texts.length === 0) return assert.equal(sent, FILLER, 'a turn without text');
  assertInOrder(sent, texts);
  const solid = (text: string) => text.replace(/\s/g, '');
  assert.equal(solid(sent), solid(texts.join('')), 'the text of a turn');
}

function trimmedEnd(texts: string[]): string[] {
  return texts.map((text, at) => (at === texts.length - 1 ? text.trimEnd() : text));
}

function assertInOrder(text: string, pieces: string[]): void {
  let from = 0;
  for (const piece of pieces) {
    const at = text.indexOf(piece, from);
    assert.ok(at >= 0, `${JSON.stringify(piece)} is missing from ${JSON.stringify(text)}`);
    from = at + piece.length;
  }
}

/** An object travels as it is, also one given as JSON text; anything else as its `input`, and nothing as `{}`. */
function assertInput(sent: string, input: unknown): void {
  const parsed = JSON.parse(sent);
  const value = toObject(input);
  const expected = value ?? (input == null ? {} : { input });
  assert.equal(JSON.stringify(parsed), JSON.stringify(wellFormed(expected)), 'the arguments');
}

function toObject(input: unknown): unknown {
  const value = typeof input === 'string' ? parse(input) : input;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
