import type { ModelProfile } from '../../models/model-profile';
import type { ChatRequestBody } from '../wire/request';

type Name = keyof ModelProfile | keyof ChatRequestBody;

/** Why something is not sent to a model. */
export type Refused = {
  /** Behind "x is not sent: ", without a full stop. */
  why(name: Name): string;
  isLearned(name: Name): boolean;
};

/** @param reasons of what refusals have taught, by cell of the model's profile or body field. */
export function createRefused(reasons: Record<string, string>): Refused {
  const isLearned = (name: Name) => Object.hasOwn(reasons, name);
  return { isLearned, why: (name) => reasons[name] ?? 'this model refuses it' };
}
