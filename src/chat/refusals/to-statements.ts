import { createJsonScanner } from '../../json/json-scanner';
import { parseJson } from '../../json/parse-json';
import { toArray, toNonEmptyString, toObject } from '../../json/values';

/** One thing that an error body says. */
export type Statement = {
  /** The first sentence, as the server wrote it, in at most MAX_QUOTE characters. */
  quote: string;
  /** All of it in lower case, without what gateways put in front, and without quotation marks around names. */
  text: string;
};

/** The keys under which error bodies have a message, or another error (heroku-api.md §4; `metadata.raw` is OpenRouter's). */
const HOLDERS = [
  'error',
  'errors',
  'message',
  'Message',
  'detail',
  'msg',
  'metadata',
  'raw',
  'cause',
] as const;

/** Codes of OpenAI's errors that say that the `param` beside them is not taken at all. */
const NOT_TAKEN = /^(?:unsupported|unknown)_parameter$/;

const MAX_DEPTH = 8;

/** How many characters of a text are read: the phrase of a refusal begins the text. */
const MAX_STATEMENT = 1000;
const MAX_QUOTE = 200;

/** All that an error body says: gateways wrap the message of the server behind them. */
export function toStatements(body: unknown, depth = 0): Statement[] {
  if (depth > MAX_DEPTH) return [];
  if (typeof body === 'string') return toStatementsOfText(body, depth);
  const list = toArray(body);
  if (list) return list.flatMap((item) => toStatements(item, depth + 1));
  const node = toObject(body);
  if (!node) return [];

  const { param, code, loc, msg, message } = node;
  const own: Statement[] = [];
  // FastAPI, on which litellm's proxy stands: { "loc": ["body", "stop"], "msg": "Extra inputs are not permitted" }.
  if (Array.isArray(loc) && typeof msg === 'string') return [toStatement(`${toPath(loc)}: ${msg}`)];
  if (toNonEmptyString(param) && NOT_TAKEN.test(String(code))) {
    const { quote } = toStatement(toNonEmptyString(message) ?? `${param}: ${code}`);
    own.push({ ...toStatement(`unsupported parameter: ${param}`), quote });
  }
  const keys = Object.keys(node).filter((key) => /\wException$/.test(key));
  return [...[...HOLDERS, ...keys].flatMap((key) => toStatements(node[key], depth + 1)), ...own];
}

function toStatementsOfText(text: string, depth: number): Statement[] {
  const start = text.slice(0, MAX_STATEMENT).search(/[[{]/);
  // litellm: `BedrockException - {"message":"..."}. Received Model Group=...`
  const isWrapped = start >= 0 && stripPrefixes(text.slice(0, start)) === '';
  const wrapped = isWrapped ? createJsonScanner().read(text.slice(start)) : '';
  const inner = parseJson(wrapped);
  if (typeof inner === 'object' && inner !== null) return toStatements(inner, depth + 1);
  // An error as Python prints it, by the `openai` client inside of litellm: {'error': {'message': "..."}}.
  const [, double, single] = PRINTED.exec(wrapped.slice(0, MAX_STATEMENT)) ?? [];
  const message = double ?? single?.replaceAll("\\'", "'");
  if (message) return toStatementsOfText(message, depth + 1);
  return text.trim() ? [toStatement(text)] : [];
}

const PRINTED = /'message': (?:"([^"]+)"|'((?:\\.|[^'\\])+)')/;

function toPath(loc: unknown[]): string {
  return (loc[0] === 'body' ? loc.slice(1) : loc).join('.');
}

function toStatement(whole: string): Statement {
  const sentences = stripPrefixes(whole.slice(0, MAX_STATEMENT)).trim();
  const [sentence = ''] = sentences.split(SENTENCE_END, 1);
  return { quote: sentence.slice(0, MAX_QUOTE), text: simplify(sentences) };
}

const SENTENCE_END = /(?<=[.!?])\s|\n/;

function simplify(text: string): string {
  return (
    text
      .toLowerCase()
      // Only around a single name: a quotation of more than one word may be the text of the user.
      .replace(/["'`\u2018\u201c]([\w.[\]]+)["'`\u2019\u201d]/g, '$1')
      .replace(NAMES_WITH_SPACES, toFieldName)
  );
}

const NAMES_WITH_SPACES =
  /\b(?:(?:extended|adaptive) thinking|parallel tool call(?:s|ing)|tool choice|stop sequences|reasoning effort|stream options|response format)\b/g;

function toFieldName(phrase: string): string {
  return phrase
    .replace(/^adaptive/, 'extended')
    .replace(/calling$/, 'calls')
    .replaceAll(' ', '_');
}

/** The exceptions that gateways put in front (heroku-api.md §4 shape 3). */
function stripPrefixes(text: string): string {
  return text.replace(PREFIXES, '');
}

const PREFIX = [
  'failed to execute chat',
  'an error occurred \\(\\w+\\) when calling the \\w+ operation',
  'the model returned the following errors',
  'malformed input request',
  'bad request',
  'invalid (?:request|parameter)',
  '(?:parameter )?validation(?: failed)?',
  // gpt-oss on Bedrock (BerriAI/litellm#13959).
  'failed to deserialize the json body into the target type',
  'error code',
  '\\d{3}',
  // Portkey, which names the provider (Portkey-AI/gateway#1124).
  '[\\w.-]{1,40} error',
  '[\\w.]{0,80}(?:exception|error)',
];
const PREFIXES = /* @__PURE__ */ new RegExp(
  `^\\s*(?:(?:${/* @__PURE__ */ PREFIX.join('|')})\\s*[:-]\\s*)+`,
  'i',
);
