import { describe, expect, it, test } from 'vitest';
import { createHeroku } from '../../src';
import { createHeroku as createHerokuV3 } from '../../src/v3';
import { scriptedJson } from '../support/json-server';

const ANSWER = { created: 1746546789, data: [{ b64_json: 'iVBORw0KGgo=', revised_prompt: '' }] };

const modelWith = (...answers: Parameters<typeof scriptedJson>) => {
  const script = scriptedJson(...answers);
  const settings = { baseURL: 'http://heroku.test', apiKey: 'inf-key', fetch: script.fetch };
  return {
    ...script,
    model: createHeroku(settings).image('stable-image-ultra'),
    modelV3: createHerokuV3(settings).image('stable-image-ultra'),
  };
};

const call: Parameters<ReturnType<typeof modelWith>['model']['doGenerate']>[0] = {
  prompt: 'A dyno',
  n: 1,
  size: undefined,
  aspectRatio: undefined,
  seed: undefined,
};

test('a revised prompt shows no key, and an image is not searched for one', async () => {
  const key = 'inf-12345678-secret';
  const image = `iVBORw0KGgo/${key}`;
  const script = scriptedJson({ data: [{ b64_json: image, revised_prompt: `A ${key}` }] });
  const settings = { baseURL: 'http://heroku.test', apiKey: key, fetch: script.fetch };
  const model = createHeroku(settings).image('stable-image-ultra');
  const { images, providerMetadata } = await model.doGenerate(call);
  expect(images).toEqual([image]);
  expect(providerMetadata).toEqual({ heroku: { images: [{ revisedPrompt: 'A [API key]' }] } });
});

describe('the request', () => {
  it('is model and prompt', async () => {
    const { model, bodies, requests } = modelWith(ANSWER);
    await model.doGenerate(call);
    expect(requests[0]?.url).toBe('http://heroku.test/v1/images/generations');
    expect(bodies).toEqual([{ model: 'stable-image-ultra', prompt: 'A dyno' }]);
  });

  it('has what was asked for', async () => {
    const { model, bodies } = modelWith(ANSWER);
    const { warnings } = await model.doGenerate({
      ...call,
      size: '1344x768',
      aspectRatio: '16:9',
      providerOptions: {
        heroku: {
          negativePrompt: 'cats',
          outputFormat: 'jpeg',
          allowIgnoredParams: true,
          extraBody: { style: 'a' },
        },
      },
    });
    expect(bodies).toEqual([
      {
        model: 'stable-image-ultra',
        prompt: 'A dyno',
        negative_prompt: 'cats',
        aspect_ratio: '16:9',
        size: '1344x768',
        output_format: 'jpeg',
        allow_ignored_params: true,
        style: 'a',
      },
    ]);
    expect(warnings).toEqual([]);
  });

  it('has no half characters', async () => {
    const { model, bodies } = modelWith(ANSWER);
    await model.doGenerate({ ...call, prompt: `A dyno ${'🎈'.slice(0, 1)}` });
    expect(bodies[0]?.prompt).toBe('A dyno \ufffd');
  });

  it('is aborted when that of another image fails', async () => {
    const aborted: unknown[] = [];
    let requests = 0;
    const fetch: typeof globalThis.fetch = async (_, init) => {
      if (requests++ === 1) return Response.json({ message: 'Filtered' }, { status: 400 });
      return new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => {
          aborted.push(init.signal?.reason.message);
          reject(init.signal?.reason);
        });
      });
    };
    const settings = { baseURL: 'http://heroku.test', apiKey: 'inf-key', fetch };
    const model = createHeroku(settings).image('stable-image-ultra');
    await expect(model.doGenerate({ ...call, n: 3 })).rejects.toThrow('Filtered');
    expect(aborted).toEqual(['Filtered', 'Filtered']);
  });

  it.each([1, 3])('ends on abort, of %d images', async (n) => {
    const controller = new AbortController();
    const { model, bodies } = modelWith(() => {
      controller.abort(new Error('enough'));
      return ANSWER;
    });
    const call_ = { ...call, n, abortSignal: controller.signal };
    await expect(model.doGenerate(call_)).rejects.toMatchObject({
      name: 'AbortError',
      cause: { message: 'enough' },
    });
    expect(bodies.length).toBeLessThanOrEqual(n);
  });

  it('is one for each image', async () => {
    const { model, bodies } = modelWith(ANSWER);
    const { images, providerMetadata } = await model.doGenerate({ ...call, n: 3 });
    expect(bodies).toHaveLength(3);
    expect(images).toEqual(Array(3).fill('iVBORw0KGgo='));
    expect(providerMetadata).toEqual({ heroku: { images: [{}, {}, {}] } });
    expect(model.maxImagesPerCall).toBe(1);
  });
});

