/** What the local server knows about one model. */
export type ModelFacts = {
  /** The family, by which most rules go. */
  family:
    | 'claude'
    | 'nova'
    | 'gpt-oss'
    | 'kimi'
    | 'minimax'
    | 'qwen'
    | 'deepseek'
    | 'glm'
    | 'cohere'
    | 'amazon'
    | 'stability'
    | 'unknown';
  /** Claude only: 3.7, 4.5 and so on. Without one the newest is meant. */
  version?: number;
  /** Takes `temperature`, `top_p` and `top_k`; by family and version when absent. */
  sampling?: boolean;
  /** Takes a tool choice that forces a call; by family and version when absent. */
  forcedTools?: boolean;
  /** Takes `reasoning_effort`; `true` when absent. */
  effort?: boolean;
  /** What the model is for; `chat` when absent. */
  kind?: 'chat' | 'embedding' | 'score' | 'image';
  /** Takes `extended_thinking`. */
  thinks: boolean;
  /** Takes `tools`. */
  tools: boolean;
  /** Documented to read images. Nothing is refused on it: no source says what Heroku does. */
  images: boolean;
};

const SEES = { images: true };

const claude = (version: number | undefined, { images = false } = {}): ModelFacts => ({
  family: 'claude',
  ...(version !== undefined && { version }),
  thinks: version === undefined || version >= 3.7,
  tools: true,
  images,
});

/** Tools are taken to work on every chat model; heroku-api.md §7 leaves many rows blank (unverified: tool-choice-default). */
const chat = (family: ModelFacts['family'], { images = false } = {}): ModelFacts => ({
  family,
  thinks: false,
  tools: true,
  images,
});

const other = (family: ModelFacts['family'], kind: ModelFacts['kind']): ModelFacts => ({
  family,
  kind,
  thinks: false,
  tools: false,
  images: false,
});

/**
 * The ids of heroku-api.md §7: the recorded list, the second spellings found on model cards, and the two
 * later sightings of Opus. Thinking: Claude 3.7 and later (§1.6).
 */
export const MODELS: Record<string, ModelFacts> = {
  'claude-opus-4-8': claude(4.8, SEES),
  'claude-opus-4-7': claude(4.7, SEES),
  'claude-opus-4-6': claude(4.6, SEES),
  'claude-opus-4-5': claude(4.5, SEES),
  'claude-4-6-sonnet': claude(4.6, SEES),
  'claude-sonnet-4-6': claude(4.6, SEES),
  'claude-4-5-sonnet': claude(4.5, SEES),
  'claude-4-5-haiku': claude(4.5, SEES),
  'claude-4-sonnet': claude(4),
  'claude-3-7-sonnet': claude(3.7),
  'claude-3-5-sonnet-latest': claude(3.5),
  'claude-3-5-haiku': claude(3.5),
  'claude-3-haiku': claude(3),
  'nova-lite': { ...chat('nova', SEES), effort: false },
  'nova-pro': { ...chat('nova'), effort: false },
  'nova-2-lite': chat('nova'),
  'gpt-oss-120b': chat('gpt-oss'),
  'openai-gpt-oss-120b': chat('gpt-oss'),
  'kimi-k2-5': chat('kimi'),
  'kimi-k2-thinking': { ...chat('kimi'), forcedTools: false },
  'minimax-m2': chat('minimax'),
  'minimax-m2-1': chat('minimax'),
  'qwen3-235b': chat('qwen'),
  'qwen3-coder-480b': chat('qwen'),
  'deepseek-v3-2': chat('deepseek'),
  'glm-4-7': chat('glm'),
  'glm-4-7-flash': chat('glm'),
  'cohere-embed-multilingual': other('cohere', 'embedding'),
  'cohere-embed-v4': other('cohere', 'embedding'),
  'cohere-rerank-3-5': other('cohere', 'score'),
  'amazon-rerank-1-0': other('amazon', 'score'),
  'stable-image-ultra': other('stability', 'image'),
};

/** Claude up to Opus 4.6, Sonnet 4.6 and Haiku 4.5; what is newer only thinks as it sees fit (field-reports.md B1). */
const OLD_CLAUDE = 4.6;
const OLD_HAIKU = 4.5;

/** Claude of the newest kind: adaptive thinking, no sampling settings (field-reports.md B1). */
export function isNewestClaude({ family, version }: ModelFacts): boolean {
  return family === 'claude' && !(version !== undefined && version <= OLD_CLAUDE);
}

/** Whether the model takes sampling settings. */
export const takesSampling = (facts: ModelFacts): boolean =>
  facts.sampling ?? !isNewestClaude(facts);

/** Whether the model takes a forced tool choice (field-reports.md B1, B5). */
export const takesForcedTools = ({ family, version, forcedTools }: ModelFacts): boolean =>
  forcedTools ?? !(family === 'claude' && (version === undefined || version >= 5.5));

/** Facts assumed of an id that is in no table and names no family. */
export const UNKNOWN_MODEL: ModelFacts = chat('unknown');

const FAMILIES: [RegExp, ModelFacts][] = [
  [/embed/, other('unknown', 'embedding')],
  [/rerank/, other('unknown', 'score')],
  [/image/, other('stability', 'image')],
  [/nova[-_. ]?[2-9]/, chat('nova', SEES)],
  [/nova/, { ...chat('nova', SEES), effort: false }],
  [/gpt-oss/, chat('gpt-oss')],
  [/kimi/, chat('kimi')],
  [/minimax/, chat('minimax')],
  [/qwen/, chat('qwen')],
  [/deepseek/, chat('deepseek')],
  [/glm/, chat('glm')],
];

/** What the name of a model says about it, for ids that are in no table. */
export function factsByName(id: string): ModelFacts {
  if (/claude/.test(id)) return claudeByName(id);
  return FAMILIES.find(([name]) => name.test(id))?.[1] ?? UNKNOWN_MODEL;
}

function claudeByName(id: string): ModelFacts {
  const facts = claude(claudeVersion(id), SEES);
  const version = facts.version ?? Number.POSITIVE_INFINITY;
  // heroku-surface.md §8.
  if (/fable|mythos/.test(id)) return { ...facts, forcedTools: version < 5.1 };
  if (!/haiku/.test(id)) return facts;
  return { ...facts, ...(version > OLD_HAIKU && { sampling: false }), forcedTools: true };
}

/** 4.5 of `claude-4-5-sonnet` and of `claude-sonnet-4-5`; a date at the end is no version. */
function claudeVersion(id: string): number | undefined {
  const [, major, minor] = /-(\d{1,2})(?:[-.](\d{1,2}))?(?!\d)/.exec(id) ?? [];
  return major === undefined ? undefined : Number(major) + Math.min(Number(minor ?? 0) / 10, 0.99);
}

/** The table of models that an option asks for. */
export function toModels(
  given: readonly string[] | Readonly<Record<string, ModelFacts>> | undefined,
): Readonly<Record<string, ModelFacts>> {
  if (given === undefined) return MODELS;
  if (!isList(given)) return given;
  return Object.fromEntries(given.map((id) => [id, factsOf(id) ?? factsByName(id)]));
}

const isList = (given: readonly string[] | object): given is readonly string[] =>
  Array.isArray(given);

/** The facts of one id; own keys only, so that an id such as `constructor` is unknown. */
export function factsOf(
  model: unknown,
  models: Readonly<Record<string, ModelFacts>> = MODELS,
): ModelFacts | undefined {
  return typeof model === 'string' && Object.hasOwn(models, model) ? models[model] : undefined;
}
