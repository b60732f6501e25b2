import type { Exchange } from '../exchange';
import { ASK_BOTH, ASK_WEATHER, calledTools, show, TIME, WEATHER } from './parts';
import { confirmed, holds, isTaken, onAnswer, type Probe, refuted, unclear } from './probe';

const STREAM = { stream: true };
const STREAMED_CALL = {
  stream: true,
  max_tokens: 200,
  messages: ASK_WEATHER,
  tools: [WEATHER],
  tool_choice: 'auto',
};
const STREAMED_CALLS = { ...STREAMED_CALL, messages: ASK_BOTH, tools: [WEATHER, TIME] };

const usageChunk = ({ chunks }: Exchange) =>
  chunks.find(({ usage }) => usage && Object.keys(usage).length > 0);

/** Fragments of tool calls with the frame that each came in. */
const fragmentsOf = ({ chunks }: Exchange) =>
  chunks.flatMap((chunk) => {
    const [choice] = chunk.choices ?? [];
    const calls = choice?.delta?.tool_calls ?? [];
    return calls.map((call: unknown) => ({ choice, call }));
  });

/** What is irregular about the frames of a call, measured by the OpenAI API. */
function irregularities(exchange: Exchange): string[] {
  const fragments = fragmentsOf(exchange);
  const indexes = new Set(fragments.map(({ call }) => call.index));
  const opened = fragments.filter(({ call }) => call.id).length;
  return [
    ...(fragments.some(({ choice }) => !Number.isInteger(choice.index))
      ? ['no choices[0].index']
      : []),
    ...(fragments.some(({ call }) => !Number.isInteger(call.index)) ? ['no index'] : []),
    ...(indexes.size > opened || !indexes.has(0)
      ? [`index ${[...indexes].join(', ')} for ${opened} call`]
      : []),
    ...(fragments.some(({ call }) => call.function?.name === '') ? ['blank names'] : []),
    ...(fragments[0] && !(fragments[0].call.id && fragments[0].call.function?.name)
      ? ['the first frame has no id and name']
      : []),
  ];
}

export const STREAMING: Probe[] = [
  {
    id: 'stream-options',
    statement: 'A stream takes `stream_options: { include_usage: true }`.',
    source: 'heroku-surface.md §0.1',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      isTaken(await chat({ ...STREAM, stream_options: { include_usage: true } }), /stream_options/),
  },
  {
    id: 'usage-unasked',
    statement: 'A stream carries usage without `stream_options`.',
    source: 'heroku-surface.md §0.1, heroku-api.md §3',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      onAnswer(await chat(STREAM), (exchange) => {
        const chunk = usageChunk(exchange);
        return chunk ? confirmed(show(chunk.usage)) : refuted('no frame with usage');
      }),
  },
  {
    id: 'usage-frame',
    statement: 'Usage comes in a frame of its own, behind the finish reason.',
    source: 'heroku-api.md §3',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      onAnswer(await chat(STREAM), (exchange) => {
        const chunk = usageChunk(exchange);
        if (!chunk) return unclear('no frame with usage');
        return holds(!chunk.choices?.[0]?.finish_reason, `choices: ${show(chunk.choices)}`);
      }),
  },
  {
    id: 'framing',
    statement: 'A stream names its events (`event:message`), without a space behind the colon.',
    source: 'heroku-api.md §3',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      onAnswer(await chat(STREAM), ({ text }) => {
        const [first = '', second = ''] = text.split(/[\r\n]+/);
        const seen = `lines begin with ${show(first, 20)} and ${show(second, 20)}`;
        return holds(/^event:\S/m.test(text) && /^data:[^\s]/m.test(text), seen);
      }),
  },
  {
    id: 'stream-end',
    statement: 'A stream ends with `data:[DONE]` in an event named `done`.',
    source: 'heroku-api.md §3',
    calls: 1,
    tokens: 16,
    run: async ({ chat }) =>
      onAnswer(await chat(STREAM), ({ events }) => {
        const last = events.at(-1);
        const isEnd = last?.data.trim() === '[DONE]' && last.event === 'done';
        return holds(isEnd, `last event: ${last?.event ?? 'no name'}, ${show(last?.data, 40)}`);
      }),
  },
  {
    id: 'choice-index',
    statement: 'Every chunk with a choice has `choices[0].index`.',
    source: 'heroku-api.md §3',
    calls: 1,
    tokens: 200,
    run: async ({ chat }) =>
      onAnswer(await chat(STREAMED_CALL), ({ chunks }) => {
        const choices = chunks.flatMap((chunk) => chunk.choices ?? []);
        const without = choices.filter((choice) => choice.index === undefined).length;
        if (choices.length === 0) return unclear('no choices');
        return holds(without === 0, `${without} of ${choices.length} have none`);
      }),
  },
  {
    id: 'tool-frames',
    statement:
      'The frames of a tool call are regular: one `index` from the first to the last, id and name once, no blank names.',
    source: 'heroku-api.md §3, heroku-surface.md §0.3',
    calls: 1,
    tokens: 200,
    run: async ({ chat }) =>
      onAnswer(await chat(STREAMED_CALL), (exchange) => {
        if (fragmentsOf(exchange).length === 0) return unclear('no call');
        const wrong = irregularities(exchange);
        return wrong.length > 0 ? refuted(wrong.join('; ')) : confirmed('regular');
      }),
  },
  {
    id: 'arguments-split',
    statement: 'The arguments of a tool call come in several frames.',
    source: 'heroku-api.md §3',
    calls: 1,
    tokens: 200,
    run: async ({ chat }) =>
      onAnswer(await chat(STREAMED_CALL), (exchange) => {
        const pieces = fragmentsOf(exchange).filter(({ call }) => call.function?.arguments);
        if (pieces.length === 0) return unclear('no call');
        return holds(pieces.length > 1, `${pieces.length} frames with arguments`);
      }),
  },
  {
    id: 'parallel-indexes',
    statement: 'Parallel tool calls have different values of `index`.',
    source: 'heroku-api.md §10.9',
    calls: 1,
    tokens: 200,
    run: async ({ chat }) =>
      onAnswer(await chat(STREAMED_CALLS), (exchange) => {
        const opening = fragmentsOf(exchange).filter(({ call }) => call.id && call.function?.name);
        if (opening.length < 2) return unclear(`${opening.length} call`);
        const indexes = opening.map(({ call }) => call.index);
        return holds(new Set(indexes).size === indexes.length, `indexes ${show(indexes)}`);
      }),
  },
  {
    id: 'parallel-tool-calls',
    statement: '`parallel_tool_calls: false` leads to one call at most.',
    source: 'heroku-api.md §1.1',
    calls: 1,
    tokens: 200,
    run: async ({ chat }) => {
      const answer = await chat({ ...STREAMED_CALLS, parallel_tool_calls: false });
      if (!answer.ok) return isTaken(answer, /parallel/);
      const names = calledTools(answer);
      if (names.length === 0) return unclear('no call');
      return holds(names.length === 1, `calls of ${names.join(', ')}`);
    },
  },
];
