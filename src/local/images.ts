import { digest } from './digest';
import { type Endpoint, scriptedFailure } from './endpoint';
import type { ImageRequest } from './requests';
import { ENDPOINT_RULES } from './rules';
import { jpegOfOnePixel, pngOfOnePixel } from './tiny-image';

/** `POST /v1/images/generations` (heroku-surface.md §2): always one image, here of one pixel. */
export const IMAGES: Endpoint<ImageRequest> = {
  path: '/v1/images/generations',
  rules: ENDPOINT_RULES.images,
  toRequest: (body, facts) => ({ endpoint: 'images', body, model: body.model, facts }),
  respond({ body }, given, { ids }) {
    const failure = scriptedFailure(given);
    if (failure) return failure;
    const { output_format: format = 'png', prompt, seed = 0 } = body;
    const [red = 0, green = 0, blue = 0] = digest(`${seed === 0 ? ids.uuid() : seed} ${prompt}`);
    const bytes = format === 'png' ? pngOfOnePixel([red, green, blue]) : jpegOfOnePixel(`${red}`);
    const answer = {
      created: ids.created(),
      data: [{ b64_json: btoa(String.fromCharCode(...bytes)), revised_prompt: '' }],
    };
    return Response.json(answer, { headers: given?.headers });
  },
};
