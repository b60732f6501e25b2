import type { Dialect, ScriptError } from '../types';
import {
  type ChatHabits,
  type ChatWireOptions,
  createHabitualWire,
  type Fragment,
} from './create-chat-wire';

const withFirst = (change: (first: Fragment) => Fragment) => (fragments: Fragment[]) =>
  fragments.map((fragment, at) => (at === 0 ? change(fragment) : fragment));

const without = (key: 'index' | 'id') => (fragments: Fragment[]) =>
  fragments.map(({ [key]: _gone, ...rest }) => rest as Fragment);

const argumentsOf = (fragments: Fragment[]) =>
  fragments.map((fragment) => fragment.function.arguments).join('');

/** One fragment that has all, with the arguments made of their text. */
const whole = (toArguments: (text: string) => object) => (fragments: Fragment[]) =>
  fragments.slice(0, 1).map((first) => ({
    ...first,
    function: { name: first.function.name, ...toArguments(argumentsOf(fragments)) },
  }));

const isWhole = (text: string) => text.endsWith('}');

const WORDS: Record<string, string> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'guardrail_intervened',
};

const page = ({ message }: ScriptError) =>
  `<html><head><title>${message}</title></head><body></body></html>`;

/** An error in a stream that has begun: the stream stays an event stream. */
const pageInStream = ({ message }: ScriptError) =>
  `data: ${JSON.stringify({ error: { message } })}\n\n`;

/**
 * Forms seen in the field of OpenAI-style servers, and where: language-model-v2.md A1 to A8, with the threads. Each says
 * the same as the plain form.
 */
const HABITS: Record<string, ChatHabits> = {
  // A1
  'calls without index': { fragments: without('index') },
  'calls without id': { fragments: without('id') },
  'calls with a number as id': {
    fragments: withFirst((first) => ({ ...first, id: Number(/\d+/.exec(String(first.id))?.[0]) })),
  },
  'calls with an empty id': { fragments: withFirst((first) => ({ ...first, id: '' })) },
  'calls of type null': {
    fragments: (all) => all.map((fragment) => ({ ...fragment, type: null })),
  },
  'call names in the second delta': {
    fragments: (all) => {
      const name = all[0]?.function.name;
      return all.map((fragment, at) => {
        const { arguments: text } = fragment.function;
        if (at > 1) return fragment;
        return { ...fragment, function: at === 1 ? { name, arguments: text } : {} };
      });
    },
  },
  'empty calls without arguments': {
    fragments: (all) => (argumentsOf(all) === '{}' ? whole(() => ({}))(all) : all),
  },
  'arguments as an object': {
    fragments: (all) =>
      isWhole(argumentsOf(all)) ? whole((text) => ({ arguments: JSON.parse(text) }))(all) : all,
  },
  'arguments after {}': {
    // An input of {} would look the same, and no whole response was seen with this.
    fragments: (all, { isStreamed }) =>
      isStreamed && argumentsOf(all) !== '{}'
        ? withFirst((first) => ({ ...first, function: { ...first.function, arguments: '{}' } }))(
            all,
          )
        : all,
  },
  'all calls with index 0': {
    fragments: (all) => all.map((fragment) => ({ ...fragment, index: 0 })),
  },
  'the finish word twice': { finishes: 2 },
  // A2
  'finish null': { finish: () => null },
  "Bedrock's finish words": { finish: (word) => WORDS[word] ?? word },
  'stop with calls': { finish: (word) => (word === 'tool_calls' ? 'stop' : word) },
  'tool_calls without calls': { finish: (word) => (word === 'stop' ? 'tool_calls' : word) },
  // A3
  'errors as a string': { errorBody: ({ message }) => JSON.stringify({ error: message }) },
  'errors as a message': { errorBody: ({ message }) => JSON.stringify({ message }) },
  'errors as details': {
    errorBody: ({ message }) => JSON.stringify({ detail: [{ msg: message }] }),
  },
  'errors as a page': { errorBody: page, errorType: 'text/html', errorFrame: pageInStream },
  'errors as events': {
    errorFrame: ({ message }) => `event: error\ndata: ${JSON.stringify({ message })}\n\n`,
  },
  'errors as a document': { errorDocument: true },
  // A4
  'usage on demand': { usageOnDemand: true },
  'usage beside no choice': { usageFrame: (usage) => ({ choices: [], usage }) },
  'usage without choices': { usageFrame: (usage) => ({ usage }) },
  // A8
  'DONE with a space': { sse: (frames) => toEvents(frames).replace('[DONE]', '[DONE] ') },
  'pings between frames': {
    sse: (frames) =>
      toEvents(frames).replaceAll('\n\n', '\n\nevent: ping\ndata: {"type":"ping"}\n\n'),
  },
  'comments between frames': {
    sse: (frames) => toEvents(frames).replaceAll('\n\n', '\n\n: keep-alive\n\n'),
  },
  'one line end between frames': {
    sse: (frames) => `${frames.map((frame) => `data: ${frame}\n`).join('')}\n`,
  },
  'no DONE': { sse: (frames) => toEvents(frames.filter((frame) => frame !== '[DONE]')) },
  'no line end after the last frame': { sse: (frames) => toEvents(frames).trimEnd() },
  'neither DONE nor a line end at the end': {
    sse: (frames) => toEvents(frames.filter((frame) => frame !== '[DONE]')).trimEnd(),
  },
  'line ends of two characters': { sse: (frames) => toEvents(frames).replaceAll('\n', '\r\n') },
};

function toEvents(frames: string[]): string {
  return frames.map((frame) => `data: ${frame}\n\n`).join('');
}

const SILENT_ABOUT: Record<string, Dialect['silentAbout']> = {
  'finish null': 'finish',
  'tool_calls without calls': 'finish',
  'errors as a string': 'status',
  'errors as a message': 'status',
  'errors as details': 'status',
  'errors as a page': 'status',
  'errors as events': 'status',
};

/** The forms, by name, for `Subject.dialects`. */
export function chatDialects(options: ChatWireOptions = {}): Record<string, Dialect> {
  return Object.fromEntries(
    Object.entries(HABITS).map(([name, habits]): [string, Dialect] => {
      const about = name.startsWith('errors') ? 'errors' : 'answers';
      const { streamUsage: _own, ...others } = options;
      const toWire = createHabitualWire(name.startsWith('usage') ? others : options, habits);
      return [name, { toWire, about, silentAbout: SILENT_ABOUT[name] }];
    }),
  );
}
