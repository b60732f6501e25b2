import { vi } from 'vitest';
import { createHeroku } from '../../src';
import { run } from '../../src/cli/run';
import { createLocalHeroku } from '../../src/local';
import { TEST_PROMPT } from '../support/scripted-model';
import { createFakeTerminal } from './fake-terminal';

export const KEY = 'inf-01234567-89ab-4cde-8f01-23456789abcd';

export const RIGHT = {
  INFERENCE_URL: 'https://us.inference.heroku.com',
  INFERENCE_KEY: KEY,
  INFERENCE_MODEL_ID: 'claude-4-5-sonnet',
};

type Fetch = typeof globalThis.fetch;

/** A mistake in a set-up, and what is said of it: words of the cause and of the remedy. */
export type Mistake = {
  name: string;
  /** Over those of a set-up that is right. */
  variables?: Record<string, string | undefined>;
  /** Of `doctor`. */
  args?: string[];
  /** Default: a local Heroku. */
  fetch?: Fetch;
  /** What both say. */
  both?: string[];
  doctor?: string[];
  /** What the provider's own error says. */
  app?: string[];
  /** The provider cannot know it: it does what it is told. */
  appIsWell?: true;
  /** Other wrong things in the report of `doctor` than this one. Default: none. */
  others?: number;
};

const failing =
  (code: string, message: string, name = 'Error'): Fetch =>
  async () => {
    const cause = Object.assign(new Error(message), { code, name });
    throw new TypeError('fetch failed', { cause });
  };

const answering =
  (status: number, body: string, type = 'application/json'): Fetch =>
  async () =>
    new Response(body, { status, headers: { 'content-type': type } });

const page = (status: number, title: string) =>
  answering(
    status,
    `<!DOCTYPE html><html><head><title>${title}</title></head></html>`,
    'text/html',
  );

/** A local Heroku without the list of models. */
const withoutList = (answer: Fetch): Fetch => {
  const local = createLocalHeroku({ key: KEY });
  return async (input, init) =>
    String(input).endsWith('/available-models')
      ? answer(input, init)
      : local.fetch(input as URL, init);
};

/** The list is there, and each call is answered so. */
const calls = (answer: Fetch): Fetch => {
  const local = createLocalHeroku({ key: KEY });
  return async (input, init) =>
    String(input).endsWith('/available-models')
      ? local.fetch(input as URL, init)
      : answer(input, init);
};

const unset = { INFERENCE_URL: undefined, INFERENCE_KEY: undefined, INFERENCE_MODEL_ID: undefined };
const teal = {
  HEROKU_INFERENCE_TEAL_URL: RIGHT.INFERENCE_URL,
  HEROKU_INFERENCE_TEAL_KEY: KEY,
  HEROKU_INFERENCE_TEAL_MODEL_ID: 'claude-4-5-sonnet',
};
const get = (name: string) => `heroku config:get ${name} -a <app>`;
const ERROR = (message: string) => JSON.stringify({ error: { message } });

