import type { AnswerSettings } from '../../src/chat/response/answer';
import { createAnswerReader } from '../../src/chat/response/answer-reader';
import { createRedact } from '../../src/http/redact';
import type { PartsReader } from '../../src/parts/parts-reader';

/** A reader of an answer to a plain streaming request with the key `inf-secret-key`. Ids are `generated-0`, `generated-1`... */
export function createReader(settings: Partial<AnswerSettings> = {}): PartsReader {
  let count = 0;
  return createAnswerReader({
    name: 'heroku',
    generateId: () => `generated-${count++}`,
    toolAliases: new Map(),
    includeRawChunks: false,
    error: {
      url: 'http://heroku.test',
      requestBodyValues: { stream: true },
      statusCode: 200,
      responseHeaders: {},
      redact: createRedact({ authorization: 'Bearer inf-secret-key' }),
    },
    ...settings,
  });
}
