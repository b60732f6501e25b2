import { InvalidArgumentError, UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { createLinkedController } from '../http/linked-controller';
import type { HttpConfig } from '../http/post';
import { postJson } from '../http/read-json';
import type { HerokuImageModelId } from '../models/model-ids';
import type { SpecificationVersion } from '../specification/version';
import { toModelWarnings, type WarningV3 } from '../specification/warning';
import { toImageOptions } from './heroku-image-options';
import { toImageSettings } from './to-image-settings';
import { toImages } from './to-images';
import { toPromptRemedy } from './to-prompt-remedy';
import type { ImageCallOptions, ImageResult } from './types';

/**
 * An image model on Heroku Managed Inference, for `generateImage`. It holds no state of any call, so one model may serve any
 * number of calls at once.
 *
 * It is an ImageModelV2, ImageModelV3 or ImageModelV4: that of the entry which it comes from.
 */
export class HerokuImageModel<V extends SpecificationVersion = 'v2'> {
  /** Heroku makes one image for each request, so the AI SDK makes a call for each image. */
  readonly maxImagesPerCall: number = 1;

  /** @internal Made by createHeroku. */
  constructor(
    /** The id that is sent to Heroku. */
    readonly modelId: HerokuImageModelId,
    private readonly config: HttpConfig & { name: string },
    /** `'v2'` from `ai-sdk-provider-heroku`, `'v3'` from its entry `/v3`, `'v4'` from `/v4`. */
    readonly specificationVersion: V,
  ) {}

  /** `<name>.image`, by default `heroku.image`. */
  get provider(): string {
    return `${this.config.name}.image`;
  }

  /**
   * `n` images in base64, each from a request of its own. When one request fails, the others are aborted.
   * Throws APICallError with Heroku's own words; UnsupportedFunctionalityError for input images and masks;
   * InvalidArgumentError for provider options and a missing prompt; LoadAPIKeyError for a missing key.
   */
  async doGenerate(options: ImageCallOptions): Promise<ImageResult<V>> {
    const { modelId, config, specificationVersion } = this;
    const { n, abortSignal, headers } = options;
    const warnings: WarningV3[] = [];
    const prompt = toPrompt(options);
    const { negativePrompt, outputFormat, allowIgnoredParams, extraBody } = toImageOptions(
      config.name,
      options.providerOptions,
      (message) => warnings.push({ type: 'other', message }),
    );
    const body = {
      model: modelId,
      prompt,
      negative_prompt: negativePrompt,
      ...toImageSettings(options, warnings),
      output_format: outputFormat,
      allow_ignored_params: allowIgnoredParams,
      ...extraBody,
    };
    const generate = async (abortSignal: AbortSignal | undefined) => {
      const answer = await postJson(config, {
        endpoint: 'images/generations',
        body,
        callHeaders: headers,
        abortSignal,
        expected: 'an image',
        toRemedy: (statusCode, text) =>
          toPromptRemedy(statusCode, text, { prompt, negativePrompt }),
      });
      return { ...toImages(answer), headers: answer.headers };
    };

    const answers = await repeat(Math.max(n, 1), generate, abortSignal);
    const { created, headers: responseHeaders } = answers.at(-1) ?? {};
    return {
      images: answers.flatMap(({ images }) => images),
      warnings: toModelWarnings(specificationVersion, warnings),
      providerMetadata: { [config.name]: { images: answers.flatMap(({ metadata }) => metadata) } },
      response: {
        timestamp: created === undefined ? new Date() : new Date(created * 1000),
        modelId,
        headers: responseHeaders,
      },
    };
  }
}

/** The same several times at once. When one fails, the others are aborted: nobody would get their images. */
async function repeat<T>(
  count: number,
  generate: (abortSignal: AbortSignal | undefined) => Promise<T>,
  abortSignal: AbortSignal | undefined,
): Promise<T[]> {
  if (count === 1) return [await generate(abortSignal)];
  const controller = createLinkedController(abortSignal);
  try {
    return await Promise.all(Array.from({ length: count }, () => generate(controller.signal)));
  } catch (error) {
    controller.abort(error);
    throw error;
  } finally {
    controller.release();
  }
}

function toPrompt({ prompt, files, mask }: ImageCallOptions): string {
  if (files?.length || mask !== undefined) {
    throw new UnsupportedFunctionalityError({
      functionality: 'input images',
      message: 'Heroku makes images from text alone: input images and masks cannot be sent.',
    });
  }
  if (prompt !== undefined) return prompt;
  throw new InvalidArgumentError({ argument: 'prompt', message: 'An image needs a prompt.' });
}
