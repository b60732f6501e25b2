import { type ErrorShape, errorBody, errorType } from '../errors';
import type { ModelFacts } from '../models';
import type { Personality } from '../personality';
import type { ChatBody } from '../wire';

export type RuleContext<Body = ChatBody> = {
  body: Body;
  facts: ModelFacts;
  personality: Personality;
  /** Signatures given out by scripted answers, with the thinking they belong to. */
  issued: ReadonlyMap<string, string>;
};

export type Refusal = {
  status: number;
  message: string;
  body: Record<string, unknown>;
  rule: string;
};

export type Standard = 'on' | 'off' | 'always';

type Denial = Omit<Refusal, 'rule'>;

/** One thing the server refuses. Rules run in the order of their list; each may rely on those before it. */
export type Rule<Name extends string = string, Body = ChatBody> = {
  name: Name;
  /** The section the rule rests on, and what of it no source confirms. */
  source: string;
  /** `on` or `off` when nobody says otherwise; `always` when other rules rely on it, so that it cannot be turned off. */
  standard: Standard;
  check: (context: RuleContext<Body>) => Refusal | undefined;
};

type Check<Body> = (context: RuleContext<Body>) => Denial | undefined;

/** A maker of rules about bodies of one type. */
export function ruleFor<Body>(standard: Standard = 'on') {
  return <const Name extends string>(
    name: Name,
    source: string,
    check: Check<Body>,
  ): Rule<Name, Body> => ({
    name,
    source,
    standard,
    check: (context) => {
      const denial = check(context);
      return denial && { ...denial, rule: name };
    },
  });
}

export const rule = ruleFor<ChatBody>();

/** A rule on which others rely. */
export const firmRule = ruleFor<ChatBody>('always');

/** A rule that no source shows at work, or that sources deny: off unless the `rules` option turns it on. */
export const offRule = ruleFor<ChatBody>('off');

function deny(status: number, message: string, shape: ErrorShape): Denial {
  const body = errorBody(shape, { code: status, message, type: errorType(status) });
  return { status, message, body };
}

/** heroku-api.md §1.1 and §4 shape 1, as recorded for `stream_options`. */
export const unrecognized = (name: string): Denial =>
  deny(400, `unrecognized request argument supplied: ${name}`, 'json-string');

export const parseFailure = (): Denial => deny(400, 'error parsing JSON', 'json-string');

/** Refused by Heroku's own front. Unless a rule's source says otherwise the wording is ours. */
export const invalid = (message: string): Denial => deny(400, message, 'object');

/** Refused by Bedrock and passed on in the recorded wrapping (heroku-api.md §4 shape 3). */
export const bedrock = (message: string): Denial =>
  deny(400, `Failed to execute chat: ValidationException: ${message}`, 'bare');

/** Refused by the model behind Bedrock, in the wrapping recorded in heroku-api.md §1.6. */
export const modelRefusal = (message: string): Denial =>
  bedrock(`The model returned the following errors: ${message}`);

/** The 500 of heroku-api.md §1.3 and §4; what follows 'chat' on record was cut, so nothing follows here. */
export const failedToExecute = (): Denial => deny(500, 'Failed to execute chat', 'bare');

/** The first denial over a list. */
export function firstDenial<T>(
  items: Iterable<T>,
  check: (item: T, index: number) => Denial | undefined,
): Denial | undefined {
  let index = 0;
  for (const item of items) {
    const denial = check(item, index++);
    if (denial) return denial;
  }
  return undefined;
}

export function unknownKey(value: object, known: readonly string[]): string | undefined {
  return Object.keys(value).find((key) => !known.includes(key));
}
