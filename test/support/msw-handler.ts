import { type HttpHandler, http } from 'msw';
import type { LocalHeroku } from '../../src/local';

/** The server as an msw handler: for every host, or for one base URL (with or without `/v1`). */
export function mswHandler(server: Pick<LocalHeroku, 'handle'>, baseURL = '*'): HttpHandler {
  const base = baseURL.replace(/\/+$/, '').replace(/\/v1$/, '');
  return http.post(`${base}/v1/chat/completions`, ({ request }) => server.handle(request));
}
