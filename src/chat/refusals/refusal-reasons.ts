import type { ModelProfile } from '../../models/model-profile';
import type { ChatRequestBody } from '../wire/request';

type Name = keyof ModelProfile | keyof ChatRequestBody;

/** Why something is not sent to a model. */
export type RefusalReasons = {
  /** The text behind "x is not sent: " in a warning, without a full stop. */
  reasonFor(name: Name): string;
  /** Whether a refusal has taught it, and not the table of families. */
  isLearned(name: Name): boolean;
};

/** @param reasons what refusals have taught, by cell of the model's profile or body field. */
export function createRefusalReasons(reasons: Record<string, string>): RefusalReasons {
  const isLearned = (name: Name) => Object.hasOwn(reasons, name);
  return { isLearned, reasonFor: (name) => reasons[name] ?? 'this model refuses it' };
}
