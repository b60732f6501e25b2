import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import type { ModelProfile } from '../../models/model-profile';
import type { Lessons } from '../refusals/lessons';
import { createRefusalReasons, type RefusalReasons } from '../refusals/refusal-reasons';
import { toProfile } from '../refusals/to-profile';
import { type ToolNames, toToolNames } from './prompt/tool-names';
import type { Warnings } from './warnings';

/** What a request is made of. It is made once for each call, and passed to each function that makes a part of the request. */
export type Subject = {
  /** AI SDK 7 also gives it a reasoning level. */
  call: LanguageModelV2CallOptions & { reasoning?: string };
  /** The key of this provider in `providerOptions`, of the call and of parts. */
  name: string;
  /** What the model takes. */
  model: ModelProfile;
  /** Names of tools and ids of calls in the body. */
  names: ToolNames;
  /** Why the model does not take something. */
  refusals: RefusalReasons;
  /** The warnings of the result, which grow while the request is made. */
  warnings: Warnings;
};

/** @param given `lessons` are what refusals have taught of this model. */
export function toSubject({
  call,
  name,
  modelId,
  lessons,
  warnings,
}: Pick<Subject, 'call' | 'name' | 'warnings'> & { modelId: string; lessons: Lessons }): Subject {
  const model = toProfile(modelId, lessons);
  const names = toToolNames(call, model);
  return { call, name, model, names, refusals: createRefusalReasons(lessons.reasons), warnings };
}
