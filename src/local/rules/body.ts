import type { ModelFacts } from '../models';
import { isRecord } from '../wire';
import type { FieldType } from './field-type';
import { invalid, parseFailure, ruleFor, unrecognized } from './rule';

type AnyBody = { model: string; [field: string]: unknown };

type Fields = {
  /** All fields that the endpoint knows. */
  fields: Record<string, FieldType>;
  required: string[];
  /** What a model must be for. */
  kind: NonNullable<ModelFacts['kind']>;
  /** Fields that a rule of their own looks after. */
  ownRule?: string[];
};

const PURPOSES = {
  chat: 'chat completions',
  embedding: 'embeddings',
  image: 'image generation',
  score: 'reranking',
};

/** The rules about fields that every endpoint has. */
export function bodyRules<Body extends AnyBody>({ fields, required, kind, ownRule = [] }: Fields) {
  const rule = ruleFor<Body>();
  const firmRule = ruleFor<Body>('always');
  const known = (name: string) => Object.hasOwn(fields, name) || ownRule.includes(name);
  return [
    firmRule(
      'body-object',
      'heroku-api.md §4 shape 1; that it covers a body of another type is unverified: error-shape',
      ({ body }) => (isRecord(body) ? undefined : parseFailure()),
    ),
    rule(
      'well-formed-text',
      'unverified: lone-surrogate (it has no UTF-8 form); message of heroku-api.md §4 shape 1',
      ({ body }) => (isWellFormed(body) ? undefined : parseFailure()),
    ),
    rule('unknown-field', 'heroku-api.md §1.1 (RUBYLLM)', ({ body, personality }) => {
      const mayIgnore = personality.allowIgnoredParams && known('allow_ignored_params');
      if (mayIgnore && body.allow_ignored_params === true) return undefined;
      const name = Object.keys(body).find((field) => !known(field));
      return name === undefined ? undefined : unrecognized(name);
    }),
    firmRule(
      'field-types',
      'heroku-api.md §1.1 and §6 for the types; wording unverified: refusal-wording',
      ({ body }) => {
        const missing = required.find((name) => body[name] === undefined);
        if (missing) return invalid(`${missing} is required`);
        for (const [name, { is, expected }] of Object.entries(fields)) {
          if (body[name] !== undefined && !is(body[name]))
            return invalid(`invalid value for ${name}: expected ${expected}`);
        }
        return undefined;
      },
    ),
    rule(
      'model-kind',
      'heroku-api.md §7 (types of models); wording unverified: refusal-wording',
      ({ body, facts }) =>
        facts.family === 'unknown' || (facts.kind ?? 'chat') === kind
          ? undefined
          : invalid(`model ${body.model} does not support ${PURPOSES[kind]}`),
    ),
  ] as const;
}

/** Whether every string in a JSON value, keys included, is free of lone surrogates. */
export function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (Array.isArray(value)) return value.every(isWellFormed);
  if (!isRecord(value)) return true;
  return Object.entries(value).every(([key, item]) => key.isWellFormed() && isWellFormed(item));
}
