import type { Feature } from './feature';
import { failureFeatures } from './features/failures';
import { imageFeatures } from './features/images';
import { objectFeatures } from './features/objects';
import { providerFeatures } from './features/provider';
import { reasoningFeatures } from './features/reasoning';
import { replayFeatures } from './features/replay';
import { textFeatures } from './features/text';
import { toolFeatures } from './features/tools';

/**
 * What users do with the AI SDK and Heroku, as plain functions over real HTTP. They need node:assert, zod and an `ai` of
 * major 5, 6 or 7, so that vitest runs them on the sources and a consumer's Node on the packed tarball.
 */
export const features: Feature[] = [
  ...textFeatures,
  ...toolFeatures,
  ...objectFeatures,
  ...reasoningFeatures,
  ...replayFeatures,
  ...imageFeatures,
  ...failureFeatures,
  ...providerFeatures,
];
