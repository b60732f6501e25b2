import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Feature, Lab } from '../feature';
import { said } from '../said';

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const JPEG = '/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==';
const PNG_URL = `data:image/png;base64,${PNG}`;
const HTTPS = 'https://example.com/Cat.png?size=Large&x=1#here';

const bytes = (base64: string) => Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));

/** The ways in which a prompt holds an image, and the URL in which it arrives. */
const IMAGES: { form: string; part: object; url: string }[] = [
  { form: 'bytes', part: { type: 'image', image: bytes(PNG) }, url: PNG_URL },
  { form: 'a buffer', part: { type: 'image', image: bytes(PNG).buffer }, url: PNG_URL },
  {
    form: 'base64 of a type that is not named',
    part: { type: 'image', image: JPEG },
    url: `data:image/jpeg;base64,${JPEG}`,
  },
  { form: 'a data URL', part: { type: 'image', image: PNG_URL }, url: PNG_URL },
  { form: 'an https URL', part: { type: 'image', image: new URL(HTTPS) }, url: HTTPS },
  { form: 'an https URL in a string', part: { type: 'image', image: HTTPS }, url: HTTPS },
  {
    form: 'a file',
    part: { type: 'file', data: bytes(PNG), mediaType: 'image/png' },
    url: PNG_URL,
  },
  {
    form: 'a file of any image type',
    part: { type: 'file', data: PNG, mediaType: 'image/*' },
    url: PNG_URL,
  },
  {
    form: 'a file with an https URL',
    part: { type: 'file', data: new URL(HTTPS), mediaType: 'image/png' },
    url: HTTPS,
  },
];

