import type { ModelProfile } from '../../models/model-profile';
import type { ChatRequestBody } from '../wire/request';

type Name = keyof ModelProfile | keyof ChatRequestBody;

/** Why something is not sent to a model. */
export type Refused = {
  /** In the words of the server, if the server said so. */
  why(name: Name): string;
  isLearned(name: Name): boolean;
};

/** @param words what the server said, by cell of the model's profile or body field. */
export function createRefused(words: Record<string, string>): Refused {
  const isLearned = (name: Name) => Object.hasOwn(words, name);
  return {
    isLearned,
    why: (name) => (isLearned(name) ? `Heroku answered "${words[name]}"` : 'this model refuses it'),
  };
}
