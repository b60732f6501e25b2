import type { JSONObject } from '@ai-sdk/provider';
import { toObject } from '../../../json/values';

const LOCAL_POINTER = /^#(\/|$)/;

export function decodeToken(raw: string): string {
  const token = raw.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

export function step(value: unknown, token: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, token)
    ? (value as Record<string, unknown>)[token]
    : undefined;
}

/** The value that a local reference points to. */
function follow(pointer: string, root: JSONObject): unknown {
  return pointer.split('/').slice(1).map(decodeToken).reduce<unknown>(step, root);
}

/** The schema that a local reference points to. */
export function toTarget(ref: unknown, root: JSONObject): JSONObject | undefined {
  if (typeof ref !== 'string' || !LOCAL_POINTER.test(ref)) return undefined;
  return toObject(follow(ref, root));
}

/** Whether a local reference leads nowhere, and so says nothing. */
export function isDangling(ref: string, root: JSONObject): boolean {
  return LOCAL_POINTER.test(ref) && follow(ref, root) === undefined;
}
