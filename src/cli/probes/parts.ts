import { type Exchange, shorten } from '../exchange';

export const user = (content: unknown) => ({ role: 'user', content });

/** A function tool with one string. */
export const tool = (name: string, parameters?: object) => ({
  type: 'function',
  function: {
    name,
    description: `Gets the ${name.split('_').pop()} of a city.`,
    parameters: parameters ?? {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
    },
  },
});

export const WEATHER = tool('get_weather');
export const TIME = tool('get_time');

export const ASK_WEATHER = [user('Call the tool get_weather for Paris.')];
export const ASK_BOTH = [user('Call both tools, get_weather and get_time, at once, for Paris.')];

/** A conversation in which the weather was asked for and answered. */
export const weatherHistory = ({
  id = 'tooluse_0123456789',
  content = 'I call the tool.',
  reasoning = undefined as unknown,
} = {}) => [
  ...ASK_WEATHER,
  {
    role: 'assistant',
    content,
    ...(reasoning !== undefined && { reasoning }),
    tool_calls: [
      { id, type: 'function', function: { name: 'get_weather', arguments: '{"city":"Paris"}' } },
    ],
  },
  { role: 'tool', tool_call_id: id, content: 'Sunny.' },
];

/** The names of the tools that an answer calls, whole or streamed. */
export function calledTools({ message, chunks }: Exchange): string[] {
  const calls = [
    ...(message?.tool_calls ?? []),
    ...chunks.flatMap((chunk) => chunk.choices?.[0]?.delta?.tool_calls ?? []),
  ];
  return calls.map((call) => call?.function?.name).filter(Boolean);
}

/** A text or JSON value, for `seen`. */
export const show = (value: unknown, most = 160) =>
  shorten(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'), most);

/** What an answer to a request with tools did. */
export function showCalls(exchange: Exchange): string {
  const names = calledTools(exchange);
  return names.length === 0 ? 'no call' : `calls of ${names.join(', ')}`;
}