export const MISTAKES: readonly Mistake[] = [
  // The key.
  {
    name: 'no key',
    variables: { INFERENCE_KEY: undefined },
    both: ['no API key', get('INFERENCE_KEY')],
  },
  {
    name: 'a key that is blank',
    variables: { INFERENCE_KEY: ' ' },
    both: ['no API key', get('INFERENCE_KEY')],
  },
  {
    name: 'Bearer before the key',
    variables: { INFERENCE_KEY: `Bearer ${KEY}` },
    both: ['begins with "Bearer"', 'Remove that word'],
  },
  {
    name: 'a key in quotation marks',
    variables: { INFERENCE_KEY: `"${KEY}"` },
    both: ['quotation marks', 'Remove them'],
  },
  {
    name: 'a line of .env as the key',
    variables: { INFERENCE_KEY: `INFERENCE_KEY=${KEY}` },
    both: ['begins with the name of a variable', 'Leave only'],
  },
  {
    name: 'a command that was not run',
    variables: { INFERENCE_KEY: '$(heroku config:get X)' },
    both: ['shell command', 'Run the command'],
  },
  {
    name: 'a placeholder',
    variables: { INFERENCE_KEY: '<your key>' },
    both: ['placeholder', 'Put the value'],
  },
  {
    name: 'a key of the platform',
    variables: { INFERENCE_KEY: 'HRKU-0123' },
    both: ['platform', get('INFERENCE_KEY')],
  },
  {
    name: 'the URL as the key',
    variables: { INFERENCE_KEY: RIGHT.INFERENCE_URL },
    both: ['is a URL and not a key', get('INFERENCE_KEY')],
  },
  {
    name: 'a key with a character of a word processor',
    variables: { INFERENCE_KEY: `${KEY}…x` },
    both: ['not allowed in an HTTP header', get('INFERENCE_KEY')],
  },
  {
    name: 'the key of another app',
    variables: { INFERENCE_KEY: 'inf-99999999-89ab-4cde-8f01-23456789abcd' },
    both: ['Invalid API key'],
    doctor: ['refuses the key', get('INFERENCE_URL')],
    app: ['Check apiKey or INFERENCE_KEY'],
  },
  {
    name: 'a coloured attachment',
    variables: { ...unset, ...teal },
    doctor: [
      'HEROKU_INFERENCE_TEAL_KEY is',
      "attachment: 'HEROKU_INFERENCE_TEAL'",
      'doctor --attachment HEROKU_INFERENCE_TEAL',
    ],
    app: ['HEROKU_INFERENCE_TEAL'],
  },
  {
    name: 'a coloured attachment beside a model id',
    variables: { ...unset, ...teal, INFERENCE_MODEL_ID: 'claude-4-5-sonnet' },
    both: ["attachment: 'HEROKU_INFERENCE_TEAL'"],
    doctor: ['doctor --attachment HEROKU_INFERENCE_TEAL'],
  },
  {
    name: 'an attachment in lower case',
    args: ['--attachment', 'inference'],
    variables: RIGHT,
    doctor: ["attachment: 'INFERENCE'"],
    appIsWell: true,
    others: 1,
  },
  {
    name: 'the name of a variable as the attachment',
    args: ['--attachment', 'INFERENCE_KEY'],
    doctor: ["attachment: 'INFERENCE'"],
    appIsWell: true,
    others: 1,
  },
  // The URL.
  {
    name: 'no URL beside a key',
    variables: { INFERENCE_URL: undefined },
    doctor: ['which says for which region', get('INFERENCE_URL')],
    appIsWell: true,
  },
  {
    name: 'a URL without a scheme',
    variables: { INFERENCE_URL: 'us.inference.heroku.com' },
    both: ['does not begin with https://', 'Use https://us.inference.heroku.com'],
  },
  {
    name: 'http to Heroku',
    variables: { INFERENCE_URL: 'http://us.inference.heroku.com' },
    both: ['unencrypted', 'Use https://us.inference.heroku.com'],
  },
  {
    name: 'http to another host',
    variables: { INFERENCE_URL: 'http://proxy.test:8080' },
    doctor: ['the key travels to proxy.test in clear text', 'Use https://'],
    appIsWell: true,
  },
  {
    name: 'the key as the URL',
    variables: { INFERENCE_URL: KEY },
    both: ['contains an API key', 'Use a URL like'],
  },
  {
    name: 'the address of the platform',
    variables: { INFERENCE_URL: 'https://api.heroku.com' },
    both: ['not the address of inference', 'Use a URL like'],
  },
  {
    name: 'a password in the URL',
    variables: { INFERENCE_URL: 'https://me:secret@us.inference.heroku.com' },
    both: ['user name or password', 'Use a URL like'],
  },
  {
    name: 'undefined in the URL',
    variables: { INFERENCE_URL: 'undefined/v1' },
    both: ['is the word "undefined', 'Set that value'],
  },
  {
    name: 'a host whose name is misspelt',
    fetch: failing('ENOTFOUND', 'getaddrinfo ENOTFOUND us.inference.heroku.com'),
    both: ['ENOTFOUND', 'leads nowhere: check the URL'],
  },
  {
    name: 'a server that is not started',
    variables: { INFERENCE_URL: 'http://127.0.0.1:9' },
    fetch: failing('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:9'),
    both: ['ECONNREFUSED', 'Nothing listens on 127.0.0.1:9'],
  },
  {
    name: 'https to a port of http',
    variables: { INFERENCE_URL: 'https://127.0.0.1:9' },
    fetch: failing(
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'write EPROTO error:0A00010B:SSL routines::wrong version number',
    ),
    both: ['does not speak https', 'use http://'],
  },
  {
    name: 'http to a port of https',
    variables: { INFERENCE_URL: 'http://127.0.0.1:9' },
    fetch: failing('HPE_INVALID_CONSTANT', 'Response does not match the HTTP/1.1 protocol'),
    both: ['does not speak http', 'use https://'],
  },
  {
    name: 'http to a port of https, which says so',
    variables: { INFERENCE_URL: 'http://127.0.0.1:9' },
    fetch: page(400, '400 The plain HTTP request was sent to HTTPS port'),
    both: ['begin the URL with https://'],
  },
  {
    name: 'a host that is silent',
    fetch: failing('UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error'),
    both: ['is silent', 'firewall or a proxy'],
  },
  {
    name: 'a certificate that a company signed',
    fetch: failing('SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain'),
    both: ['does not know who signed', 'NODE_EXTRA_CA_CERTS'],
  },
  {
    name: 'a certificate without its chain',
    fetch: failing('UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate'),
    both: ['does not know who signed', 'NODE_EXTRA_CA_CERTS'],
  },
  {
    name: 'a certificate that has expired',
    fetch: failing('CERT_HAS_EXPIRED', 'certificate has expired'),
    both: ['out of date', 'clock of this machine'],
  },
  {
    name: 'a certificate of another host',
    fetch: failing(
      'ERR_TLS_CERT_ALTNAME_INVALID',
      "Hostname/IP does not match certificate's altnames",
    ),
    both: ['is not for us.inference.heroku.com', 'check the host'],
  },
  {
    name: 'a proxy that Node does not use',
    variables: { HTTPS_PROXY: 'http://proxy.test:3128' },
    fetch: failing('UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error'),
    both: ['HTTPS_PROXY is set', 'NODE_USE_ENV_PROXY=1'],
  },
  {
    name: 'a proxy that wants a password',
    fetch: failing('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling'),
    both: ['user name and a password', 'HTTPS_PROXY'],
  },
  {
    name: 'a proxy that says 407',
    fetch: page(407, 'Proxy Authentication Required'),
    both: ['user name and a password', 'HTTPS_PROXY'],
  },
  { name: 'a proxy that blocks', fetch: calls(page(403, 'Blocked')), both: ['firewall'] },
  {
    name: 'the address of a website',
    fetch: page(200, 'Welcome'),
    both: ['A website answers, not the API', 'INFERENCE_URL'],
  },
  {
    name: 'a website without this page',
    fetch: page(404, 'Not found'),
    both: ['A website answers, not the API', 'INFERENCE_URL'],
  },
  {
    name: 'a path too much',
    variables: { INFERENCE_URL: 'https://us.inference.heroku.com/api' },
    both: ['Not found', 'check baseURL or INFERENCE_URL'],
  },
  {
    name: 'a host that redirects',
    fetch: async () =>
      new Response(null, { status: 301, headers: { location: 'https://www.test/' } }),
    both: ['redirects to https://www.test/', 'set baseURL'],
  },
  {
    name: 'a host without a list and without a model id',
    variables: { INFERENCE_MODEL_ID: undefined },
    fetch: answering(404, ERROR('Not found')),
    doctor: ['Not found', 'check baseURL or INFERENCE_URL'],
    app: ['no model id'],
  },
  // The model.
  {
    name: 'a model id of another order',
    variables: { INFERENCE_MODEL_ID: 'claude-sonnet-4-5' },
    both: ['id "claude-sonnet-4-5"', 'claude-4-5-sonnet'],
    doctor: ['Did you mean claude-4-5-sonnet?'],
  },
  {
    name: 'a misspelt model id',
    variables: { INFERENCE_MODEL_ID: 'claude-4-5-sonet' },
    both: ['claude-4-5-sonnet', 'ai-sdk-provider-heroku models'],
  },
  {
    name: 'a blank model id',
    variables: { INFERENCE_MODEL_ID: ' ' },
    both: ['no model id', 'Pass an id'],
  },
  {
    name: 'the key as the model id',
    variables: { INFERENCE_MODEL_ID: KEY },
    both: ['is an API key', 'Pass an id'],
  },
  {
    name: 'a model that is retired',
    variables: { INFERENCE_MODEL_ID: 'claude-3-5-haiku' },
    doctor: ['reached its end of life', 'Use claude-4-5-haiku'],
    appIsWell: true,
  },
  {
    name: 'an embedding model for chat',
    variables: { INFERENCE_MODEL_ID: 'cohere-embed-v4' },
    both: ['cohere-embed-v4 is an embedding model', "heroku.embedding('cohere-embed-v4')"],
  },
  {
    name: 'an image model for chat',
    variables: { INFERENCE_MODEL_ID: 'stable-image-ultra' },
    both: ['is an image model', "heroku.image('stable-image-ultra')"],
  },
  {
    name: 'a reranking model for chat',
    variables: { INFERENCE_MODEL_ID: 'cohere-rerank-3-5' },
    both: ['is a reranking model', "heroku.reranking('cohere-rerank-3-5')"],
  },
  {
    name: 'a model that the plan does not have',
    fetch: calls(answering(403, ERROR('You do not have access to that model'))),
    both: ['You do not have access', 'Check the model id'],
  },
  // The list alone tells nothing.
  {
    name: 'a list that is a page, calls that succeed',
    fetch: withoutList(page(200, 'Docs')),
    doctor: ['without a list of models', 'All is well'],
    appIsWell: true,
  },
];

/** What `doctor` prints, with its exit code. */
export async function doctorSays(mistake: Mistake): Promise<{ code: number; output: string }> {
  stub(mistake);
  const { terminal, output } = createFakeTerminal({ fetch: fetchOf(mistake) });
  const code = await run(['doctor', ...(mistake.args ?? [])], terminal);
  return { code, output: output() };
}

/** The message of what an app gets, or `well`. */
export async function appSays(mistake: Mistake): Promise<string> {
  stub(mistake);
  try {
    await createHeroku({ fetch: fetchOf(mistake) })().doGenerate({ prompt: TEST_PROMPT });
    return 'well';
  } catch (error) {
    return (error as Error).message;
  }
}

function fetchOf({ fetch }: Mistake): Fetch {
  const local = createLocalHeroku({ key: KEY });
  return fetch ?? ((input, init) => local.fetch(input as URL, init));
}

function stub({ variables }: Mistake): void {
  vi.unstubAllEnvs();
  for (const name of Object.keys(process.env))
    if (/^(INFERENCE|HEROKU|EMBEDDING|RERANK|DIFFUSION)_|_PROXY$/i.test(name))
      vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries({ ...RIGHT, ...variables })) vi.stubEnv(name, value);
}
