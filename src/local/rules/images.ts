import type { ImageBody } from '../wire';
import { bodyRules } from './body';
import { type FieldType, FLAG, isString, oneOf, TEXT } from './field-type';
import { invalid, ruleFor } from './rule';

/** The two lists pair off one to one (heroku-surface.md §2). */
const SIZES: Record<string, string> = {
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

const MAX_PROMPT_LENGTH = 10_000;

const PROMPT: FieldType = {
  expected: `a string of at most ${MAX_PROMPT_LENGTH} characters`,
  is: (value) => isString(value) && [...value].length <= MAX_PROMPT_LENGTH,
};

const SEED: FieldType = {
  expected: 'an integer from 0 to 4294967295',
  is: (value) =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 4_294_967_295,
};

export const IMAGE_RULES = [
  ...bodyRules<ImageBody>({
    fields: {
      model: TEXT,
      prompt: PROMPT,
      negative_prompt: PROMPT,
      aspect_ratio: oneOf(...Object.keys(SIZES)),
      size: oneOf(...Object.values(SIZES)),
      output_format: oneOf('jpeg', 'png'),
      seed: SEED,
      allow_ignored_params: FLAG,
    },
    required: ['model', 'prompt'],
    kind: 'image',
  }),
  ruleFor<ImageBody>()('image-prompt-empty', 'no source: design.md §3', ({ body }) =>
    body.prompt.trim() === '' ? invalid('prompt must not be empty') : undefined,
  ),
  ruleFor<ImageBody>('off')(
    'image-size-and-ratio',
    'which of the two wins, or whether they may disagree, is not documented (heroku-surface.md §2)',
    ({ body: { size, aspect_ratio: ratio } }) =>
      size !== undefined && ratio !== undefined && SIZES[ratio] !== size
        ? invalid(`size ${size} does not fit aspect_ratio ${ratio}`)
        : undefined,
  ),
];
