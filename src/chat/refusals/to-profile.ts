import type { ModelProfile } from '../../models/model-profile';
import { toModelProfile } from '../../models/to-model-profile';
import { type Lessons, NO_LESSONS } from './lessons';

const learned = new WeakMap<Lessons, ModelProfile>();

/** The row of the table with what refusals have taught; one object as long as the lessons live, because schemas are kept by it. */
export function toProfile(modelId: string, lessons: Lessons): ModelProfile {
  if (lessons === NO_LESSONS) return toModelProfile(modelId);
  const profile = learned.get(lessons) ?? { ...toModelProfile(modelId), ...lessons.profile };
  learned.set(lessons, profile);
  return profile;
}