export const imageFeatures: Feature[] = [
  ...IMAGES.map(
    ({ form, part, url }): Feature => ({
      name: `an image: ${form}`,
      anyEntry: true,
      async run({ sdk, local, model }) {
        const content = [{ type: 'text', text: 'What is this?' }, part] as never;
        const { text } = await sdk.generateText({
          model: model(),
          messages: [{ role: 'user', content }],
        });
        assert.match(text, /I was sent 1 image\./);
        assert.deepEqual(local.requests[0]?.body.messages, [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is this?' },
              { type: 'image_url', image_url: { url } },
            ],
          },
        ]);
      },
    }),
  ),
  ...[
    { form: 'media type image', data: bytes(PNG) },
    { form: 'data with a tag', data: { type: 'data', data: PNG } },
  ].map(
    ({ form, data }): Feature => ({
      name: `an image as AI SDK 7 spells it: ${form}`,
      since: 7,
      async run({ sdk, local, model }) {
        const content = [{ type: 'file', mediaType: 'image', data }] as never;
        await sdk.generateText({ model: model(), messages: [{ role: 'user', content }] });
        assert.deepEqual(local.requests[0]?.body.messages[0].content, [
          { type: 'image_url', image_url: { url: PNG_URL } },
        ]);
      },
    }),
  ),
  {
    name: 'an image that Heroku cannot fetch is downloaded by the AI SDK',
    async run({ sdk, local, model }) {
      const asked: [string, boolean][] = [];
      await sdk.generateText({
        model: model(),
        messages: [
          {
            role: 'user',
            content: [
              { type: 'image', image: new URL('http://intranet.test/a.png') },
              { type: 'image', image: new URL(HTTPS) },
            ],
          },
        ],
        experimental_download: async (files) =>
          files.map(({ url, isUrlSupportedByModel }) => {
            asked.push([url.protocol, isUrlSupportedByModel]);
            return isUrlSupportedByModel ? null : { data: bytes(PNG), mediaType: 'image/png' };
          }),
      });
      assert.deepEqual(asked, [
        ['http:', false],
        ['https:', true],
      ]);
      assert.deepEqual(urlsIn(local), [PNG_URL, HTTPS]);
    },
  },
  {
    name: 'a text file goes in as text',
    async run({ sdk, local, model }) {
      const data = new TextEncoder().encode('Dear diary, naïve as ever.');
      await sdk.generateText({
        model: model(),
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Sum up:' },
              { type: 'file', data, mediaType: 'text/plain' },
            ],
          },
        ],
      });
      assert.match(
        JSON.stringify(local.requests[0]?.body.messages),
        /Sum up:.*Dear diary, naïve as ever\./,
      );
    },
  },
  {
    name: 'a PDF is refused by name, before anything is sent',
    async run({ sdk, local, model }) {
      const content = [
        { type: 'file' as const, data: bytes('JVBERi0xLjQK'), mediaType: 'application/pdf' },
      ];
      await assert.rejects(
        sdk.generateText({ model: model(), messages: [{ role: 'user', content }] }),
        { name: 'AI_UnsupportedFunctionalityError', message: /application\/pdf/ },
      );
      assert.deepEqual(local.requests, []);
    },
  },
  ...(['generateText', 'streamText'] as const).map(
    (way): Feature => ({
      name: `${way}: an image in a tool result, in every form`,
      anyEntry: true,
      async run({ sdk, local, model }) {
        for (const { name, toItem } of sdk.images) {
          const camera = sdk.tool({
            inputSchema: z.object({}),
            execute: async () => PNG,
            toModelOutput: sdk.modelOutput((base64) => [
              { type: 'text', text: 'Seen from the roof:' },
              toItem(base64, 'image/png'),
            ]),
          });
          local.answerWith(
            { toolCalls: [{ name: 'camera', arguments: {} }] },
            { text: `I see ${name}.` },
          );
          const result = await sdk[way]({
            model: model(),
            tools: { camera },
            stopWhen: sdk.atMost(5),
            prompt: 'Look',
          });
          assert.equal(await result.text, `I see ${name}.`);
          const [, { tool_calls }, answer, images] = local.requests.at(-1)?.body.messages ?? [];
          const [{ id }] = tool_calls;
          assert.equal(answer.role, 'tool');
          assert.match(answer.content, /^Seen from the roof:\n\[image 1/);
          assert.equal(images.role, 'user');
          assert.deepEqual(images.content[1], { type: 'image_url', image_url: { url: PNG_URL } });
          assert.ok(images.content[0].text.includes(id), 'the image says which call it belongs to');
        }
      },
    }),
  ),
  {
    name: 'images of parallel tool results come after all results, each by its name',
    async run({ sdk, local, model }) {
      const [form] = sdk.images;
      const camera = (base64: string) =>
        sdk.tool({
          inputSchema: z.object({}),
          execute: async () => base64,
          toModelOutput: sdk.modelOutput((data) => [form?.toItem(data, 'image/png') ?? {}]),
        });
      local.answerWith(
        {
          toolCalls: [
            { name: 'north', arguments: {} },
            { name: 'south', arguments: {} },
          ],
        },
        { text: 'Fine.' },
      );
      const { text } = await sdk.generateText({
        model: model(),
        tools: { north: camera(PNG), south: camera('iVBORw0KGgo=') },
        stopWhen: sdk.atMost(5),
        prompt: 'Look',
      });
      assert.equal(text, 'Fine.');
      const { messages } = local.requests[1]?.body ?? {};
      assert.deepEqual(
        messages.map(({ role }: { role: string }) => role),
        ['user', 'assistant', 'tool', 'tool', 'user'],
      );
      const [northLabel, north, southLabel, south] = messages[4].content;
      assert.match(northLabel.text, /north/);
      assert.equal(north.image_url.url, PNG_URL);
      assert.match(southLabel.text, /south/);
      assert.equal(south.image_url.url, 'data:image/png;base64,iVBORw0KGgo=');
    },
  },
  {
    name: 'a file in a tool result that cannot be sent becomes a line that names it',
    async run({ sdk, local, model }) {
      const [form] = sdk.images;
      const report = sdk.tool({
        inputSchema: z.object({}),
        execute: async () => 'JVBERi0xLjQK',
        toModelOutput: sdk.modelOutput((data) => [form?.toItem(data, 'application/pdf') ?? {}]),
      });
      local.answerWith({ toolCalls: [{ name: 'report', arguments: {} }] });
      const { steps } = await sdk.generateText({
        model: model(),
        tools: { report },
        stopWhen: sdk.atMost(5),
        prompt: 'Read',
      });
      assert.match(local.requests[1]?.body.messages.at(-1).content, /application\/pdf/);
      assert.match(said(steps[1]?.warnings).join(), /application\/pdf/);
    },
  },
];

function urlsIn(local: Lab['local']): string[] {
  const { content } = local.requests.at(-1)?.body.messages.at(-1) ?? {};
  return content.map(({ image_url }: { image_url: { url: string } }) => image_url.url);
}
