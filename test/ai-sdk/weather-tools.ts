import { z } from 'zod';
import type { Sdk } from './sdk';

/** The scripted server calls a tool whose name occurs in what the user says, and picks the city from it. */
export function weatherTools({ tool }: Sdk) {
  return {
    weather: tool({
      description: 'Weather of a city',
      inputSchema: z.object({ city: z.string() }),
      execute: async ({ city }) => ({ city, degrees: 21 }),
    }),
    clock: tool({
      description: 'Time in a city',
      inputSchema: z.object({ city: z.string() }),
      execute: async ({ city }) => ({ city, time: '12:00' }),
    }),
  };
}

/** How they are declared on the wire. */
export const WEATHER = {
  type: 'function',
  function: {
    name: 'weather',
    description: 'Weather of a city',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
      additionalProperties: false,
    },
  },
};
