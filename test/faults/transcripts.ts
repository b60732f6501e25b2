import { loadFixtures } from '../support/fixtures';
import { chunkOf, DONE, eventOf } from '../support/scripted-model';
import { ofDocument, ofEvents, type Transcript } from './transcript';

const COMPLETION = { id: 'chatcmpl-2', model: 'claude-4-5-sonnet', created: 1700000000 };

const PARIS = { id: 'tooluse_1', function: { name: 'weather', arguments: '{"city":"Paris"}' } };
const OSLO = { id: 'tooluse_2', function: { name: 'weather', arguments: '{"city":"Oslo"}' } };

const piece = (index: number, text: string) =>
  eventOf(chunkOf({ tool_calls: [{ index, function: { name: '', arguments: text } }] }));

/** The answers whose outcome is written down here; what else is broken comes from `fixtures/`. */
export const TEXT = ofEvents(
  'text',
  Buffer.from(
    [
      eventOf(chunkOf({ role: 'assistant', content: '' })),
      ...['The ', 'weather ', 'is ', 'fine: 12 °C.'].map((content) =>
        eventOf(chunkOf({ content })),
      ),
      eventOf(chunkOf({}, 'stop')),
      eventOf({
        ...COMPLETION,
        choices: [],
        usage: { prompt_tokens: 9, completion_tokens: 7, total_tokens: 16 },
      }),
      DONE,
    ].join(''),
  ),
);

/** Two calls in pieces; then the first comes again, whole. */
export const CALLS = ofEvents(
  'two calls, one of them sent twice',
  Buffer.from(
    [
      eventOf(chunkOf({ role: 'assistant', content: 'Let me look.' })),
      eventOf(
        chunkOf({ tool_calls: [{ index: 0, id: 'tooluse_1', function: { name: 'weather' } }] }),
      ),
      piece(0, '{"city"'),
      piece(0, ':"Paris"}'),
      eventOf(
        chunkOf({ tool_calls: [{ index: 1, id: 'tooluse_2', function: { name: 'weather' } }] }),
      ),
      piece(1, '{"city":'),
      piece(1, '"Oslo"}'),
      eventOf(chunkOf({ tool_calls: [{ index: 0, ...PARIS }] })),
      eventOf(chunkOf({}, 'tool_calls')),
      DONE,
    ].join(''),
  ),
);

/** A frame cannot be read while the arguments come, so that nobody knows what the call was to do. */
export const UNREADABLE = ofEvents(
  'a call with an unreadable frame in it',
  Buffer.from(CALLS.bytes.toString('utf8').replace('"arguments":":', '"arguments":":"')),
);

/** The same as one document. */
export const DOCUMENT = ofDocument(
  'a document with three calls, two of them the same',
  Buffer.from(
    JSON.stringify({
      ...COMPLETION,
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: 'Let me look.',
            tool_calls: [PARIS, OSLO, PARIS],
          },
          finish_reason: 'tool_calls',
        },
      ],
    }),
  ),
);

/** Answers with status 200, of all the fixtures. */
export function fixtureTranscripts(): Transcript[] {
  return loadFixtures()
    .filter(({ status }) => status < 400)
    .flatMap(({ name, sse, document }) => [
      ...(sse ? [ofEvents(`${name} (stream)`, Buffer.from(sse))] : []),
      ...(document ? [ofDocument(`${name} (document)`, Buffer.from(document))] : []),
    ]);
}
