import { type AnswerReader, createAnswerReader } from '../../src/response/answer-reader';

/** A reader of an answer to a plain streaming request. */
export function createReader(): AnswerReader {
  return createAnswerReader({
    name: 'heroku',
    generateId: () => 'generated',
    toolAliases: new Map(),
    includeRawChunks: false,
    error: {
      url: 'http://heroku.test',
      requestBodyValues: { stream: true },
      statusCode: 200,
      responseHeaders: {},
      redact: (text) => text,
    },
  });
}
