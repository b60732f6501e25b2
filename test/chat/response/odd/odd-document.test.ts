import { describe, expect, test } from 'vitest';
import {
  beginsLikeAnAnswer,
  toPlainDocument,
} from '../../../../src/chat/response/odd/odd-document';

const DOCUMENT = '{"choices":[]}';

describe('what stands around a document is left away', () => {
  test.each<[what: string, text: string, plain?: string]>([
    ['nothing', DOCUMENT],
    ['a comment before it', `: hi\n${DOCUMENT}`],
    ['several comments and blank lines', `:\n\n: hi\r\n\r\n${DOCUMENT}`],
    ['[DONE] behind it', `${DOCUMENT}\n\ndata: [DONE]`],
    ['[DONE] without a space', `${DOCUMENT}\ndata:[DONE]`],
    ['an event of that name', `${DOCUMENT}\n\nevent:done\ndata:[DONE]`, `${DOCUMENT}\n\n`],
    ['no field before [DONE]', '[DONE]', '[DONE]'],
    ['more than [DONE] in the last field', 'data: x [DONE]', 'data: x [DONE]'],
    ['a field behind which something else ends', 'data: {}', 'data: {}'],
    ['[DONE] alone', 'data:[DONE]', ''],
  ])('%s', (_, text, plain = DOCUMENT) => {
    expect(toPlainDocument(text)).toBe(plain);
  });
});

describe('a text that was cut off', () => {
  const fields = ['data', 'event', 'id', 'retry'];
  const cut = fields.flatMap((field) =>
    Array.from({ length: field.length }, (_, at) => field.slice(0, at + 1)),
  );
  const begun = ['', '{', '{ \n', '{"', '{ "id', ': hi', '\ufffdd', 'data:', 'id\n', 'event:x'];

  test.each([...begun, ...cut])('%j may be the beginning of an answer', (text) => {
    expect(beginsLikeAnAnswer(text)).toBe(true);
  });

  test.each(['no', 'x: y', '<html>', '{a', 'database', 'dates', 'xdata:', '"data'])(
    '%j says what went wrong',
    (text) => {
      expect(beginsLikeAnAnswer(text)).toBe(false);
    },
  );
});
