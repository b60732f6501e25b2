import { JSON_SCHEMA, TOOL_NAMES, toTool } from '../call-options';
import type { Harness } from '../harness';
import { canonical, show } from '../loose';
import { answer, text } from '../scripts';
import type { ReadRequest, WireRequest } from '../types';

const SCRIPT = answer([text('Hello')]);

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const TEXTS = ['Be brief.', 'The weather in Lisbon?', 'I look.', 'And tomorrow?'] as const;
const RESULT = 'Sunny, 21 degrees';

const system = { role: 'system', content: TEXTS[0] };
const user = (value: string) => ({ role: 'user', content: [{ type: 'text', text: value }] });
const input = { city: 'Lisbon' };
const ids = { toolCallId: 'call_1', toolName: TOOL_NAMES[0] };

const HISTORY = [
  system,
  user(TEXTS[1]),
  {
    role: 'assistant',
    content: [
      { type: 'text', text: TEXTS[2] },
      { type: 'tool-call', ...ids, input },
    ],
  },
  {
    role: 'tool',
    content: [{ type: 'tool-result', ...ids, output: { type: 'text', value: RESULT } }],
  },
  user(TEXTS[3]),
];
const CALL_ALONE = [
  { role: 'assistant', content: [{ type: 'tool-call', ...ids, input }] },
  ...HISTORY.slice(3),
];
const BLANK = [user(TEXTS[1]), { ...user(''), role: 'assistant' }, user(TEXTS[3])];
const TALK = [system, user(TEXTS[1]), { ...user(TEXTS[2]), role: 'assistant' }, user(TEXTS[3])];

/** Checks what is sent, as `readRequest` reads it. */
export async function checkRequests(harness: Harness): Promise<void> {
  const { tools = true, images = true, json = true } = harness.subject.supports ?? {};
  await check(harness, { prompt: TALK }, (read) => compareTexts(harness, read));
  if (images) await checkImage(harness);
  if (json) await checkSchema(harness);
  await check(harness, { prompt: BLANK }, (read) => checkBlanks(harness, read));
  if (!tools) return;
  await check(harness, withTools({ prompt: HISTORY }), (read) => {
    compareTexts(harness, read);
    const result = read.toolResults.find(({ id }) => id === ids.toolCallId);
    if (result?.text.includes(RESULT)) return;
    const says = `the tool results are ${show(read.toolResults)}`;
    harness.report('request-has-tool-results', says, { script: SCRIPT });
  });
  await check(harness, withTools({ prompt: [user(TEXTS[1]), ...CALL_ALONE] }), (read) =>
    checkBlanks(harness, read),
  );
  if (images) await checkImageResult(harness);
  await checkToolChoices(harness);
}

function withTools(options: object): object {
  return { tools: TOOL_NAMES.map(toTool), toolChoice: { type: 'auto' }, ...options };
}

async function checkToolChoices(harness: Harness): Promise<void> {
  const named = { type: 'tool', toolName: TOOL_NAMES[1] };
  const choices = [{ type: 'auto' }, { type: 'none' }, { type: 'required' }, named];
  for (const toolChoice of choices) {
    await check(harness, withTools({ toolChoice }), (read) => {
      const wanted = toolChoice === named ? { tool: TOOL_NAMES[1] } : toolChoice.type;
      compareTools(harness, read, wanted);
      compareChoice(harness, read, wanted);
    });
  }
}

type Wanted = string | { tool: string };

/** With the choice `none` tools need not be sent; with a named tool the others need not. */
function compareTools(harness: Harness, { toolNames }: ReadRequest, wanted: Wanted): void {
  const alone = typeof wanted === 'object' ? [wanted.tool] : wanted === 'none' ? [] : undefined;
  const sent = canonical([...toolNames].sort());
  if ([alone, [...TOOL_NAMES].sort()].some((names) => canonical(names) === sent)) return;
  const says = `of ${TOOL_NAMES.join(', ')} it sends ${toolNames.join(', ') || 'none'}`;
  harness.report('request-has-tools', says, { script: SCRIPT });
}

