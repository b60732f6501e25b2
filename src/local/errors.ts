/**
 * The error bodies on record (heroku-api.md §4): `json-string` is shape 1, `object` shape 2, `bare` shape 3,
 * `text` shape 4.
 */
export type ErrorShape = 'json-string' | 'object' | 'bare' | 'text';

/** An error as Heroku writes it (heroku-api.md §4). */
export type WireError = {
  /** The status. */
  code: number;
  /** What is wrong. */
  message: string;
  /** The kind of error, such as `invalid_request`. */
  type: string;
};

export function errorBody(shape: ErrorShape, error: WireError): Record<string, unknown> {
  switch (shape) {
    case 'json-string':
      return { error: JSON.stringify(error) };
    case 'object':
      return { error };
    case 'bare':
      return error;
    case 'text':
      return { error: error.message };
  }
}

/** A response with an error body, for `answer`. Its status is the error's code; the shape is `object` by default. */
export function errorResponse(
  error: WireError,
  { shape = 'object', headers }: { shape?: ErrorShape; headers?: Record<string, string> } = {},
): Response {
  return Response.json(errorBody(shape, error), { status: error.code, headers });
}

/** The error `type` words seen in recordings (§4 shape 6); the others are MINT's claim (unverified: error-shape). */
export function errorType(status: number): string {
  if (status === 401) return 'authentication_error';
  if (status === 403) return 'authorization_error';
  if (status === 422) return 'unprocessable_entity';
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request';
}

/** Shape 5: the CDN's firewall answers 403 in HTML when it dislikes the content. The page is our own wording. */
export function firewallResponse(): Response {
  const page =
    '<!DOCTYPE html>\n<html><head><title>403 Forbidden</title></head>' +
    '<body><h1>403 Forbidden</h1><p>Request blocked.</p></body></html>\n';
  return new Response(page, { status: 403, headers: { 'content-type': 'text/html' } });
}

/** The headers of heroku-api.md §4 while nothing is used up. */
export const RATE_HEADERS = {
  'x-ratelimit-limit-requests': '150',
  'x-ratelimit-remaining-requests': '149',
  'x-ratelimit-reset-requests': '0s',
  'x-ratelimit-limit-tokens': '800000',
  'x-ratelimit-remaining-tokens': '799000',
  'x-ratelimit-reset-tokens': '0s',
};

/** A 429 with the `x-ratelimit-*` headers of heroku-api.md §4; there is no Retry-After there. */
export function rateLimitResponse(resetIn = '1s'): Response {
  const message = 'rate Limit: maximum tokens per minute reached. Quota: 800000';
  const headers = {
    ...RATE_HEADERS,
    'x-ratelimit-remaining-tokens': '0',
    'x-ratelimit-reset-tokens': resetIn,
  };
  return errorResponse({ code: 429, message, type: errorType(429) }, { headers });
}
