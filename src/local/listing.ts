import type { ModelFacts } from './models';

const TYPES = {
  chat: 'text-to-text',
  embedding: 'text-to-embedding',
  image: 'text-to-image',
  score: 'text-to-score',
};

type Listed = {
  regions?: string[];
  state?: string;
  deprecation_date?: string;
  eol_date?: string;
  replacement_model?: string;
};

const US: Listed = { regions: ['us'] };

/** What the recorded list says of single models (heroku-api.md §7); the hours of the dates are made up. */
const LISTED: Record<string, Listed> = {
  'claude-3-7-sonnet': {
    state: 'deprecated',
    eol_date: '2026-04-21T00:00:00Z',
    replacement_model: 'claude-4-6-sonnet',
  },
  'claude-3-5-sonnet-latest': { ...US, state: 'deprecated', eol_date: '2026-02-22T00:00:00Z' },
  'claude-3-5-haiku': {
    ...US,
    state: 'deprecated',
    deprecation_date: '2026-05-12T00:00:00Z',
    eol_date: '2026-06-12T00:00:00Z',
    replacement_model: 'claude-4-5-haiku',
  },
  'claude-3-haiku': { regions: ['eu'] },
  'nova-2-lite': US,
  'kimi-k2-5': US,
  'kimi-k2-thinking': US,
  'minimax-m2': US,
  'minimax-m2-1': US,
  'qwen3-235b': US,
  'qwen3-coder-480b': US,
  'deepseek-v3-2': US,
  'glm-4-7': US,
  'glm-4-7-flash': US,
  'stable-image-ultra': US,
};

/** `GET /available-models`, which asks for no key (heroku-surface.md §4). */
export function modelList(models: Readonly<Record<string, ModelFacts>>): Response {
  const list = Object.entries(models).map(([id, { kind = 'chat' }]) => ({
    model_id: id,
    regions: ['eu', 'us'],
    state: 'active',
    ...(Object.hasOwn(LISTED, id) && LISTED[id]),
    type: [TYPES[kind]],
  }));
  return Response.json(list);
}
