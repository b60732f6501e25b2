import { isLoopback } from './is-loopback';

/** A failure of the connection whose cause is in the set-up, or may be. */
export type ConnectionProblem = {
  /** The cause and the cheapest way out of it, as sentences. */
  remedy: string;
  /** Whether the same request may succeed later. */
  isRetryable: boolean;
};

type Row = readonly [
  pattern: RegExp,
  /** Empty if there is none. */
  remedy: string | ((url: URL) => string),
  meaning?: 'set-up' | 'proxy',
];

/**
 * By the codes and messages of Node (OpenSSL, DNS, sockets) and undici. With `set-up` the same request fails for ever; where a
 * proxy is set that Node does not use, `proxy` is explained by it.
 */
const ROWS: readonly Row[] = [
  [
    /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|self.signed certificate|unable to (verify the first|get (local )?issuer)/i,
    ({ host }) =>
      `Node does not know who signed the certificate of ${host}, perhaps a proxy of your company: set NODE_EXTRA_CA_CERTS to a file with that certificate (PEM), and start Node again.`,
    'set-up',
  ],
  [
    /CERT_(HAS_EXPIRED|NOT_YET_VALID)|certificate (has expired|is not yet valid)/i,
    ({ host }) =>
      `The certificate of ${host} is out of date, or the clock of this machine is wrong.`,
    'set-up',
  ],
  [
    /ALTNAME_INVALID|does not match certificate/i,
    ({ host }) => `The certificate is not for ${host}: check the host in the URL.`,
    'set-up',
  ],
  [
    /WRONG_VERSION_NUMBER|wrong version number|PACKET_LENGTH_TOO_LONG|packet length too long|SSL_HTTP_REQUEST|EPROTO/i,
    ({ host }) => `${host} does not speak https on this port: use http://, or the port for https.`,
    'set-up',
  ],
  [
    /\bHPE_|Response does not match the HTTP/i,
    ({ host }) => `${host} does not speak http on this port: use https://, or another port.`,
  ],
  [
    /Proxy response \(407\)|Proxy Authentication Required/i,
    'The proxy requires a user name and a password: put them into HTTPS_PROXY, as in http://USER:PASSWORD@HOST:PORT.',
    'set-up',
  ],
  [
    /ENOTFOUND|EAI_AGAIN/,
    ({ hostname }) => `The name ${hostname} leads nowhere: check the URL and the network.`,
    'proxy',
  ],
  [
    /ECONNREFUSED/,
    ({ host }) =>
      `Nothing listens on ${host}: check host and port of the URL, or start the server.`,
    'proxy',
  ],
  [
    /no answer within|TimeoutError|TIMEDOUT|_TIMEOUT\b|E(HOST|NET)UNREACH/i,
    ({ host }) =>
      `${host} is silent: check host and port of the URL, and whether a firewall or a proxy is in the way.`,
    'proxy',
  ],
  [
    /ECONNRESET|UND_ERR_SOCKET|other side closed/,
    ({ protocol, host }) =>
      protocol === 'http:'
        ? `${host} ended the connection without an answer: if the port is for https, use https://.`
        : '',
    'proxy',
  ],
];

/** Undefined if nothing more is known than the error says. */
export function toConnectionProblem(message: string, url: string): ConnectionProblem | undefined {
  const row = ROWS.find(([pattern]) => pattern.test(message));
  if (row === undefined) return undefined;
  const [, remedy, meaning] = row;
  const target = new URL(url);
  const proxy = meaning === 'proxy' ? toProxyRemedy(target) : undefined;
  const text = proxy ?? (typeof remedy === 'string' ? remedy : remedy(target));
  return text ? { remedy: text, isRetryable: meaning !== 'set-up' } : undefined;
}

/** Node's fetch uses a proxy only if it is told to (NODE_USE_ENV_PROXY, Node 22.21 and 24), which most tools do by themselves. */
function toProxyRemedy({ protocol, hostname }: URL): string | undefined {
  const variables = globalThis.process?.env ?? {};
  const names =
    protocol === 'https:' ? ['HTTPS_PROXY', 'https_proxy'] : ['HTTP_PROXY', 'http_proxy'];
  const name = names.find((name) => variables[name]);
  if (!name || variables.NODE_USE_ENV_PROXY === '1' || isLoopback(hostname)) return undefined;
  return `${name} is set, but Node's fetch does not use it: set NODE_USE_ENV_PROXY=1 (Node 22.21 or 24), or pass a fetch with undici's EnvHttpProxyAgent.`;
}
