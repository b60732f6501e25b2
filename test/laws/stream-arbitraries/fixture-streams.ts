import fc, { type Arbitrary } from 'fast-check';
import { type Fixture, loadFixtures } from '../../support/fixtures';
import type { Call } from '../read-answer';
import { oddFrame } from './odd-frames';

export const FIXTURES = loadFixtures().filter(({ status }) => status === 200);

export function bodyOf({ sse, document }: Fixture): Uint8Array {
  return sse ?? document ?? new Uint8Array();
}

export function callOf({ modelId, options }: Fixture): Call {
  return { modelId, options };
}

/** Printed by its name when it breaks a law. */
const named = (fixture: Fixture): Fixture & { [fc.toStringMethod]: () => string } => ({
  ...fixture,
  [fc.toStringMethod]: () => fixture.name,
});

export const anyFixture: Arbitrary<Fixture> = fc.constantFrom(...FIXTURES.map(named));

const streams = FIXTURES.filter(({ sse }) => sse !== undefined).map(named);

const oddEvent = fc.oneof(
  oddFrame.map((frame) => `data: ${JSON.stringify(frame)}`),
  fc.constantFrom(
    'data: {broken',
    ': comment',
    'event: ping\ndata: x',
    'data: [DONE]',
    'data:',
    '{}',
  ),
);

const edit = fc.record({
  at: fc.nat(30),
  change: fc.constantFrom('insert', 'drop', 'repeat', 'swap'),
  event: oddEvent,
});

/** The events of a fixture, some of them lost, repeated, out of order or with others between. */
export const editedFixture: Arbitrary<{ fixture: Fixture; text: string }> = fc
  .tuple(fc.constantFrom(...streams), fc.array(edit, { minLength: 1, maxLength: 4 }))
  .map(([fixture, edits]) => {
    const events = Buffer.from(bodyOf(fixture))
      .toString('utf8')
      .split(/(?:\r\n|\n|\r){2}/);
    for (const { at, change, event } of edits) {
      const place = at % events.length;
      const one = events[place] ?? '';
      if (change === 'insert') events.splice(place, 0, event);
      if (change === 'drop') events.splice(place, 1);
      if (change === 'repeat') events.splice(place, 0, one);
      if (change === 'swap') events.splice(place, 2, events[place + 1] ?? '', one);
    }
    return { fixture, text: events.join('\n\n') };
  });
