import { CALLS, type ModelKind } from '../models/model-kind';

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

/** What the wording depends on: the attachment that was asked for, and the variables that are set. */
export type Surroundings = {
  /** Alias of the attachment, whose variables are NAME_KEY, NAME_URL and NAME_MODEL_ID. */
  attachment: string;
  variables: Readonly<Record<string, string | undefined>>;
  /** What the attachment is to serve, and the alias that is dedicated to it. Default: chat, `attachment`. */
  use?: { kind: ModelKind; dedicated: string } | undefined;
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

/** Replaces keys in a text, and the user name and password of a URL. */
export function hideKeys(text: string): string {
  return text.replace(KEYS, 'inf-...').replace(/\/\/[^/]*@/g, '//...@');
}

/** What is wrong with the key, if anything is known to be. */
export function findKeyProblem(
  { value, source }: FoundValue,
  surroundings: Surroundings,
): SetupProblem | undefined {
  if (!value) return missingKey(surroundings);
  const copyAgain = fetchVariable(`${surroundings.attachment}_KEY`);
  return (
    wrappingProblem(value, source) ??
    firstOf([
      [/^bearer\b/i, `${source} begins with "Bearer", which is added to it.`, 'Remove that word.'],
      [/^https?:/i, `${source} is a URL and not a key.`, copyAgain],
      [
        /^HRKU-/,
        `${source} is a key of Heroku's platform API, which inference does not take.`,
        copyAgain,
      ],
      [
        /[^!-~]/,
        `${source} contains a character that is not allowed in an HTTP header.`,
        copyAgain,
      ],
    ])(value)
  );
}

function missingKey({ attachment, variables, use }: Surroundings): SetupProblem {
  const names = [...new Set([use?.dedicated ?? attachment, attachment])]
    .map((alias) => `${alias}_KEY`)
    .filter((name) => !variables[name]?.trim());
  const [name = ''] = names;
  const misnamed = attachmentProblem(attachment);
  if (misnamed) return misnamed;
  const problem = `There is no API key: neither the setting apiKey nor the variable ${names.join(' or ')} is set.`;
  const alias = findOtherAttachment(variables);
  if (alias) return useOther(problem, alias);
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
export function findOtherAttachment(variables: Surroundings['variables']): string | undefined {
  const other = Object.keys(variables).find(
    (key) => key.endsWith('_KEY') && /^inf-/.test(variables[key] ?? ''),
  );
  return other?.slice(0, -'_KEY'.length);
}

/** What is wrong with the alias itself. Config vars are written in capitals. */
function attachmentProblem(attachment: string): SetupProblem | undefined {
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

/**
 * What is wrong with the URL, if anything is known to be. Without one the keys of INFERENCE go to the US region; of any other
 * attachment whose key is set, nothing says where the key belongs.
 */
export function findUrlProblem(
  { value, source }: FoundValue,
  surroundings: Surroundings,
): SetupProblem | undefined {
  const { attachment } = surroundings;
  if (!value && source === `${attachment}_URL`) {
    return attachment === 'INFERENCE' ? undefined : findPairProblem(surroundings);
  }
  const readAgain = `read it again: \`${configGet(`${attachment}_URL`)}\`.`;
  const remedy = `Use a URL like ${DEFAULT_URL}, or ${readAgain}`;
  return (
    wrappingProblem(value, source) ??
    firstOf([
      [
        new RegExp(KEYS.source, 'i'),
        `${source} contains an API key: "${hideKeys(value)}".`,
        remedy,
      ],
      [/^$/, `${source} is blank: "".`, remedy],
      [/^(?!https?:\/\/)/i, ...withoutScheme(value, source, remedy, readAgain)],
      [/^https?:\/\/[^/]*@/i, `${source} contains a user name or password.`, remedy],
      [
        /^http:\/\/[^/]*\.heroku\.com/i,
        `${source} begins with http://, which would send the key unencrypted: "${value}".`,
        `Use ${value.replace(/^http/i, 'https')}.`,
      ],
      [
        /^https?:\/\/(api|dashboard)\.heroku\.com/i,
        `${source} is not the address of inference: "${value}".`,
        remedy,
      ],
    ])(value) ??
    (URL.canParse(value)
      ? undefined
      : { problem: `${source} is not a URL: "${hideKeys(value)}".`, remedy })
  );
}

function withoutScheme(
  value: string,
  source: string,
  remedy: string,
  readAgain: string,
): [string, string] {
  const url = `${/^(localhost|127\.|\[)/.test(value) ? 'http' : 'https'}://${value.replace(/^\/+/, '')}`;
  const isHost = /^(\/\/)?([\w-]+\.[\w.-]+|localhost|\[[\da-f:]+\])(:\d+)?(\/|$)/i.test(value);
  return isHost && URL.canParse(url)
    ? [`${source} does not begin with https://: "${value}".`, `Use ${url}. Or ${readAgain}`]
    : [`${source} is not a URL: "${hideKeys(value)}".`, remedy];
}

/** A key that comes from a variable while no URL says for which region it is. */
export function findPairProblem({ attachment, variables }: Surroundings): SetupProblem | undefined {
  const name = `${attachment}_URL`;
  if (!variables[`${attachment}_KEY`]?.trim() || variables[name]?.trim()) return undefined;
  return {
    problem: `${attachment}_KEY is set, but ${name} is not, which says for which region the key is.`,
    remedy: `${fetchVariable(name)} Or set baseURL.`,
  };
}

/** What is wrong with the model id, if anything is known to be. Any id that is one word is taken. */
export function findModelIdProblem(
  { value, source }: FoundValue,
  { attachment, variables, use }: Surroundings,
): SetupProblem | undefined {
  const name = `${attachment}_MODEL_ID`;
  const kind = use?.kind ?? 'chat';
  const call = CALLS[kind];
  const passOne = `Pass an id, as in ${call}('${MODEL_ID_EXAMPLES[kind]}'); \`npx ai-sdk-provider-heroku models\` lists them.`;
  if (value) {
    return (
      wrappingProblem(value, source) ??
      firstOf([
        [new RegExp(KEYS.source, 'i'), `${source} is an API key.`, passOne],
        [/^https?:/i, `${source} is a URL.`, passOne],
        [/\s/, `${source} contains white space: "${value}".`, passOne],
      ])(value)
    );
  }
  if (source !== name) return { problem: 'The model id is blank.', remedy: passOne };
  const misnamed = variables[`${attachment}_KEY`] ? undefined : attachmentProblem(attachment);
  if (misnamed) return misnamed;
  const problem = `There is no model id: neither ${call}(id) nor the variable ${name} has one.`;
  const alias = variables[`${attachment}_KEY`] ? undefined : findOtherAttachment(variables);
  if (alias) return useOther(problem, alias);
  return variables[`${attachment}_KEY`]
    ? { problem: `${problem} The standard plan sets no ${name}.`, remedy: passOne }
    : { problem, remedy: `${passOne} Or set the variable: \`${configGet(name)}\`.` };
}

/** Problems that any value may have: they come from the shell or the file that sets it. */
const wrappingProblem = (value: string, source: string) =>
  firstOf([
    [/^(["'`]).*\1$/s, `${source} has quotation marks around its value.`, 'Remove them.'],
    [/^["']|["']$/, `${source} has a quotation mark at one end of its value.`, 'Remove it.'],
    [/\\[nr]$/, `${source} ends with the characters ${value.slice(-2)}.`, 'Remove them.'],
    [
      /^(export )?\w+_(KEY|URL|MODEL_ID)\s*[=:]/,
      `${source} begins with the name of a variable.`,
      'Leave only what comes after it.',
    ],
    [
      /^<[^<>]*>$|^\*+$|\.\.\.$|^your[-_ ]/i,
      `${source} is a placeholder: "${value}".`,
      'Put the value in its place.',
    ],
    [
      /^(\$[({]|`)|\$\(/,
      `${source} contains a shell command that was not run.`,
      'Run the command in a shell, and set the variable to what it prints.',
    ],
    [
      /^(undefined|null)(\/|$)/,
      `${source} is the word "${value}": the value it was made from was not set.`,
      'Set that value, or leave this one out.',
    ],
  ])(value);

type Row = readonly [pattern: RegExp, problem: string, remedy: string];

const firstOf =
  (rows: Row[]) =>
  (value: string): SetupProblem | undefined => {
    const row = rows.find(([pattern]) => pattern.test(value));
    return row && { problem: row[1], remedy: row[2] };
  };

const configGet = (name: string) => `heroku config:get ${name} -a <app>`;

const fetchVariable = (name: string) =>
  `Set it to the value on your app: \`export ${name}=$(${configGet(name)})\`.`;
