import { isRecord, type WireMessage } from '../wire';
import {
  bedrock,
  failedToExecute,
  firmRule,
  firstDenial,
  invalid,
  rule,
  unknownKey,
  unrecognized,
} from './rule';

const KEYS: Record<string, readonly string[]> = {
  system: ['role', 'content', 'name'],
  developer: ['role', 'content', 'name'],
  user: ['role', 'content', 'name'],
  assistant: ['role', 'content', 'name', 'tool_calls', 'reasoning'],
  tool: ['role', 'content', 'name', 'tool_call_id'],
};

/** Which roles may hold an array, and of what (heroku-api.md §1.3). */
const PART_TYPES: Record<string, readonly string[]> = {
  system: ['text'],
  developer: ['text'],
  user: ['text', 'image_url'],
  /** While the rule `content-parts` is off. */
  assistant: ['text'],
  tool: [],
};

export const MESSAGE_RULES = [
  firmRule(
    'role',
    'heroku-api.md §1.3 for the roles; wording unverified: refusal-wording',
    ({ body }) =>
      firstDenial(body.messages, (message, at) => {
        if (!isRecord(message)) return invalid(`messages[${at}]: expected an object`);
        const known = typeof message.role === 'string' && Object.hasOwn(KEYS, message.role);
        return known ? undefined : invalid(`messages[${at}]: invalid role`);
      }),
  ),
  rule(
    'message-keys',
    'heroku-api.md §1.1 and §1.3; that unknown keys inside messages are refused is unverified: unknown-nested-field; that the `refusal: null` of an answer is taken back is unverified: message-as-it-came',
    ({ body }) =>
      firstDenial(body.messages, (message, at) => {
        const known = KEYS[message.role] ?? [];
        const isAnswer = message.role === 'assistant' && message.refusal === null;
        const key = unknownKey(message, isAnswer ? [...known, 'refusal'] : known);
        return key === undefined ? undefined : unrecognized(`messages[${at}].${key}`);
      }),
  ),
  firmRule('message-types', 'heroku-api.md §1.3; wording unverified: refusal-wording', ({ body }) =>
    firstDenial(body.messages, (message, at) => {
      const wrong = wrongMember(message);
      return wrong === undefined ? undefined : invalid(`messages[${at}]: invalid ${wrong}`);
    }),
  ),
  rule('content-required', 'heroku-api.md §1.3 (HORIZON, FLOSHIP, COACH)', ({ body }) =>
    firstDenial(body.messages, ({ content }, at) =>
      isAbsent(content) ? invalid(`messages[${at}]: content is required`) : undefined,
    ),
  ),
  firmRule(
    'content-type',
    'heroku-api.md §1.3: a string for a tool; wording unverified: refusal-wording',
    ({ body }) =>
      firstDenial(body.messages, ({ role, content }, at) => {
        const allowed = PART_TYPES[role] ?? [];
        if (typeof content === 'string' || isAbsent(content)) return undefined;
        if (!Array.isArray(content) || allowed.length === 0)
          return invalid(`messages[${at}]: content must be a string`);
        const bad = content.findIndex((part) => !isRecord(part) || !allowed.includes(part.type));
        return bad < 0
          ? undefined
          : invalid(`messages[${at}].content[${bad}]: unsupported content type`);
      }),
  ),
  rule(
    'content-parts',
    'heroku-api.md §1.3: a string for the assistant; wording unverified: refusal-wording',
    ({ body }) =>
      firstDenial(body.messages, ({ role, content }, at) =>
        role === 'assistant' && Array.isArray(content)
          ? invalid(`messages[${at}]: content must be a string`)
          : undefined,
      ),
  ),
  firmRule(
    'part-keys',
    'heroku-api.md §1.1 and §1.3; that unknown keys inside parts are refused is unverified: unknown-nested-field',
    ({ body }) =>
      firstPartDenial(body.messages, (part, path, role) => {
        const key = unknownKey(part, ['type', part.type]);
        // Clients that write the assistant's text in parts, which `content-parts` refuses, add keys of their own.
        if (key !== undefined && role !== 'assistant') return unrecognized(`${path}.${key}`);
        if (part.type === 'text')
          return typeof part.text === 'string'
            ? undefined
            : invalid(`${path}: text must be a string`);
        if (!isRecord(part.image_url) || typeof part.image_url.url !== 'string')
          return invalid(`${path}: image_url.url must be a string`);
        const inner = unknownKey(part.image_url, ['url']);
        return inner === undefined ? undefined : unrecognized(`${path}.image_url.${inner}`);
      }),
  ),
  rule(
    'content-blank',
    'language-model-v2.md B, first row; heroku-api.md §1.3 shows both that " " passed (HORIZON) and that it did not (FLOSHIP)',
    ({ body }) =>
      firstDenial(body.messages, ({ content }, at) => {
        const texts = Array.isArray(content)
          ? content.map((part) => (part.type === 'text' ? part.text : 'image'))
          : [content ?? ''];
        if (texts.includes('')) return invalid(`messages[${at}]: content is required`);
        const blank = texts.findIndex((text) => text.trim() === '');
        return blank < 0
          ? undefined
          : bedrock(
              `The model returned the following errors: messages.${at}: text content blocks must be non-empty`,
            );
      }),
  ),
  rule(
    'image-url',
    'heroku-api.md §1.3 for the two forms, §4 for the 422 of an address that cannot be fetched; which media types is unverified: image-data-url',
    ({ body }) =>
      firstPartDenial(body.messages, (part, path) =>
        part.type !== 'image_url' || isImageUrl(part.image_url.url)
          ? undefined
          : invalid(`${path}: invalid image url`),
      ),
  ),
  rule(
    'tool-content-json',
    'heroku-api.md §1.3 (LCJS, Nov 2025: arrays, numbers, booleans; strings and null by analogy, without a source)',
    ({ body }) =>
      firstDenial(body.messages, ({ role, content }) =>
        role === 'tool' && isJsonOtherThanObject(content as string) ? failedToExecute() : undefined,
      ),
  ),
];

