import { createMinimal } from '../../examples/minimal-provider/minimal-provider';
import { createChatReader, createChatWire, type Subject } from '../../src/conformance';

/** As docs/write-a-provider.md prints it. */
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
