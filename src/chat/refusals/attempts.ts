import { addLessons, type Lessons, NO_LESSONS, type RefusalMemory } from './lessons';
import { changedFields, type RefusedRequest, toLesson } from './to-lessons';

/** The most requests of one call. */
const MAX_REQUESTS = 3;

type AttemptSettings<Request> = {
  modelId: string;
  /** What refusals have taught, if the provider learns from them. */
  memory: RefusalMemory | undefined;
  includeUsage: boolean | 'auto' | undefined;
  /** The request of the call in the form that lessons ask for. */
  toRequest(lessons: Lessons): Request;
};

/** The requests of one call: the first one, and those that its refusals lead to. */
export function createAttempts<Request extends RefusedRequest & { text: string }>({
  modelId,
  memory,
  includeUsage,
  toRequest,
}: AttemptSettings<Request>) {
  const known = memory?.recall(modelId) ?? NO_LESSONS;
  const first = toRequest(known);
  const untaught = known === NO_LESSONS ? first : toRequest(NO_LESSONS);
  const sent = new Set([first.text]);
  let request = first;
  let lessons = known;
  let modelLessons = NO_LESSONS;

  return {
    first,

    /** The request to send after an error; undefined if the error does not say what to change. */
    next(error: unknown): Request | undefined {
      if (!memory || sent.size >= MAX_REQUESTS) return undefined;
      const lesson = toLesson(error, request, { includeUsage });
      if (!lesson) return undefined;
      lessons = addLessons(lessons, lesson);
      if (lesson.scope === 'model') modelLessons = addLessons(modelLessons, lesson);
      const changed = toRequest(lessons);
      if (sent.has(changed.text)) return undefined;
      sent.add(changed.text);
      request = changed;
      return changed;
    },

    /** Remembers what the refusals of this call said about the model. Returns the body fields that lessons have changed. */
    succeed(): string[] {
      if (modelLessons !== NO_LESSONS) memory?.remember(modelId, modelLessons);
      return changedFields(untaught, request);
    },
  };
}
