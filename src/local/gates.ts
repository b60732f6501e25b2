import { errorBody, errorType } from './errors';
import { factsOf, type ModelFacts } from './models';
import type { Refusal } from './rules/rule';

/** What the server asks before it looks at the body's fields. */
export type GateContext = {
  method: string;
  /** The method that the path takes, if it is the path of an endpoint. */
  allowed: string | undefined;
  authorization: string | null;
  /** The key this server was made with. */
  key: string;
  /** The body's `model`, once the body was read. */
  model: unknown;
  models: Readonly<Record<string, ModelFacts>>;
  /** On the old plans one key serves one model (heroku-api.md §8). */
  keyModel: string | undefined;
};

export type Gate = {
  name: string;
  source: string;
  check: (context: GateContext) => Refusal | undefined;
};

/** A gate as a row: what it refuses, and how. */
type GateRow = {
  name: string;
  source: string;
  status: number;
  message: string;
  refuses: (context: GateContext) => boolean;
};

function gate({ name, source, status, message, refuses }: GateRow): Gate {
  const body = errorBody('object', { code: status, message, type: errorType(status) });
  const refusal: Refusal = { status, message, body, rule: name };
  return { name, source, check: (context) => (refuses(context) ? refusal : undefined) };
}

/** Also asked where there is no body. */
export const KEY_GATE: Gate = gate({
  name: 'key',
  source: 'heroku-api.md §1, §4 (401)',
  status: 401,
  message: 'Invalid API key provided',
  refuses: ({ authorization, key }) => authorization !== `Bearer ${key}`,
});

/** Asked first, before the body is read. */
export const DOOR_GATES: Gate[] = [
  gate({
    name: 'path',
    source: 'heroku-api.md §4 (404: wrong path); wording unverified: refusal-wording',
    status: 404,
    message: 'Not found',
    refuses: ({ allowed }) => allowed === undefined,
  }),
  gate({
    name: 'method',
    source:
      'HTTP: 405 for a method that the path does not take; wording unverified: refusal-wording',
    status: 405,
    message: 'Method not allowed',
    refuses: ({ method, allowed }) => method !== allowed,
  }),
  KEY_GATE,
];

/** Asked once the body is read. A `model` that is no string is left to the body rules. */
export const MODEL_GATE: Gate = gate({
  name: 'model',
  source: 'heroku-api.md §4 and §8 (403: the key is tied to one model)',
  status: 403,
  message: 'You do not have access to that model',
  refuses: ({ model, models, keyModel }) =>
    typeof model === 'string' &&
    (factsOf(model, models) === undefined || (keyModel !== undefined && model !== keyModel)),
});

/** A refusal of this server alone: no page says how large a body Heroku takes. */
export function toSizeRefusal(maxBodyBytes: number): Refusal {
  const message = `The request body is larger than ${maxBodyBytes} bytes`;
  const body = errorBody('object', { code: 413, message, type: errorType(413) });
  return { status: 413, message, body, rule: 'body-size' };
}

const UNPARSABLE = 'error parsing JSON';

/** heroku-api.md §4 shape 1: the message is on record, from P-OFF's own test. */
export const BODY_JSON_REFUSAL: Refusal = {
  status: 400,
  message: UNPARSABLE,
  body: errorBody('json-string', { code: 400, message: UNPARSABLE, type: errorType(400) }),
  rule: 'body-json',
};