function wrongMember(message: WireMessage): string | undefined {
  const { name, tool_call_id, tool_calls, reasoning } = message;
  if (name !== undefined && typeof name !== 'string') return 'name';
  if (message.role === 'tool' && typeof tool_call_id !== 'string') return 'tool_call_id';
  if (tool_calls !== undefined && !(Array.isArray(tool_calls) && tool_calls.length > 0))
    return 'tool_calls';
  if (reasoning !== undefined && !isRecord(reasoning)) return 'reasoning';
  return undefined;
}

const isAbsent = (content: unknown): boolean =>
  content === undefined ||
  content === null ||
  content === '' ||
  (Array.isArray(content) && content.length === 0);

type Part = Exclude<WireMessage['content'], string>[number];

function firstPartDenial(
  messages: WireMessage[],
  check: (part: Part, path: string, role: string) => ReturnType<typeof invalid> | undefined,
) {
  return firstDenial(messages, ({ role, content }, at) =>
    Array.isArray(content)
      ? firstDenial(content, (part, index) =>
          check(part, `messages[${at}].content[${index}]`, role),
        )
      : undefined,
  );
}

const DATA_URL = /^data:image\/(?:png|jpeg|gif|webp);base64,/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

function isImageUrl(url: string): boolean {
  if (/\[object \w+\]/i.test(url)) return false;
  if (/^https?:\/\//.test(url)) return URL.canParse(url);
  const head = DATA_URL.exec(url)?.[0];
  if (head === undefined) return false;
  const data = url.slice(head.length);
  return data.length % 4 === 0 && BASE64.test(data);
}

function isJsonOtherThanObject(text: string): boolean {
  if (!/^\s*[[\d"tfn-]/.test(text)) return false;
  try {
    return !isRecord(JSON.parse(text));
  } catch {
    return false;
  }
}
