import { CALLS, type ModelKind } from '../models/model-kind';
import type { Attachment } from './attachment';
import type { Variables } from './variables';

/**
 * The ways a set-up goes wrong (field-reports.md G1 to G3), for the errors of the provider and for `doctor`. A remedy never
 * creates an add-on: what is missing here mostly exists on the app.
 */
export type SetupProblem = {
  /** What is wrong with what was found, as a sentence. Shows no key. */
  problem: string;
  /** The cheapest way out of it, as a sentence. */
  remedy: string;
};

/** A value, and where it was found. */
export type FoundValue = {
  /** Without white space around it; `''` if there is none. */
  value: string;
  /** The name of the setting or variable, as in `apiKey` or `INFERENCE_KEY`. */
  source: string;
};

/** An attachment, and the environment in which its variables are looked up. */
export type AttachmentVariables = Pick<Attachment, 'kind' | 'modelIdAlias'> & {
  /** The alias that is looked up: its variables are NAME_KEY, NAME_URL and NAME_MODEL_ID. */
  alias: string;
  variables: Variables;
};

/** A model of each kind, for examples. */
const MODEL_ID_EXAMPLES: Record<ModelKind, string> = {
  chat: 'claude-4-5-sonnet',
  embedding: 'cohere-embed-v4',
  reranking: 'cohere-rerank-3-5',
  image: 'stable-image-ultra',
};

/** The host of the US region, where keys of INFERENCE are taken to belong if no URL says otherwise. */
export const DEFAULT_URL = 'https://us.inference.heroku.com';

/** A key in a text, or a text that is one; not a host such as `inf-proxy.test`. */
const KEYS = /^inf-.+|inf-[\da-f]{8}[\w-]*/gi;
const CONTAINS_KEY = /* @__PURE__ */ new RegExp(KEYS, 'i');

/** Replaces keys in a text, and the user name and password of a URL. */
export function hideKeys(text: string): string {
  return text.replace(KEYS, 'inf-...').replace(/\/\/[^/]*@/g, '//...@');
}

/**
 * One way in which a value is wrong: the pattern that tells it, what to say of it behind the name of its source, and what to
 * do. Texts that depend on the value are functions.
 */
type Rule = readonly [
  pattern: RegExp,
  problem: string | ((value: string) => string),
  remedy: string | ((attachment: AttachmentVariables, value: string) => string),
];

/** The problem of the first rule that fits. */
function firstProblem(
  rules: readonly Rule[],
  found: FoundValue,
  attachment: AttachmentVariables,
): SetupProblem | undefined {
  const rule = [...WRAPPING_RULES, ...rules].find(([pattern]) => pattern.test(found.value));
  if (rule === undefined) return undefined;
  const [, problem, remedy] = rule;
  const { source, value } = found;
  return {
    problem: `${source} ${typeof problem === 'string' ? problem : problem(value)}`,
    remedy: typeof remedy === 'string' ? remedy : remedy(attachment, value),
  };
}

