import type { ModelProfile } from '../../models/model-profile';

/** What refusals have taught of a model. */
export type Lessons = {
  /** Cells of the model's profile that turned out otherwise. */
  profile: Partial<ModelProfile>;
  /** Body fields that are left out. */
  omit: OmittableField[];
  /** The server's words, by cell or field, for warnings. */
  words: Record<string, string>;
};

/**
 * Fields that a request means nearly the same without; of `tool_choice` only `auto`. Never messages, tools, a limit, or what
 * the caller has put into extraBody.
 */
export type OmittableField =
  | 'tool_choice'
  | 'parallel_tool_calls'
  | 'response_format'
  | 'allow_ignored_params'
  | 'stream_options';

export const NO_LESSONS: Lessons = { profile: {}, omit: [], words: {} };

/** What the refusals of one provider have taught, by model id. */
export type RefusalMemory = {
  recall(modelId: string): Lessons;
  remember(modelId: string, lessons: Lessons): void;
};

/** The model heard of longest ago is forgotten first. What is known of one model is bounded by the table of refusals. */
const MOST_MODELS = 100;

export function createRefusalMemory(): RefusalMemory {
  const byModel = new Map<string, Lessons>();
  return {
    recall: (modelId) => byModel.get(modelId) ?? NO_LESSONS,
    remember(modelId, lessons) {
      const all = addLessons(byModel.get(modelId) ?? NO_LESSONS, lessons);
      byModel.delete(modelId);
      byModel.set(modelId, all);
      const [oldest] = byModel.keys();
      if (byModel.size > MOST_MODELS && oldest !== undefined) byModel.delete(oldest);
    },
  };
}

export function addLessons(known: Lessons, learned: Lessons): Lessons {
  return {
    profile: { ...known.profile, ...learned.profile },
    omit: [...new Set([...known.omit, ...learned.omit])],
    words: { ...known.words, ...learned.words },
  };
}
