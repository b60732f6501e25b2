/** The data of each event of a stream in Heroku's framing; throws when the framing is another. */
export function eventsIn(text: string): { event: string; data: string }[] {
  const events = text.split('\n\n');
  if (events.pop() !== '') throw new Error('the last event has no blank line');
  return events.map((lines) => {
    const match = /^event:(\S+)\ndata:(\S.*)$/.exec(lines);
    if (!match) throw new Error(`not in Heroku's framing: ${lines}`);
    return { event: match[1] ?? '', data: match[2] ?? '' };
  });
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into it
export function chunksIn(text: string): any[] {
  return eventsIn(text)
    .filter(({ data }) => data !== '[DONE]')
    .map(({ data }) => JSON.parse(data));
}

/** The same answer a reader that joins everything would see. */
export function joined(text: string) {
  const deltas = chunksIn(text).flatMap(({ choices = [] }) =>
    choices.map((choice: { delta: object }) => choice.delta),
  );
  const join = (pick: (delta: never) => string | undefined): string =>
    deltas.map((delta) => pick(delta as never) ?? '').join('');
  return {
    text: join((delta: { content?: string }) => delta.content),
    thinking: join((delta: { reasoning?: { thinking?: string } }) => delta.reasoning?.thinking),
    signature: join((delta: { reasoning?: { signature?: string } }) => delta.reasoning?.signature),
    toolCalls: joinedCalls(deltas.flatMap(({ tool_calls = [] }) => tool_calls)),
  };
}

type Fragment = { id?: string; function: { name: string; arguments: string } };

/** Calls joined by their opening frames; the script writes one call after the other. */
function joinedCalls(fragments: Fragment[]) {
  const calls: { id: string; name: string; arguments: string }[] = [];
  for (const { id, function: part } of fragments) {
    if (id !== undefined) calls.push({ id, name: part.name, arguments: '' });
    const call = calls.at(-1);
    if (call) call.arguments += part.arguments;
  }
  return calls;
}
