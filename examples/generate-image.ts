import { writeFile } from 'node:fs/promises';
import { experimental_generateImage as generateImage } from 'ai';
import { type HerokuImageProviderOptions, heroku } from 'ai-sdk-provider-heroku';

const [, , file = 'image.png'] = process.argv;

const { image } = await generateImage({
  model: heroku.image('stable-image-ultra'),
  prompt: 'A watercolor of a small server room at dawn',
  aspectRatio: '16:9',
  providerOptions: {
    heroku: { negativePrompt: 'people' } satisfies HerokuImageProviderOptions,
  },
});

await writeFile(file, image.uint8Array);
console.log(`${file}: ${image.mediaType}, ${image.uint8Array.length} bytes`);
