import type { ModelProfile } from '../../models/model-profile';

/** What refusals have taught of a model. */
export type Lessons = {
  /** Cells of the model's profile that turned out otherwise. */
  profile: Partial<ModelProfile>;
  /** Body fields that are left out. */
  omit: OmittableField[];
  /** Why, by cell or field: the text behind "x is not sent: " in a warning, without a full stop. */
  reasons: Record<string, string>;
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

export const NO_LESSONS: Lessons = { profile: {}, omit: [], reasons: {} };

/** What the refusals of one provider have taught, by model id. */
export type RefusalMemory = {
  /** The same object for as long as nothing is learned or forgotten of the model. */
  recall(modelId: string): Lessons;
  /** Nothing of the server's words is kept: they may quote the prompt of a caller. */
  remember(modelId: string, lessons: Lessons): void;
};

/**
 * How long a lesson is kept: a server that changes its rules does so in a deployment, and one refused request in an hour
 * costs nothing.
 */
export const LESSON_MS = 60 * 60_000;

/** The model heard of longest ago is forgotten first. What is known of one model is bounded by the table of refusals. */
const MAX_MODELS = 100;

/** @param now in milliseconds since 1970. */
export function createRefusalMemory(now: () => number = Date.now): RefusalMemory {
  const byModel = new Map<string, { lessons: Lessons; since: Record<string, number> }>();

  function recall(modelId: string): Lessons {
    const known = byModel.get(modelId);
    if (!known) return NO_LESSONS;
    const expiry = now() - LESSON_MS;
    const { lessons, since } = known;
    const isKept = (name: string) => (since[name] ?? 0) > expiry;
    if (Object.keys(lessons.reasons).every(isKept)) return lessons;
    known.lessons = keep(lessons, isKept);
    if (Object.keys(known.lessons.reasons).length === 0) byModel.delete(modelId);
    return byModel.has(modelId) ? known.lessons : NO_LESSONS;
  }

  return {
    recall,
    remember(modelId, { profile, omit, reasons }) {
      const known = recall(modelId);
      const since = byModel.get(modelId)?.since ?? {};
      const at = now();
      const reason = describeLesson(modelId, at);
      const reasonsByName: Record<string, string> = {};
      for (const name of Object.keys(reasons)) {
        since[name] = at;
        reasonsByName[name] = reason;
      }
      byModel.delete(modelId);
      byModel.set(modelId, {
        lessons: addLessons(known, { profile, omit, reasons: reasonsByName }),
        since,
      });
      const [oldest] = byModel.keys();
      if (byModel.size > MAX_MODELS && oldest !== undefined) byModel.delete(oldest);
    },
  };
}

function describeLesson(modelId: string, since: number): string {
  return `${modelId} has refused it since ${new Date(since).toISOString()} and is asked again after an hour (learnFromRefusals: false sends it)`;
}

function keep({ profile, omit, reasons }: Lessons, isKept: (name: string) => boolean): Lessons {
  const kept = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => isKept(name)));
  return { profile: kept(profile), omit: omit.filter(isKept), reasons: kept(reasons) };
}

export function addLessons(known: Lessons, learned: Lessons): Lessons {
  return {
    profile: { ...known.profile, ...learned.profile },
    omit: [...new Set([...known.omit, ...learned.omit])],
    reasons: { ...known.reasons, ...learned.reasons },
  };
}
