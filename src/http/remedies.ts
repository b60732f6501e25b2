import { describeWrongKind, type ModelKind, toModelKind } from '../models/model-kind';
import { nearestModelId } from '../models/nearest-model-id';

/** What is known of a request that failed. */
export type FailedExchange = {
  statusCode: number;
  /** Whether a stream was asked for. */
  isStream: boolean;
  /** Whether JSON output was asked for. */
  expectsJson: boolean;
  /** Whether the tool choice was `none`. */
  bansTools: boolean;
  /** The time from the request to the error, in milliseconds. */
  elapsedMs: number;
  /** The body that came. */
  text: string;
  /** The variable that holds the key, as in `INFERENCE_KEY`. */
  keyVariable: string;
  url: string;
  /** The model that was asked for, if the request names one. */
  modelId?: string | undefined;
};

type Condition = (exchange: FailedExchange) => boolean;

/**
 * Known remedies (heroku-api.md §1 and §4). Errors of Heroku's API are JSON, possibly truncated; any other body comes from the
 * network in front of it.
 */
const REMEDIES: readonly [
  situation: RegExp,
  remedy: string | ((exchange: FailedExchange) => string),
  condition?: Condition,
][] = [
  [/^400.*: stream_options/s, 'Set includeUsage to false.'],
  [/^400.*unrecognized request argument/s, 'Remove the field, or set allowIgnoredParams.'],
  [/^400.*expected \S*thinking/is, 'Send the reasoning parts back, or leave out extendedThinking.'],
  [
    /^400.*tool.?choice/is,
    'Where the prompt has no tool calls, send no tools instead of toolChoice "none"; where it has some, ask in words for no call.',
    ({ bansTools }) => bansTools,
  ],
  [
    /^400.*tool.?choice/is,
    "Set structuredOutputMode to 'prompt'.",
    ({ expectsJson }) => expectsJson,
  ],
  [/^40[0134]|^422/, toKindRemedy, (exchange) => toKindRemedy(exchange) !== ''],
  [/^401/, ({ keyVariable }) => `Check apiKey or ${keyVariable}.`],
  [
    /^407/,
    'A proxy on the way requires a user name and a password: put them into HTTPS_PROXY, as in http://USER:PASSWORD@HOST:PORT.',
  ],
  [/^(2\d\d|404) </, (exchange) => `A website answers, not the API. ${toUrlRemedy(exchange)}`],
  [
    /^400/,
    'The port speaks https: begin the URL with https://.',
    ({ text }) => /plain HTTP request was sent to HTTPS port/i.test(text),
  ],
  [
    /^403 [^{["]/,
    'A firewall blocked the request text (file paths, HTML tags or SQL can cause this): rephrase or encode it.',
  ],
  [
    /^403/,
    (exchange) =>
      `${toModelRemedy(exchange)} A key may serve one model only: use key and model of the same attachment.`,
  ],
  [/^404.*model/is, toModelRemedy, ({ modelId }) => modelId !== undefined],
  [/^404/, (exchange) => `${toUrlRemedy(exchange)} ${toModelRemedy(exchange)}`],
  [
    /^/,
    'Calls without streaming time out after 30 seconds: set generateByStreaming.',
    isGatewayTimeout,
  ],
  [/^422.*image/is, 'Send the image as bytes instead of a URL.'],
  // A body that is empty or a page: nginx, HAProxy, Caddy and Apache answer so (field-reports-2.md N2).
  [/^413 (<|$)/, 'The request is too large for a proxy on the way: send less, or raise its limit.'],
  [/^502 (<|$)/, 'A proxy on the way got no valid answer from the server behind it: see its log.'],
  [
    /^503 (<|$)/,
    'The server behind a proxy on the way is down, or the proxy limits requests: see its log.',
  ],
  [
    /^504 (<|$)/,
    'A proxy on the way gave up waiting for the server behind it: raise its time limit, or stream.',
  ],
];

/** The kind of model that each endpoint takes; agents take chat models. */
const ENDPOINTS: readonly [ModelKind, RegExp][] = [
  ['chat', /\/(chat\/completions|agents\/heroku)$/],
  ['embedding', /\/embeddings$/],
  ['reranking', /\/rerank$/],
  ['image', /\/images\/generations$/],
];

/** The model may be one of another kind. Empty if it is not known to be. */
function toKindRemedy({ url, modelId = '' }: FailedExchange): string {
  const [asked] = ENDPOINTS.find(([, path]) => path.test(url.replace(/\?.*/s, ''))) ?? [];
  const kind = toModelKind(modelId);
  return kind === undefined || asked === undefined || kind === asked
    ? ''
    : describeWrongKind(modelId, kind);
}

/** The id may be misspelt: what it may have been, and what lists them. Empty without a model. */
function toModelRemedy({ modelId }: FailedExchange): string {
  if (modelId === undefined) return '';
  const nearest = nearestModelId(modelId);
  const guess = nearest ? ` (did you mean "${nearest}"?)` : '';
  return `Check the model id "${modelId}"${guess}: \`npx ai-sdk-provider-heroku models\` lists the models.`;
}

function toUrlRemedy({ url, keyVariable }: FailedExchange): string {
  const variable = keyVariable.replace(/_KEY$/, '_URL');
  return `The request went to ${url.replace(/\?.*/s, '')}: check baseURL or ${variable}.`;
}

/** Heroku's router ends plain calls after 30 s (heroku-api.md §3): the time that passed says so, or a body that is no page. */
function isGatewayTimeout({ statusCode, isStream, elapsedMs, text }: FailedExchange): boolean {
  if (isStream) return false;
  if (!text.startsWith('<') && /request time(d )?out/i.test(text)) return true;
  return [408, 503, 504].includes(statusCode) && elapsedMs >= ROUTER_TIMEOUT_MS;
}

/** The limit with a margin, since clocks start at different moments. */
const ROUTER_TIMEOUT_MS = 25_000;

/** The first remedy that fits, if any. */
export function toRemedy(exchange: FailedExchange): string | undefined {
  const situation = `${exchange.statusCode} ${exchange.text}`;
  const [, remedy] =
    REMEDIES.find(
      ([pattern, , condition]) => pattern.test(situation) && condition?.(exchange) !== false,
    ) ?? [];
  return typeof remedy === 'function' ? remedy(exchange).trim() : remedy;
}
