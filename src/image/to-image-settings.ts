import type { WarningV3 } from '../specification/warning';
import type { ImageCallOptions } from './types';

/** Each aspect ratio that Heroku documents, and the size that goes with it (heroku-surface.md §2; the pairs are inferred). */
const SIZES: Readonly<Record<string, string>> = {
  '16:9': '1344x768',
  '1:1': '1024x1024',
  '21:9': '1536x640',
  '2:3': '832x1216',
  '3:2': '1216x832',
  '4:5': '896x1088',
  '5:4': '1088x896',
  '9:16': '768x1344',
  '9:21': '640x1536',
};

const MAX_SEED = 4_294_967_295;

/** The body fields for the settings of the AI SDK. Size and aspect ratio are sent as given; what is doubtful gets a warning. */
export function toImageSettings(
  { size, aspectRatio, seed }: Pick<ImageCallOptions, 'size' | 'aspectRatio' | 'seed'>,
  warnings: WarningV3[],
) {
  const doubt = (feature: string, details: string) => {
    warnings.push({ type: 'compatibility', feature, details });
  };
  const isSize = size === undefined || Object.values(SIZES).includes(size);
  const isRatio = aspectRatio === undefined || Object.hasOwn(SIZES, aspectRatio);
  if (!isSize) {
    doubt('size', `size ${size} is none of those documented: ${Object.values(SIZES).join(', ')}.`);
  }
  if (!isRatio) {
    const known = Object.keys(SIZES).join(', ');
    doubt('aspectRatio', `aspectRatio ${aspectRatio} is none of those documented: ${known}.`);
  }
  if (size && aspectRatio && isSize && isRatio && SIZES[aspectRatio] !== size) {
    const fitting = SIZES[aspectRatio];
    doubt(
      'size',
      `size ${size} contradicts aspectRatio ${aspectRatio}, whose size is ${fitting}. Which of the two counts is not documented.`,
    );
  }
  return { size, aspect_ratio: aspectRatio, seed: toSeed(seed, warnings) };
}

function toSeed(seed: number | undefined, warnings: WarningV3[]): number | undefined {
  if (seed === undefined) return undefined;
  if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED) {
    warnings.push({
      type: 'unsupported',
      feature: 'seed',
      details: `seed ${seed} is not sent: it must be a whole number from 0 to ${MAX_SEED}.`,
    });
    return undefined;
  }
  return seed;
}
