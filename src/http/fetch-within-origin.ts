import type { FetchFunction } from '@ai-sdk/provider-utils';
import { closeBody } from './close-body';
import type { Redact } from './redact';

/** Why a redirect was not followed. */
export type RedirectProblem = {
  /** Unknown in browsers, which hide all of a redirect that is not followed. */
  target?: URL;
  reason: string;
};

/** A response, and if it is a redirect that was not followed, why. */
export type FetchedResponse = { response: Response; redirectProblem?: RedirectProblem };

/** More redirects than these are taken for a circle. */
const MAX_REDIRECTS = 5;

/**
 * Sends a request, and follows redirects as long as they keep its method and its origin (307 and 308). With any other
 * redirect the request would lose its body (301 to 303), or the prompt and the headers would go to a stranger.
 */
export async function fetchWithinOrigin(
  fetch: FetchFunction,
  url: string,
  init: RequestInit,
): Promise<FetchedResponse> {
  const request: RequestInit = { ...init, redirect: 'manual' };
  let target = url;
  for (let redirects = 0; ; redirects++) {
    const response = await fetch(target, request);
    const redirect = toRedirect(response, target);
    if (redirect === undefined) return { response };
    closeBody(response);
    if (redirect.problem !== undefined) return { response, redirectProblem: redirect.problem };
    if (redirects === MAX_REDIRECTS) {
      const reason = `after ${MAX_REDIRECTS} other redirects`;
      return { response, redirectProblem: { target: redirect.target, reason } };
    }
    target = redirect.target.href;
  }
}

type Redirect = { target: URL; problem?: undefined } | { problem: RedirectProblem };

/** Undefined if the response is no redirect, or one that does not say where to. */
function toRedirect(response: Response, url: string): Redirect | undefined {
  // A value that is no response is reported where its body is read.
  if (!response) return undefined;
  const { status, type, redirected } = response;
  if (type === 'opaqueredirect') return { problem: { reason: 'which is not followed' } };
  if (!redirected && ![301, 302, 303, 307, 308].includes(status)) return undefined;
  // A `fetch` may have sent the request to another URL than the one that it was given.
  const source = new URL(response.url || url);
  if (redirected) {
    if (source.origin === new URL(url).origin) return undefined;
    return { problem: { target: source, reason: 'another origin, which `fetch` has followed' } };
  }
  const target = toUrl(response.headers?.get('location'), source);
  if (target === undefined) return undefined;
  if (target.origin !== source.origin)
    return { problem: { target, reason: 'another origin, to which nothing was sent' } };
  if (status < 307)
    return { problem: { target, reason: 'which is not followed: it changes the method' } };
  return { target };
}

function toUrl(location: string | null | undefined, base: URL): URL | undefined {
  try {
    return location ? new URL(location, base) : undefined;
  } catch {
    return undefined;
  }
}

const REMEDY =
  'set baseURL, or the variable of the URL, to the address at which the API itself answers.';

/** The query of the target, which may hold a secret, is left out. */
export function describeRedirect({ target, reason }: RedirectProblem, redact: Redact): string {
  // What is cut within a secret would show most of it, so it is redacted first.
  const shown = target && `to ${redact(target.origin + target.pathname).slice(0, 200)}`;
  return `The server redirects ${shown ?? 'the request'}, ${reason}; ${REMEDY}`;
}