describe('warnings', () => {
  test.each([
    [{ size: '1024x1024' }, []],
    [{ aspectRatio: '9:21' }, []],
    [{ size: '1024x1024', aspectRatio: '16:9' }, ['size 1024x1024 contradicts aspectRatio 16:9']],
    [{ size: '512x512' }, ['size 512x512 is none of those documented']],
    [{ aspectRatio: '7:3' }, ['aspectRatio 7:3 is none of those documented']],
    [{ aspectRatio: 'constructor' }, ['aspectRatio constructor is none of']],
    [{ seed: 0 }, []],
    [{ seed: 7 }, []],
    [{ seed: -1 }, ['seed -1 is not sent']],
    [{ seed: 1.5 }, ['seed 1.5 is not sent']],
    [{ seed: 4_294_967_296 }, ['seed 4294967296 is not sent']],
  ])('%j', async (settings, expected) => {
    const { model, bodies } = modelWith(ANSWER);
    const { warnings } = await model.doGenerate({ ...call, ...settings } as typeof call);
    expect(warnings.map(({ message }) => message)).toEqual(
      expected.map((text) => expect.stringContaining(text)),
    );
    const { size, aspectRatio: aspect_ratio } = settings as Record<string, unknown>;
    expect(bodies[0]).toMatchObject(JSON.parse(JSON.stringify({ size, aspect_ratio })));
    if (expected[0]?.includes('not sent')) expect(bodies[0]).not.toHaveProperty('seed');
  });

  it('of v3 name the setting', async () => {
    const { modelV3 } = modelWith(ANSWER);
    const { warnings } = await modelV3.doGenerate({ ...call, size: '1x1' });
    expect(warnings).toMatchObject([{ type: 'compatibility', feature: 'size' }]);
  });
});

describe('the answer', () => {
  it('is base64, with the time and the prompt that Heroku wrote', async () => {
    const { model } = modelWith({
      created: 1746546789,
      data: [{ b64_json: 'data:image/png;base64,AAAA', revised_prompt: 'A big dyno' }],
    });
    expect(await model.doGenerate(call)).toMatchObject({
      images: ['AAAA'],
      providerMetadata: { heroku: { images: [{ revisedPrompt: 'A big dyno' }] } },
      response: { timestamp: new Date(1746546789000), modelId: 'stable-image-ultra' },
    });
  });

  test.each([
    [{}, 'no image'],
    [{ data: [] }, 'no image'],
    [{ data: [{ url: 'https://a.test/b.png' }] }, 'an image that is not in b64_json'],
    [{ data: [{ b64_json: '' }] }, 'an image that is not in b64_json'],
    [{ error: { message: 'Filtered', code: 400 } }, 'Filtered'],
  ])('%j is an error that is not retried', async (answer, message) => {
    const { model } = modelWith(answer);
    const error = await model.doGenerate(call).catch((error) => error);
    expect(error.message).toContain(message);
    expect(error.isRetryable).toBe(false);
  });

  test.each([
    [' ', undefined, 'prompt is empty.'],
    ['a'.repeat(10_001), '🎈'.repeat(10_000), 'prompt is longer than 10000 characters.'],
    ['a', 'b'.repeat(10_001), 'negativePrompt is longer than 10000 characters.'],
  ])(
    'of a refused request says what is wrong with the prompt: %#',
    async (prompt, negativePrompt, remedy) => {
      const { model } = modelWith(Response.json({ error: 'No' }, { status: 400 }));
      const providerOptions = { heroku: { negativePrompt } } as never;
      const refused = model.doGenerate({ ...call, prompt, providerOptions });
      await expect(refused).rejects.toThrow(`No. ${remedy}`);
    },
  );

  it('of the firewall names the kind of text', async () => {
    const { model } = modelWith(new Response('<title>403</title>', { status: 403 }));
    const prompt = 'A poster: <b>DROP TABLE users</b>';
    await expect(model.doGenerate({ ...call, prompt })).rejects.toThrow(
      'prompt (SQL, HTML or JSX)',
    );
  });
});

describe('input images', () => {
  const file = { type: 'url', url: 'https://a.test/b.png' };

  test.each([{ files: [file] }, { mask: file }])('%j are refused', async (input) => {
    const { model, bodies } = modelWith(ANSWER);
    await expect(model.doGenerate({ ...call, ...input })).rejects.toThrow(
      'input images and masks cannot be sent',
    );
    expect(bodies).toEqual([]);
  });

  it('none in a list are no input', async () => {
    const { model } = modelWith(ANSWER);
    await expect(model.doGenerate({ ...call, files: [], mask: undefined })).resolves.toBeDefined();
  });
});

it('a call without a prompt is refused', async () => {
  const { model } = modelWith(ANSWER);
  await expect(model.doGenerate({ ...call, prompt: undefined })).rejects.toThrow('needs a prompt');
});
