import { LOCAL_KEY } from '../../src/local';

export const URL_OF_CHAT = 'https://us.inference.heroku.com/v1/chat/completions';

export const WEATHER_TOOL = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather of a city',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
    },
  },
};

export const weatherCall = (id: string, args = '{"city":"Oslo"}') => ({
  id,
  type: 'function',
  function: { name: 'get_weather', arguments: args },
});

export function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${LOCAL_KEY}`,
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

export const hello = (more: object = {}) => ({
  model: 'claude-4-5-sonnet',
  messages: [{ role: 'user', content: 'Hello there' }],
  ...more,
});
