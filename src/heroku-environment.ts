import { InvalidArgumentError, LoadAPIKeyError, LoadSettingError } from '@ai-sdk/provider';

const DEFAULT_URL = 'https://us.inference.heroku.com';

/** A config var of an attached model: attaching it as NAME sets NAME_KEY, NAME_URL and NAME_MODEL_ID (heroku-api.md §8). */
function readVariable(name: string): string | undefined {
  // Edge runtimes have no process.
  return typeof process === 'undefined' ? undefined : process.env?.[name]?.trim() || undefined;
}

function howToSet(name: string, attachment: string): string {
  return `Set ${name}: \`heroku ai:models:create claude-4-5-sonnet --as ${attachment} -a <app>\` does on Heroku, \`export ${name}=$(heroku config:get ${name} -a <app>)\` elsewhere.`;
}

/** The setting, else NAME_KEY. Throws LoadAPIKeyError when there is none, or one that no HTTP header can carry. */
export function loadApiKey(setting: string | undefined, attachment: string): string {
  const name = `${attachment}_KEY`;
  const key = setting?.trim() || readVariable(name);
  if (key !== undefined && /^[\x21-\x7e]+$/.test(key)) return key;
  const what = key === undefined ? 'is missing' : 'holds characters that HTTP cannot carry';
  throw new LoadAPIKeyError({
    message: `The API key (setting apiKey or variable ${name}) ${what}. ${howToSet(name, attachment)}`,
  });
}

/** NAME_MODEL_ID. Throws LoadSettingError when there is none. */
export function loadModelId(attachment: string): string {
  const name = `${attachment}_MODEL_ID`;
  const modelId = readVariable(name);
  if (modelId !== undefined) return modelId;
  throw new LoadSettingError({
    message: `No model is named, as in heroku('claude-4-5-sonnet'), and ${name} is not set. ${howToSet(name, attachment)}`,
  });
}

/** Where chat completions are posted: from the setting, else NAME_URL, else the US region. Takes a host with or without path. */
export function loadChatUrl(setting: string | undefined, attachment: string): string {
  const name = `${attachment}_URL`;
  const base = setting?.trim() ?? readVariable(name) ?? DEFAULT_URL;
  const url = toChatUrl(base);
  if (url !== undefined) return url;
  const isKey = base.startsWith('inf-');
  const source = setting === undefined ? `variable ${name}` : 'setting baseURL';
  const message = `The ${source} is no http(s) URL like ${DEFAULT_URL}: ${isKey ? 'it holds an API key' : `"${base}"`}. ${howToSet(name, attachment)}`;
  throw setting === undefined
    ? new LoadSettingError({ message })
    : new InvalidArgumentError({ argument: 'baseURL', message });
}

/** `host`, `host/`, `host/v1`, `host/v1/` and the full endpoint all lead to the endpoint; a query string is kept. */
function toChatUrl(base: string): string | undefined {
  if (!/^https?:\/\//i.test(base) || !URL.canParse(base)) return undefined;
  const url = new URL(base);
  const path = url.pathname
    .replace(/\/{2,}/g, '/')
    .replace(/(\/v1)*(\/chat\/completions)?\/?$/, '');
  url.pathname = `${path}/v1/chat/completions`;
  return url.href;
}
