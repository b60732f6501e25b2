import type { Finding, Level, StreamPart } from './types';

/** A rule for a provider's model. */
export type Rule = {
  /** How much depends on it. */
  level: Level;
  /** What holds. */
  says: string;
  /** Where that is seen: in the code of `ai`, or in a report of who missed it. */
  source: string;
};

const must = (says: string, source: string): Rule => ({ level: 'must', says, source });
const should = (says: string, source: string): Rule => ({ level: 'should', says, source });

const D = 'docs/sources/language-model-v2.md D';
const A = (part: number) => `docs/sources/language-model-v2.md A${part}`;
const F = (entry: string) => `docs/sources/field-reports-2.md ${entry}`;

const rules = {
  // The parts of one stream.
  'part-known': must(
    'Parts are of the types that the specification names.',
    'ai 5 dist: "Unhandled chunk type" is thrown for others',
  ),
  'stream-start-first': should('stream-start comes first, once.', `${D} (stream-text.ts:1259)`),
  'block-open': must(
    'A delta or an end belongs to a text or reasoning block that is open.',
    `${D} (stream-text.ts:737-816): "text part X not found", and the text is lost`,
  ),
  'block-closed': must(
    'A block that was started ends before finish.',
    `${D} (stream-text.ts:756): else the UI part never closes`,
  ),
  'block-id': should('A block has an id of its own that is not empty.', D),
  'block-alone': should(
    'One block or tool input is written at a time.',
    `${A(5)}: vercel/ai#10755`,
  ),
  'delta-not-empty': should('Deltas say something.', `${D} (stream-text.ts:1294)`),
  'tool-input-open': must(
    'A delta of a tool input comes between its start and its end.',
    'ai 5 processUIMessageStream: a delta without a start is a TypeError',
  ),
  'tool-input-closed': should(
    'A tool input starts once and ends.',
    `${A(1)}: OpenRouter #413; ${D} (stream-text.ts:1388-1430)`,
  ),
  'tool-input-agrees': should(
    'A tool input is announced before its call, and its deltas add up to it.',
    `${D} (stream-text.ts:1388-1430)`,
  ),
  'call-id': must('A tool call has an id.', `${A(1)}: OpenRouter #160`),
  'call-name': must('A tool call has a name.', `${D} (parse-tool-call.ts)`),
  'call-once': must('A tool call goes out once.', `${A(1)}: the AI SDK runs the tool twice`),
  'call-not-after-error': must('No tool call comes after an error.', `${A(3)}: the tool may run`),
  'failed-answer-has-no-call': should(
    'No tool call goes out before it is sure that the answer does not fail.',
    `${A(1)}: vercel/ai#13137; ${D} (run-tools-transformation.ts:337-353)`,
  ),
  'call-can-run': must(
    'The finish reason lets the tools run: tool-calls or stop.',
    `${A(2)}: vercel/ai#19063`,
  ),
  'finish-last': must(
    'finish comes once, after all content.',
    `${D} (stream-text.ts:1358): without it no finish reason and no usage`,
  ),
  'finish-is-the-end': should('Nothing comes after finish.', D),
  'finish-tool-calls': should(
    'The finish reason is tool-calls only if there is a call.',
    `${A(2)}: anomalyco/opencode#5139`,
  ),
  'error-then-finish-error': must(
    'After an error part the finish reason is error.',
    `${D} (stream-text.ts:1358): a later finish overrides the error`,
  ),
  'error-is-told': should('The finish reason is error only after an error part.', D),
  'error-is-an-error': should('The error of an error part is an Error.', D),
  'usage-is-a-number': must(
    'Usage is undefined or a count, never NaN.',
    `${A(4)}: vercel/ai#3268, #5873, #6648`,
  ),
  'timestamp-is-a-date': must('The timestamp is a valid date.', `${D} (stream-text.ts:1349)`),
  'metadata-is-json': must(
    'Provider metadata survives JSON.',
    `${D}: the AI SDK copies it into the next request, and apps store it`,
  ),

  // What the server said.
  'good-answer-arrives': must('A good answer is no error.', `${A(4)}: vercel/ai#7417`),
  'text-as-said': must('The text is what the server said.', A(3)),
  'reasoning-as-said': must('The reasoning is what the server said.', A(5)),
  'calls-as-said': must(
    'Each tool call has the name and the input that the server gave it.',
    `${A(1)}: a tool runs with another input, or not at all`,
  ),
  'order-as-said': must(
    'Text, reasoning and calls keep their order.',
    `${A(5)}: vercel/ai#10755; ${D} (stream-text.ts:677-693): content is in the order of its starts`,
  ),
  'finish-as-said': must(
    'The finish reason is what the server said.',
    `${A(2)}: it decides whether tools run and the loop goes on`,
  ),
  'usage-as-said': should('Usage is what the server said.', A(4)),
  'json-as-said': must('JSON output comes as text that parses.', A(6)),
  'generate-agrees': must('doGenerate gives what doStream adds up to.', A(5)),
  'split-changes-nothing': must(
    'How the bytes are split changes nothing.',
    `${A(8)}: the network decides it`,
  ),
  'first-delta-at-once': should('A delta is delivered before the next is sent.', D),
  'result-is-complete': must(
    'doGenerate gives content, finishReason, usage and warnings.',
    `${D} (generate-text.ts)`,
  ),

  // What went wrong.
  'hangs-not': must('Every call and every read ends.', 'an app that waits for ever'),
  'cut-is-told': must(
    'An answer that was cut off ends with an error.',
    `${A(3)}: vercel/ai#19165: a truncated answer looks complete`,
  ),
  'cut-makes-no-call': must(
    'No tool call goes out of an answer that was cut off.',
    `${A(3)}: CommandCodeAI/command-code#785; ${A(1)}: vercel/ai#13137`,
  ),
  'cut-invents-nothing': must('What came before the cut is the beginning of the answer.', A(3)),
  'length-makes-no-call': must(
    'No tool call goes out on an input that a limit cut short.',
    `${A(3)}: an invalid call is answered by one more step`,
  ),
  'stream-does-not-throw': should(
    'The stream ends with an error part and finish, and throws only on abort.',
    `${A(3)}: OpenRouter #412; no text-end, no finish, no usage`,
  ),
  'error-is-api-call-error': must(
    'Errors of the server are APICallErrors.',
    `${D}: isRetryable and responseHeaders are read from it`,
  ),
  'error-is-retryable': must(
    'isRetryable is true for 408, 409, 429 and 5xx, and false for other statuses.',
    `${D}: it drives the retries of the AI SDK`,
  ),
  'error-has-headers': must(
    'The error has the response headers.',
    `${A(3)}: retry-after is read from them (vercel/ai#7247)`,
  ),
  'error-in-its-words': should("The error has the server's words.", `${A(3)}: OpenRouter #422`),
  'first-error-rejects': should(
    'An error in place of an answer rejects, so that it can be retried.',
    `${A(3)}: vercel/ai#21345`,
  ),
  'failure-is-told': must('An answer that failed is no good answer.', `${A(3)}: vercel/ai#3779`),
  'error-hides-the-key': should('No key is in an error.', 'errors are logged, and shown to users'),
  'abort-frees-the-connection': must(
    'An abort, or the end of interest, closes the connection.',
    `${A(8)}: vercel/ai#19367`,
  ),
  'abort-ends-the-call': must('After an abort the call rejects or the stream ends.', D),
  'abort-is-the-end': should('Nothing is delivered after an abort.', D),
  'abort-is-named': must(
    'What is thrown after an abort is named AbortError or TimeoutError, whatever its reason.',
    `${F('H1')}: ai 5 and 6 know an abort by this name alone; a server whose client leaves aborts with a string; generateText wraps other names into a RetryError after its first try`,
  ),
  'abort-tells-its-reason': should(
    'What is thrown after an abort is its reason, or has it as cause.',
    `${F('H1')}: a log that says why`,
  ),

  // What a server does to the connection.
  'silent-start-resolves': must(
    'doStream resolves within the grace although a server that has answered 200 says nothing.',
    `${F('H2')}: timeout.chunkMs of ai 6 and firstChunkMs of ai 7 start when doStream has resolved, and never fire before`,
  ),
  'lost-start-rejects': should(
    'A connection that is lost, or a body that ends, before the first part rejects with a retryable error.',
    `${F('H3')}: streamText retries what doStream rejects with, and no error part`,
  ),
  'lingering-ends': must(
    'A stream with finish reason and usage ends, and frees its connection, although the server keeps it open.',
    `${F('H4')}: no call of ai 5, 6 or 7 ends before its stream does`,
  ),
  'late-usage-is-read': should(
    'Usage that comes 400 ms after the finish reason is read.',
    `${F('H4')}: who ends an answer early must not lose what it cost`,
  ),

  // What a server does with ids and limits.
  'call-id-is-new': must(
    'A tool call has an id that no other call of the prompt and of the answer has.',
    `${F('H5')}: useChat overwrites the result of the earlier call, and sends the wrong one to the model`,
  ),
  'limit-makes-no-call': must(
    'No tool call goes out on an input that does not parse where the output tokens are as many as maxOutputTokens, whatever the finish reason.',
    `${F('H6')}: an app that repairs JSON runs the tool on half its input`,
  ),
  'limit-is-told': should(
    'The finish reason is then length.',
    `${F('H6')}: the app is to ask for more tokens, or to shorten its prompt`,
  ),

  // What a fetch gives.
  'body-of-text-is-read': should(
    'A response without body is read by its text().',
    `${F('N1')}: React Native's fetch, test doubles; read as empty, it is asked and paid for three times`,
  ),
  'body-of-strings-is-read': should(
    'A body that gives strings is read.',
    `${F('N1')}: test doubles of fetch`,
  ),

  // What is done with the call.
  'options-unchanged': must(
    'Prompt and options are not changed.',
    `${D}: the AI SDK uses the same objects for a retry`,
  ),
  'calls-do-not-mix': must('Two calls at once do not mix.', 'one model serves a whole server'),
  'request-has-texts': must(
    'All texts of the prompt are sent, in order.',
    `${D} (prompt.ts:16-50)`,
  ),
  'request-has-tools': must('All tools are sent.', `${D} (prepare-tools-and-tool-choice.ts)`),
  'request-has-tool-choice': must(
    'The tool choice is sent.',
    `${D} (prepare-tools-and-tool-choice.ts)`,
  ),
  'request-has-tool-results': must('Tool results are sent with the id of their call.', D),
  'request-has-images': must('Images are sent.', `${A(7)}; docs/sources/language-model-v2.md C`),
  'request-has-the-schema': must(
    'The schema of JSON output is sent.',
    `${A(6)}; ${D}: the AI SDK puts it into no prompt`,
  ),
  'request-has-no-blank': should(
    'No empty text is sent.',
    `${A(7)}: anomalyco/opencode#17395, vercel/ai#13466; ${D} (convert-to-language-model-prompt.ts:80)`,
  ),
  'request-has-no-image-as-text': should(
    'An image in a tool result is not sent as text.',
    `${A(7)}: vercel/ai#8209, #21174`,
  ),
  'request-can-be-read': must('readRequest reads what is sent.', 'the subject itself'),

  // Under the AI SDK.
  'sdk-sees-the-abort': must(
    'After an abort with a reason of its own streamText calls onAbort once, and its stream ends without throwing.',
    `${F('H1')}: ai 5 and 6 throw the reason, and the UI takes half a text for a whole one`,
  ),
  'sdk-runs-tools': must(
    'The tool loop runs each tool once and comes to its answer.',
    `${A(2)}, D`,
  ),
  'sdk-makes-objects': must('Objects are made.', `${A(6)}: vercel/ai#12491`),
  'sdk-makes-partial-objects': should('Partial objects arrive before the last.', D),
  'sdk-takes-fenced-json': should(
    'JSON in a fence is still an object.',
    `${A(6)}: vercel/ai#12491`,
  ),
  'sdk-makes-ui-messages': must('UI messages are complete, and each part is done.', D),
  'sdk-replays': must(
    'History that was stored as JSON is sent back, with what reasoning needs.',
    `${A(5)}: vercel/ai#12049; ${D}`,
  ),
} satisfies Record<string, Rule>;

export type RuleName = keyof typeof rules;

/** All rules, by name. A source in language-model-v2.md names the thread, or the lines of `ai`. */
export const RULES: Readonly<Record<string, Rule>> = rules;

/** Reports a problem: the rule that is broken, and how. */
export type ReportProblem = (rule: RuleName, says: string) => void;

export function toFinding(
  rule: RuleName,
  says: string,
  more: Partial<Pick<Finding, 'script' | 'dialect'>> & { parts?: readonly StreamPart[] } = {},
): Finding {
  const { level, source } = rules[rule];
  return { rule, level, source, says, parts: [], ...more };
}
