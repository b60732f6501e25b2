import fc from 'fast-check';
import { MODELS, type ModelFacts } from '../../../src/local';
import { factsByName, UNKNOWN_MODEL } from '../../../src/local/models';

/** Ids of no list: other spellings, and what may come. */
const UNLISTED: Record<string, ModelFacts> = Object.fromEntries(
  [
    'anthropic.claude-sonnet-4-5-20250929-v1:0',
    'claude-sonnet-4-20250514',
    'claude-opus-4-10',
    'claude-5-sonnet',
    'claude-opus-5-5',
    'claude-sonnet-5-5',
    'claude-fable-5-1',
    'claude-haiku-4-6',
    'claude-haiku-6',
    'claude-next',
    'nova-2-pro',
    'amazon.nova-premier-v1:0',
    'kimi-k3',
  ].map((id) => [id, factsByName(id)]),
);

const CHAT_MODELS = Object.entries(MODELS)
  .filter(([, { kind = 'chat' }]) => kind === 'chat')
  .map(([id]) => id);

export const modelId: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...CHAT_MODELS.filter((id) => id.includes('claude'))) },
  { weight: 3, arbitrary: fc.constantFrom(...CHAT_MODELS) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(UNLISTED)) },
  { weight: 1, arbitrary: fc.constantFrom('my-own-model', 'o9', 'constructor', '') },
);

/** A model that nobody has described is taken to have what the caller asks of it. */
export function factsFor(id: string, body: { extended_thinking?: unknown }): ModelFacts {
  if (Object.hasOwn(MODELS, id)) return MODELS[id] ?? UNKNOWN_MODEL;
  if (Object.hasOwn(UNLISTED, id)) return UNLISTED[id] ?? UNKNOWN_MODEL;
  return { ...UNKNOWN_MODEL, thinks: body.extended_thinking !== undefined };
}
