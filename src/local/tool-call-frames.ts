import type { Completion } from './completion';
import type { Personality } from './personality';

type Pieces = (text: string) => Iterable<string>;

/** The choices of the frames that carry tool calls, one a frame. */
export function toolCallChoices(
  completion: Completion,
  personality: Personality,
  pieces: Pieces,
): Iterable<object> {
  return personality.toolFrames === 'odd'
    ? oddChoices(completion, personality, pieces)
    : regularChoices(completion, personality, pieces);
}

/**
 * The frames as DEFACTO recorded them (heroku-api.md §3): without `choices[0].index`; an opening, then the arguments with a blank
 * name and no id. The opening counts content blocks and the rest counts calls, so the two disagree whenever text or
 * thinking came first.
 */
function* oddChoices(
  { text, reasoning, toolCalls }: Completion,
  { parallelIndexes }: Personality,
  pieces: Pieces,
): Generator<object> {
  const blocksBefore = (text === '' ? 0 : 1) + (reasoning ? 1 : 0);
  for (const [at, { id, name, arguments: json }] of toolCalls.entries()) {
    const index = parallelIndexes === 'equal' ? 0 : at;
    const opening = { id, type: 'function', function: { name, arguments: '' } };
    yield { delta: { tool_calls: [{ index: blocksBefore + index, ...opening }] } };
    for (const piece of pieces(json))
      yield { delta: { tool_calls: [{ index, function: { name: '', arguments: piece } }] } };
  }
}

/** The frames as the OpenAI API writes them: one `index` for each call, the name and the id on its first delta alone. */
function* regularChoices(
  { toolCalls }: Completion,
  { parallelIndexes }: Personality,
  pieces: Pieces,
): Generator<object> {
  const choice = (call: object) => ({
    index: 0,
    delta: { tool_calls: [call] },
    finish_reason: null,
  });
  for (const [at, { id, name, arguments: json }] of toolCalls.entries()) {
    const index = parallelIndexes === 'equal' ? 0 : at;
    yield choice({ index, id, type: 'function', function: { name, arguments: '' } });
    for (const piece of pieces(json)) yield choice({ index, function: { arguments: piece } });
  }
}
