import { z } from 'zod';

/** A schema for JSON output, how it looks on the wire, and what fits it. */
export const person = z.object({ name: z.string(), born: z.number(), likes: z.array(z.string()) });
export const PERSON = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    born: { type: 'number' },
    likes: { type: 'array', items: { type: 'string' } },
  },
  required: ['name', 'born', 'likes'],
  additionalProperties: false,
};
export const ADA = {
  name: 'Ada',
  born: 1815,
  likes: ['flight', 'engines', 'music', 'numbers', 'poetry'],
};
