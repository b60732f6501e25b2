import { LoadAPIKeyError, LoadSettingError } from '@ai-sdk/provider';
import type { Attachment } from './attachment';
import { checkModelId } from './check-settings';
import {
  DEFAULT_URL,
  type FoundValue,
  findKeyProblem,
  findModelIdProblem,
  findUrlProblem,
  type SetupProblem,
  type Surroundings,
} from './setup-problems';

/** What the provider would use for an attachment: attaching it as NAME sets NAME_KEY, NAME_URL and NAME_MODEL_ID (heroku-api.md §8). */
export type Setup = Surroundings & { key: FoundValue; url: FoundValue; modelId: FoundValue };

/** Settings that win over the variables. */
type Given = {
  apiKey?: string | undefined;
  baseURL?: string | undefined;
  modelId?: string | undefined;
};

/** Edge runtimes have no process, and bundlers an empty one. */
export const readVariables = (): Readonly<Record<string, string | undefined>> =>
  globalThis.process?.env ?? {};

/**
 * Finds each value and where it comes from, without a judgement.
 * @param use what the attachment is to serve. Default: chat.
 */
export function readSetup(
  attachment: string,
  { apiKey, baseURL, modelId }: Given = {},
  use?: Surroundings['use'],
): Setup {
  const surroundings = readSurroundings(attachment, use);
  return {
    key: findKey(surroundings, apiKey),
    url: findUrl(surroundings, baseURL),
    modelId: findModelId(surroundings, modelId),
    ...surroundings,
  };
}

function readSurroundings(attachment: string, use: Surroundings['use']): Surroundings {
  return { attachment, use, variables: readVariables() };
}

/** The setting, else the variable of the attachment, without white space around it. Reads no other: `process.env` is slow. */
const createFind =
  (settingName: keyof Given, suffix: string) =>
  ({ attachment, variables }: Surroundings, setting: string | undefined): FoundValue => {
    const name = `${attachment}_${suffix}`;
    return setting === undefined
      ? { value: variables[name]?.trim() ?? '', source: name }
      : { value: setting.trim(), source: settingName };
  };

const findApiKey = /* @__PURE__ */ createFind('apiKey', 'KEY');
const findUrl = /* @__PURE__ */ createFind('baseURL', 'URL');
const findModelId = /* @__PURE__ */ createFind('modelId', 'MODEL_ID');

/** A blank setting is none, as where it was read from a variable that is not set. */
function findKey(surroundings: Surroundings, apiKey: string | undefined): FoundValue {
  return findApiKey(surroundings, apiKey?.trim() || undefined);
}

/** The setting, else NAME_KEY. Throws LoadAPIKeyError when there is none, or one that cannot be right. */
export function loadApiKey(apiKey: string | undefined, attachment: Attachment): string {
  const surroundings = readSurroundings(attachment.alias, attachment);
  const key = findKey(surroundings, apiKey);
  const problem = checkKey(key, surroundings);
  if (problem) throw new LoadAPIKeyError({ message: toMessage(problem) });
  return key.value;
}

/**
 * The id that is given, else NAME_MODEL_ID of the dedicated attachment, without white space around it. Throws LoadSettingError
 * when there is none, a blank one, or what cannot be one; InvalidArgumentError for what is not a string.
 */
export function loadModelId(attachment: Attachment, modelId?: string): string {
  checkModelId(modelId);
  const surroundings = readSurroundings(attachment.dedicated, attachment);
  const found = findModelId(surroundings, modelId);
  const problem = findModelIdProblem(found, surroundings);
  if (problem) throw new LoadSettingError({ message: toMessage(problem) });
  return found.value;
}

/**
 * The URL of an endpoint, such as `chat/completions`, or `/available-models` beside `/v1`: from the setting, else NAME_URL, else (for INFERENCE) the US region.
 * Takes a host with or without path. Throws LoadSettingError when it is malformed, or missing beside the key of another
 * attachment.
 */
export function loadUrl(
  baseURL: string | undefined,
  attachment: Attachment,
  endpoint: string,
): string {
  const surroundings = readSurroundings(attachment.alias, attachment);
  const url = findUrl(surroundings, baseURL);
  const problem = checkUrl(url, surroundings);
  if (problem) throw new LoadSettingError({ message: toMessage(problem) });
  return toEndpoint(new URL(url.value || DEFAULT_URL), endpoint);
}

/** A value that passed last passes again unread: each call of a provider asks for the same key and URL. */
function createCheck(find: typeof findUrlProblem): typeof findUrlProblem {
  let passed = '';
  return (found, surroundings) => {
    if (found.value !== '' && found.value === passed) return undefined;
    const problem = find(found, surroundings);
    if (!problem) passed = found.value;
    return problem;
  };
}

const checkKey = /* @__PURE__ */ createCheck(findKeyProblem);
const checkUrl = /* @__PURE__ */ createCheck(findUrlProblem);

const toMessage = ({ problem, remedy }: SetupProblem) => `${problem} ${remedy}`;

/** `host`, `host/`, `host/v1`, `host/v1/` and any full endpoint all lead to the endpoint; a query string is kept. */
function toEndpoint(url: URL, endpoint: string): string {
  const path = url.pathname.replace(ENDPOINTS, '');
  url.pathname = endpoint.startsWith('/') ? `${path}${endpoint}` : `${path}/v1/${endpoint}`;
  return url.href;
}

/** What people paste after the host (heroku-api.md §8). */
const ENDPOINTS =
  /(?<!\/)(\/+v1){0,9}(\/+(chat\/completions|embeddings|rerank|images\/generations|agents\/heroku|messages))?\/*$/;
