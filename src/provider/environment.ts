import { LoadAPIKeyError, LoadSettingError } from '@ai-sdk/provider';

const DEFAULT_URL = 'https://us.inference.heroku.com';

/** A config var of an attached model: attaching it as NAME sets NAME_KEY, NAME_URL and NAME_MODEL_ID (heroku-api.md §8). */
function readVariable(name: string): string | undefined {
  // Edge runtimes have no process, and bundlers an empty one.
  return globalThis.process?.env?.[name]?.trim() || undefined;
}

/** What is wrong with a value that is given in code or by the variable, and how to set the variable. */
function toError(inCode: string, name: string, attachment: string, problem: string) {
  const message = `The ${inCode} or variable ${name} is ${problem}. Set it: \`heroku ai:models:create claude-4-5-sonnet --as ${attachment} -a <app>\`.`;
  return { message };
}

/** The setting, else NAME_KEY. Throws LoadAPIKeyError when there is none, or one that no HTTP header can carry. */
export function loadApiKey(setting: string | undefined, attachment: string): string {
  const name = `${attachment}_KEY`;
  const key = setting?.trim() || readVariable(name) || '';
  if (/^[!-~]+$/.test(key)) return key;
  const problem = key ? 'malformed: it holds a character that HTTP refuses' : 'missing';
  throw new LoadAPIKeyError(toError('setting apiKey', name, attachment, problem));
}

/** NAME_MODEL_ID. Throws LoadSettingError when there is none. */
export function loadModelId(attachment: string): string {
  const name = `${attachment}_MODEL_ID`;
  const modelId = readVariable(name);
  if (modelId) return modelId;
  throw new LoadSettingError(toError('id in heroku(id)', name, attachment, 'missing'));
}

/**
 * The URL of an endpoint, such as `chat/completions`: from the setting, else NAME_URL, else the US region. Takes a host
 * with or without path. Throws LoadSettingError when it is malformed.
 */
export function loadUrl(setting: string | undefined, attachment: string, endpoint: string): string {
  const name = `${attachment}_URL`;
  const base = setting?.trim() ?? readVariable(name) ?? DEFAULT_URL;
  if (/^https?:/i.test(base) && URL.canParse(base)) return toEndpoint(new URL(base), endpoint);
  // A key that was put in the place of the URL stays secret.
  const problem = `not a URL like ${DEFAULT_URL}: "${base.replace(/^inf-.+/, 'inf-...')}"`;
  throw new LoadSettingError(toError('setting baseURL', name, attachment, problem));
}

/** `host`, `host/`, `host/v1`, `host/v1/` and any full endpoint all lead to the endpoint; a query string is kept. */
function toEndpoint(url: URL, endpoint: string): string {
  const path = url.pathname.replace(ENDPOINTS, '');
  url.pathname = `${path}/v1/${endpoint}`;
  return url.href;
}

/** What people paste after the host (heroku-api.md §8). */
const ENDPOINTS =
  /(\/+v1)*(\/+(chat\/completions|embeddings|rerank|images\/generations|agents\/heroku|messages))?\/*$/;
