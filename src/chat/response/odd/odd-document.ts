import { DONE } from './odd-lines';

/** A document without the comments that may stand before it and the `data: [DONE]` behind it, with which some servers end it. */
export function toPlainDocument(text: string): string {
  return withoutDone(text.replace(LEADING_COMMENTS, ''));
}

/** Read from the end, since no expression is anchored there. */
function withoutDone(text: string): string {
  if (!text.endsWith(DONE)) return text;
  const data = text.lastIndexOf('data:');
  if (data < 0 || text.slice(data + 5).trim() !== DONE) return text;
  const document = text.slice(0, data).trimEnd();
  const lastLine = document.lastIndexOf('\n') + 1;
  return document.slice(lastLine).trimStart().startsWith('event:')
    ? document.slice(0, lastLine)
    : document;
}

/** Whether a text without an answer is the beginning of one that was cut off, rather than a text that says what went wrong. */
export function beginsLikeAnAnswer(text: string): boolean {
  return BEGINS_LIKE_AN_ANSWER.test(text);
}

/** Comments keep a connection alive: they may come before a document too. */
const LEADING_COMMENTS = /^(:[^\r\n]*[\r\n]\s*)+/;

/** Nothing, a completion, a comment, or the field of an event, whole or cut short, as a byte order mark before it may be. */
const BEGINS_LIKE_AN_ANSWER =
  /^\ufffd?(\{\s*("|$)|(d?a?t?a?|e?v?e?n?t?|i?d?|r?e?t?r?y?)([:\r\n]|$))/;
