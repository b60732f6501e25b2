import type { JSONObject } from '@ai-sdk/provider';
import type { JsonAnswer } from '../http/read-json';
import { toArray, toCount, toNonEmptyString, toObject } from '../json/values';

/** The images of one answer: always one (heroku-surface.md §2). */
export type Images = { images: string[]; metadata: JSONObject[]; created: number | undefined };

/** Throws APICallError for an answer without an image in base64. */
export function toImages({ received, redact, toError }: JsonAnswer): Images {
  const { data, created } = toObject(received) ?? {};
  const items = toArray(data)?.map((item) => toObject(item) ?? {});
  if (!items?.length) throw toError('no image');
  const images = items.map(({ b64_json: image }) => {
    const base64 = toNonEmptyString(image)?.replace(/^data:[^,]*,/, '');
    if (base64) return base64;
    throw toError('an image that is not in b64_json');
  });
  const metadata = items.map(({ revised_prompt: prompt }): JSONObject => {
    const revisedPrompt = toNonEmptyString(prompt);
    return revisedPrompt === undefined ? {} : { revisedPrompt: redact(revisedPrompt) };
  });
  return { images, metadata, created: toCount(created) };
}
