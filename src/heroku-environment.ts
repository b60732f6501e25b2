import { InvalidArgumentError, LoadAPIKeyError, LoadSettingError } from '@ai-sdk/provider';

const DEFAULT_URL = 'https://us.inference.heroku.com';

/** Attaching a model as NAME sets NAME_KEY, NAME_URL and NAME_MODEL_ID (heroku-api.md §8). */
type Variable = 'KEY' | 'URL' | 'MODEL_ID';

function read(attachment: string, variable: Variable): string | undefined {
  // Edge runtimes have no process.
  const environment = typeof process === 'undefined' ? undefined : process.env;
  return environment?.[`${attachment}_${variable}`]?.trim() || undefined;
}

function howToSet(attachment: string, variable: Variable): string {
  const name = `${attachment}_${variable}`;
  return `On Heroku, \`heroku ai:models:create claude-4-5-sonnet --as ${attachment} -a <app>\` sets it; elsewhere, \`export ${name}=$(heroku config:get ${name} -a <app>)\`.`;
}

/** The setting, else NAME_KEY. Throws LoadAPIKeyError when there is none, or one that no HTTP header can carry. */
export function loadApiKey(setting: string | undefined, attachment: string): string {
  const key = setting?.trim() || read(attachment, 'KEY');
  const variable = `${attachment}_KEY`;
  if (key === undefined) {
    throw new LoadAPIKeyError({
      message: `The API key is missing: neither the setting apiKey nor the variable ${variable} has one. ${howToSet(attachment, 'KEY')}`,
    });
  }
  if (/[^\x21-\x7e]/.test(key)) {
    throw new LoadAPIKeyError({
      message: `The API key (setting apiKey or variable ${variable}) holds white space or characters that an HTTP header cannot carry. ${howToSet(attachment, 'KEY')}`,
    });
  }
  return key;
}

/** The setting, else NAME_MODEL_ID. Throws LoadSettingError when there is none. */
export function loadModelId(attachment: string): string {
  const modelId = read(attachment, 'MODEL_ID');
  if (modelId === undefined) {
    throw new LoadSettingError({
      message: `No model was named and the variable ${attachment}_MODEL_ID is not set. Name one, as in heroku('claude-4-5-sonnet'). ${howToSet(attachment, 'MODEL_ID')}`,
    });
  }
  return modelId;
}

/** Where chat completions are posted: from the setting, else NAME_URL, else the US region. Takes a host with or without path. */
export function loadChatUrl(setting: string | undefined, attachment: string): string {
  if (setting !== undefined) {
    const url = toChatUrl(setting.trim());
    if (url !== undefined) return url;
    throw new InvalidArgumentError({
      argument: 'baseURL',
      message: `The setting baseURL is no http(s) URL: "${setting}". A valid one is ${DEFAULT_URL}. ${howToSet(attachment, 'URL')}`,
    });
  }
  const variable = read(attachment, 'URL');
  const url = toChatUrl(variable ?? DEFAULT_URL);
  if (url !== undefined) return url;
  throw new LoadSettingError({
    message: `The variable ${attachment}_URL is no http(s) URL: "${variable}". A valid one is ${DEFAULT_URL}. ${howToSet(attachment, 'URL')}`,
  });
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
