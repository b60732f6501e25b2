import { createChatReader, createChatWire, type Subject } from 'ai-sdk-provider-heroku/conformance';
import { createMinimal } from './minimal-provider';

/** The provider as the judge takes it: a model, its server as a script plays it, its requests read back. */
export const MINIMAL: Subject = {
  model: ({ fetch }) =>
    createMinimal({ baseURL: 'http://minimal.test/v1', apiKey: 'minimal-key-1234', fetch })('m-1'),
  toWire: createChatWire(),
  readRequest: createChatReader({
    replayOf: ({ signature }) => (typeof signature === 'string' ? { signature } : undefined),
  }),
  heartbeat: ': keep-alive\n\n',
  supports: { images: false },
};