/** A missing choice is `auto`; if there is one tool, `required` names it. */
function compareChoice(harness: Harness, read: ReadRequest, wanted: Wanted): void {
  const { toolChoice = 'auto', toolNames } = read;
  if (wanted === 'none' && toolNames.length === 0) return;
  if (typeof wanted === 'object' && toolNames.length === 1 && toolChoice === 'required') return;
  if (canonical(toolChoice) === canonical(wanted)) return;
  const says = `the choice ${show(wanted)} is sent as ${show(toolChoice)}`;
  harness.report('request-has-tool-choice', says, { script: SCRIPT });
}

async function checkImage(harness: Harness): Promise<void> {
  const data = Uint8Array.from(atob(PIXEL), (character) => character.charCodeAt(0));
  const file = { type: 'file', mediaType: 'image/png', data: toFileData(harness, data) };
  const prompt = [{ role: 'user', content: [{ type: 'text', text: TEXTS[1] }, file] }];
  const request = await send(harness, { prompt });
  if (request?.text.includes(PIXEL)) return;
  harness.report('request-has-images', 'the request has not the bytes of the image', {
    script: SCRIPT,
  });
}

/** Checks that the schema, name and description of the JSON reach the model in some form. */
async function checkSchema(harness: Harness): Promise<void> {
  const options = { responseFormat: { type: 'json', schema: JSON_SCHEMA, name: 'place' } };
  const request = await send(harness, options);
  if (request === undefined || request.text.includes('people')) return;
  harness.report('request-has-the-schema', 'the request has not the properties of the schema', {
    script: SCRIPT,
  });
}

function checkBlanks(harness: Harness, { texts }: ReadRequest): void {
  if (!texts.some((one) => one.trim() === '')) return;
  harness.report('request-has-no-blank', `the texts are ${show(texts)}`, { script: SCRIPT });
}

async function checkImageResult(harness: Harness): Promise<void> {
  const specificationVersion = harness.specificationVersion();
  const image = { data: PIXEL, mediaType: 'image/png' };
  const value = [{ type: specificationVersion === 'v2' ? 'media' : 'image-data', ...image }];
  if (specificationVersion === 'v4') {
    value[0] = { type: 'file', ...image, data: { type: 'data', data: PIXEL } } as never;
  }
  const result = { type: 'tool-result', ...ids, output: { type: 'content', value } };
  const prompt = [...HISTORY.slice(0, 3), { role: 'tool', content: [result] }];
  await check(harness, withTools({ prompt }), ({ texts, toolResults }) => {
    const all = [...texts, ...toolResults.map(({ text }) => text)];
    if (!all.some((one) => one.includes(PIXEL))) return;
    harness.report('request-has-no-image-as-text', 'its base64 is among the texts', {
      script: SCRIPT,
    });
  });
}

/** Since v4 file data is tagged (language-model-v2.md C). */
function toFileData(harness: Harness, data: Uint8Array): unknown {
  return harness.specificationVersion() === 'v4' ? { type: 'data', data } : data;
}

function compareTexts(harness: Harness, { texts }: ReadRequest): void {
  let from = 0;
  for (const wanted of TEXTS) {
    const at = texts.findIndex((one, index) => index >= from && one.includes(wanted));
    if (at === -1) {
      const says = `${show(wanted)} is not in its place among ${show(texts)}`;
      return harness.report('request-has-texts', says, { script: SCRIPT });
    }
    from = at;
  }
}

async function check(
  harness: Harness,
  options: object,
  judge: (read: ReadRequest) => void,
): Promise<void> {
  const { readRequest } = harness.subject;
  if (readRequest === undefined) return;
  const request = await send(harness, options);
  if (request === undefined) return;
  const { value, rejection } = await harness.within(async () => readRequest(request));
  if (value) judge(value);
  else harness.report('request-can-be-read', `readRequest throws ${show(rejection)}`);
}

/** The request for these options. */
async function send(harness: Harness, options: object): Promise<WireRequest | undefined> {
  const { served, isRejected, rejection } = await harness.generate(SCRIPT, { options });
  const [first] = served;
  if (first === undefined && isRejected) {
    harness.report('good-answer-arrives', `nothing is sent: ${show(rejection)}`, {
      script: SCRIPT,
    });
  }
  return first?.request;
}
