import { LoadAPIKeyError, LoadSettingError } from '@ai-sdk/provider';
import type { Attachment } from './attachment';
import { checkModelId } from './check-settings';
import {
  type AttachmentVariables,
  DEFAULT_URL,
  type FoundValue,
  findKeyProblem,
  findModelIdProblem,
  findUrlProblem,
  type SetupProblem,
} from './setup-problems';
import { readVariables } from './variables';

/** What the provider would use for an attachment: attaching it as NAME sets NAME_KEY, NAME_URL and NAME_MODEL_ID (heroku-api.md §8). */
export type Setup = AttachmentVariables & { key: FoundValue; url: FoundValue; modelId: FoundValue };

/** Finds the model id of a chat model, and the URL and key of the same attachment, and where each comes from. Judges nothing. */
export function readSetup(alias: string, settings: { modelId?: string | undefined } = {}): Setup {
  const attachment = readAttachment(alias, { kind: 'chat', modelIdAlias: alias });
  return {
    key: findKey(attachment, undefined),
    url: findUrl(attachment, undefined),
    modelId: findModelId(attachment, settings.modelId),
    ...attachment,
  };
}

/** @param alias the one whose variables are read: for credentials, or for the model id. */
const readAttachment = (
  alias: string,
  { kind, modelIdAlias }: Pick<Attachment, 'kind' | 'modelIdAlias'>,
): AttachmentVariables => ({ alias, kind, modelIdAlias, variables: readVariables() });

const findUrl = (attachment: AttachmentVariables, baseURL: string | undefined) =>
  findValue(attachment, 'URL', { name: 'baseURL', value: baseURL });

const findModelId = (attachment: AttachmentVariables, modelId: string | undefined) =>
  findValue(attachment, 'MODEL_ID', { name: 'modelId', value: modelId });

/** A blank setting counts as none: it may come from a variable that is not set. */
const findKey = (attachment: AttachmentVariables, apiKey: string | undefined) =>
  findValue(attachment, 'KEY', { name: 'apiKey', value: apiKey?.trim() || undefined });

/** The setting, else the variable of the attachment, without white space around it. Reads no other variable: `process.env` is slow. */
function findValue(
  { alias, variables }: AttachmentVariables,
  suffix: 'KEY' | 'URL' | 'MODEL_ID',
  setting: { name: string; value: string | undefined },
): FoundValue {
  const variable = `${alias}_${suffix}`;
  return setting.value === undefined
    ? { value: variables[variable]?.trim() ?? '', source: variable }
    : { value: setting.value.trim(), source: setting.name };
}

/** The setting, else NAME_KEY. Throws LoadAPIKeyError when there is none, or one that cannot be right. */
export function loadApiKey(apiKey: string | undefined, attachment: Attachment): string {
  const variables = readAttachment(attachment.credentialsAlias, attachment);
  const key = findKey(variables, apiKey);
  const problem = findKeyProblem(key, variables);
  if (problem) throw new LoadAPIKeyError({ message: toMessage(problem) });
  return key.value;
}

/**
 * The id that is given, else NAME_MODEL_ID of the attachment for this kind of model, without white space around it. Throws
 * LoadSettingError when there is none, a blank one, or what cannot be one; InvalidArgumentError for what is not a string.
 */
export function loadModelId(attachment: Attachment, modelId?: string): string {
  checkModelId(modelId);
  const variables = readAttachment(attachment.modelIdAlias, attachment);
  const found = findModelId(variables, modelId);
  const problem = findModelIdProblem(found, variables);
  if (problem) throw new LoadSettingError({ message: toMessage(problem) });
  return found.value;
}

/**
 * Creates a function that gives the URL of an endpoint, such as `chat/completions`, or `/available-models` beside `/v1`: from
 * the setting, else NAME_URL, else (for INFERENCE) the US region. The base may be a host with or without a path. It is checked
 * when it is another than at the call before. Throws LoadSettingError when it is malformed, or missing beside the key of
 * another attachment.
 */
export function createLoadUrl() {
  let checked: string | undefined;
  let urls: Record<string, string> = {};

  return (baseURL: string | undefined, attachment: Attachment, endpoint: string): string => {
    const variables = readAttachment(attachment.credentialsAlias, attachment);
    const url = findUrl(variables, baseURL);
    // Whether there may be none depends on other variables.
    if (url.value !== checked || !url.value) {
      const problem = findUrlProblem(url, variables);
      if (problem) throw new LoadSettingError({ message: toMessage(problem) });
      checked = url.value;
      urls = {};
    }
    urls[endpoint] ??= toEndpoint(new URL(url.value || DEFAULT_URL), endpoint);
    return urls[endpoint];
  };
}

/** The same for one call. */
export const loadUrl: ReturnType<typeof createLoadUrl> = (...call) => createLoadUrl()(...call);

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
