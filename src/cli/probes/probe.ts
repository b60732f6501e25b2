import type { Exchange } from '../exchange';

export type Verdict = 'confirmed' | 'refuted' | 'unclear';

/** What a probe found: whether its statement holds, and what was seen. */
export type Finding = { verdict: Verdict; seen: string };

/** Prompts of the probes are short; models add some hundred tokens for tools. */
export const PROMPT_TOKENS = 500;

/** One fact that no source confirms, and the tiny calls that settle it. */
export type Probe = {
  /** The id that documentation and docstrings cite. */
  id: string;
  /** What the package, or its documentation, takes to be so. */
  statement: string;
  /** Where the fact, or the doubt, is described. */
  source: string;
  /** The most calls it makes. */
  calls: number;
  /** The most tokens that its answers may have together; 0 if only refusals or embeddings are expected. */
  tokens: number;
  /** The most tokens that the prompt of one of its calls may have. Default: `PROMPT_TOKENS`. */
  promptTokens?: number;
  /** May throw Unanswerable. Any other error makes the fact unclear too. */
  run(ask: Ask): Promise<Finding>;
};

/** The models that probes are put to. Undefined: the list has none. */
export type ProbeModels = {
  /** The chat model of the set-up. */
  main: string;
  /** A Claude that takes `extended_thinking` with a budget. */
  thinking: string | undefined;
  embedding: string | undefined;
  rerank: string | undefined;
  /** A chat model of a family, by a word of its id. */
  ofFamily(word: string): string | undefined;
};

/** How a probe asks. Identical requests are made once. */
export type Ask = {
  models: ProbeModels;
  /** Chat fields over these: the main model, 16 tokens, and "Say hello.". */
  chat(fields?: object, model?: string): Promise<Exchange>;
  post(path: string, body: object, key?: string): Promise<Exchange>;
  get(path: string, options?: { withKey?: boolean }): Promise<Exchange>;
};

/** The question cannot be put to this set-up. */
export class Unanswerable extends Error {}

/** @throws Unanswerable if the list has no such model. */
export function need(model: string | undefined, kind: string): string {
  if (model === undefined) throw new Unanswerable(`the list of models has no ${kind}`);
  return model;
}

export const confirmed = (seen: string): Finding => ({ verdict: 'confirmed', seen });
export const refuted = (seen: string): Finding => ({ verdict: 'refuted', seen });
export const unclear = (seen: string): Finding => ({ verdict: 'unclear', seen });
export const holds = (isSo: boolean, seen: string): Finding =>
  isSo ? confirmed(seen) : refuted(seen);

/** Whether the request itself was refused, with a message that names what was tried. */
function isRefusal({ status, ok, error }: Exchange, subject: RegExp): boolean {
  return !ok && [200, 400, 422].includes(status) && subject.test(error ?? '');
}

/** Whether what was tried is taken. A refusal for another reason, as of the key or the model, leaves it open. */
export function isTaken(exchange: Exchange, subject: RegExp): Finding {
  if (exchange.ok) return confirmed(exchange.summary);
  return isRefusal(exchange, subject) ? refuted(exchange.summary) : unclear(exchange.summary);
}

/** The opposite of `isTaken`. */
export function isRefused(exchange: Exchange, subject: RegExp): Finding {
  if (exchange.ok) return refuted(exchange.summary);
  return isRefusal(exchange, subject) ? confirmed(exchange.summary) : unclear(exchange.summary);
}

/** A judgement on an answer; without one nothing is clear. */
export function onAnswer(exchange: Exchange, judge: (exchange: Exchange) => Finding): Finding {
  return exchange.ok ? judge(exchange) : unclear(exchange.summary);
}

/** Whether the answer tells nothing about the request: there was none, or the server or a limit stood in the way. */
export const isOutage = ({ status }: Exchange): boolean =>
  status === 0 || status === 408 || status === 429 || status >= 500;
