import { type HttpHandler, http } from 'msw';
import type { HerokuServer } from '../../src/local/handler';

/** The server as an msw handler: for every host, or for one base URL (with or without `/v1`). */
export function mswHandler(server: Pick<HerokuServer, 'handle'>, baseURL = '*'): HttpHandler {
  const base = baseURL.replace(/\/+$/, '').replace(/\/v1$/, '');
  return http.post(`${base}/v1/chat/completions`, ({ request }) => server.handle(request));
}