/** Problems that any value may have: they come from the shell or the file that sets it. */
const WRAPPING_RULES: readonly Rule[] = [
  [/^(["'`]).*\1$/s, 'has quotation marks around its value.', 'Remove them.'],
  [/^["']|["']$/, 'has a quotation mark at one end of its value.', 'Remove it.'],
  [/\\[nr]$/, (value) => `ends with the characters ${value.slice(-2)}.`, 'Remove them.'],
  [
    /^(export )?\w+_(KEY|URL|MODEL_ID)\s*[=:]/,
    'begins with the name of a variable.',
    'Leave only what comes after it.',
  ],
  [
    /^<[^<>]*>$|^\*+$|\.\.\.$|^your[-_ ]/i,
    (value) => `is a placeholder: "${value}".`,
    'Put the value in its place.',
  ],
  [
    /^(\$[({]|`)|\$\(/,
    'contains a shell command that was not run.',
    'Run the command in a shell, and set the variable to what it prints.',
  ],
  [
    /^(undefined|null)(\/|$)/,
    (value) => `is the word "${value}": the value it was made from was not set.`,
    'Set that value, or leave this one out.',
  ],
];

const readKeyAgain = ({ alias }: AttachmentVariables) => fetchVariable(`${alias}_KEY`);

const KEY_RULES: readonly Rule[] = [
  [/^bearer\b/i, 'begins with "Bearer", which is added to it.', 'Remove that word.'],
  [/^https?:/i, 'is a URL and not a key.', readKeyAgain],
  [/^HRKU-/, "is a key of Heroku's platform API, which inference does not take.", readKeyAgain],
  [/[^!-~]/, 'contains a character that is not allowed in an HTTP header.', readKeyAgain],
];

/** What is wrong with the key, if anything is known to be. */
export function findKeyProblem(
  found: FoundValue,
  attachment: AttachmentVariables,
): SetupProblem | undefined {
  return found.value ? firstProblem(KEY_RULES, found, attachment) : missingKey(attachment);
}

function missingKey({ alias, modelIdAlias, variables }: AttachmentVariables): SetupProblem {
  const misnamed = aliasProblem(alias);
  if (misnamed) return misnamed;
  const names = [...new Set([modelIdAlias, alias])]
    .map((name) => `${name}_KEY`)
    .filter((name) => !variables[name]?.trim());
  const [name = ''] = names;
  const problem = `There is no API key: neither the setting apiKey nor the variable ${names.join(' or ')} is set.`;
  const other = findOtherAttachment(variables);
  if (other) return useOther(problem, other);
  const platform = variables.HEROKU_API_KEY
    ? " HEROKU_API_KEY is, but it is a key of Heroku's platform API, which inference does not take."
    : '';
  return { problem: problem + platform, remedy: fetchVariable(name) };
}

const useOther = (problem: string, alias: string): SetupProblem => ({
  problem: `${problem} ${alias}_KEY is set.`,
  remedy: `To use it: createHeroku({ attachment: '${alias}' }).`,
});

/** The alias of an attachment whose key is set, as Heroku names it by a colour: `HEROKU_INFERENCE_TEAL`. */
export function findOtherAttachment(variables: Variables): string | undefined {
  const other = Object.keys(variables).find(
    (key) => key.endsWith('_KEY') && /^inf-/.test(variables[key] ?? ''),
  );
  return other?.slice(0, -'_KEY'.length);
}

/** What is wrong with the alias itself. Config vars are written in capitals. */
function aliasProblem(attachment: string): SetupProblem | undefined {
  if (!attachment.trim()) {
    return { problem: 'The setting attachment is blank.', remedy: 'Leave it out for INFERENCE.' };
  }
  const upper = attachment
    .trim()
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '_');
  const alias = upper.replace(/_(KEY|URL|MODEL_ID)$/, '');
  if (alias === attachment) return undefined;
  return {
    problem: `There is no variable ${attachment}_KEY: the attachment "${attachment}" is not named as in its config vars.`,
    remedy: `Use attachment: '${alias}'. \`heroku config -a <app>\` lists the variables.`,
  };
}

const readUrlAgain = ({ alias }: AttachmentVariables) =>
  `read it again: \`${configGet(`${alias}_URL`)}\`.`;
const useSuchUrl = (attachment: AttachmentVariables) =>
  `Use a URL like ${DEFAULT_URL}, or ${readUrlAgain(attachment)}`;

const URL_RULES: readonly Rule[] = [
  [CONTAINS_KEY, (value) => `contains an API key: "${hideKeys(value)}".`, useSuchUrl],
  [/^$/, 'is blank: "".', useSuchUrl],
  [
    /^(?!https?:\/\/)/i,
    (value) => (toUrlOfHost(value) ? `does not begin with https://: "${value}".` : notUrl(value)),
    (attachment, value) => {
      const url = toUrlOfHost(value);
      return url ? `Use ${url}. Or ${readUrlAgain(attachment)}` : useSuchUrl(attachment);
    },
  ],
  [/^https?:\/\/[^/]*@/i, 'contains a user name or password.', useSuchUrl],
  [
    /^http:\/\/[^/]*\.heroku\.com/i,
    (value) => `begins with http://, which would send the key unencrypted: "${value}".`,
    (_, value) => `Use ${value.replace(/^http/i, 'https')}.`,
  ],
  [
    /^https?:\/\/(api|dashboard)\.heroku\.com/i,
    (value) => `is not the address of inference: "${value}".`,
    useSuchUrl,
  ],
];

const notUrl = (value: string) => `is not a URL: "${hideKeys(value)}".`;

/**
 * What is wrong with the URL, if anything is known to be. Without a URL the keys of INFERENCE go to the US region. For any
 * other attachment whose key is set, nothing says where the key belongs.
 */
export function findUrlProblem(
  found: FoundValue,
  attachment: AttachmentVariables,
): SetupProblem | undefined {
  const { alias } = attachment;
  if (!found.value && found.source === `${alias}_URL`) {
    return alias === 'INFERENCE' ? undefined : findPairProblem(attachment);
  }
  const problem = firstProblem(URL_RULES, found, attachment);
  if (problem || URL.canParse(found.value)) return problem;
  return { problem: `${found.source} ${notUrl(found.value)}`, remedy: useSuchUrl(attachment) };
}

/** The URL of a host that was written without a scheme. Undefined for anything else. */
function toUrlOfHost(value: string): string | undefined {
  const url = `${/^(localhost|127\.|\[)/.test(value) ? 'http' : 'https'}://${value.replace(/^\/+/, '')}`;
  const isHost = /^(\/\/)?([\w-]+\.[\w.-]+|localhost|\[[\da-f:]+\])(:\d+)?(\/|$)/i.test(value);
  return isHost && URL.canParse(url) ? url : undefined;
}

/** A key that comes from a variable while no URL says for which region it is. */
export function findPairProblem({
  alias,
  variables,
}: AttachmentVariables): SetupProblem | undefined {
  const name = `${alias}_URL`;
  if (!variables[`${alias}_KEY`]?.trim() || variables[name]?.trim()) return undefined;
  return {
    problem: `${alias}_KEY is set, but ${name} is not, which says for which region the key is.`,
    remedy: `${fetchVariable(name)} Or set baseURL.`,
  };
}

const passModelId = ({ kind }: AttachmentVariables) =>
  `Pass an id, as in ${CALLS[kind]}('${MODEL_ID_EXAMPLES[kind]}'); \`npx ai-sdk-provider-heroku models\` lists them.`;

const MODEL_ID_RULES: readonly Rule[] = [
  [CONTAINS_KEY, 'is an API key.', passModelId],
  [/^https?:/i, 'is a URL.', passModelId],
  [/\s/, (value) => `contains white space: "${value}".`, passModelId],
];

/** What is wrong with the model id, if anything is known to be. Any id without white space is taken. */
export function findModelIdProblem(
  found: FoundValue,
  attachment: AttachmentVariables,
): SetupProblem | undefined {
  if (found.value) return firstProblem(MODEL_ID_RULES, found, attachment);
  return found.source === `${attachment.alias}_MODEL_ID`
    ? missingModelId(attachment)
    : { problem: 'The model id is blank.', remedy: passModelId(attachment) };
}

function missingModelId(attachment: AttachmentVariables): SetupProblem {
  const { alias, kind, variables } = attachment;
  const name = `${alias}_MODEL_ID`;
  const problem = `There is no model id: neither ${CALLS[kind]}(id) nor the variable ${name} has one.`;
  const remedy = passModelId(attachment);
  if (variables[`${alias}_KEY`]) {
    return { problem: `${problem} The standard plan sets no ${name}.`, remedy };
  }
  const misnamed = aliasProblem(alias);
  if (misnamed) return misnamed;
  const other = findOtherAttachment(variables);
  if (other) return useOther(problem, other);
  return { problem, remedy: `${remedy} Or set the variable: \`${configGet(name)}\`.` };
}

const configGet = (name: string) => `heroku config:get ${name} -a <app>`;

const fetchVariable = (name: string) =>
  `Set it to the value on your app: \`export ${name}=$(${configGet(name)})\`.`;
