import { bytesBefore } from '../byte-places';
import { JSON_SCHEMA, USER_TEXT } from '../call-options';
import type { Harness } from '../harness';
import { canonical, show, toRecord } from '../loose';
import type { RuleName } from '../rules';
import { answer, call, isSupported, json, reasoning, SIGNED, text } from '../scripts';
import type { Script } from '../types';

/** The functions of `ai` 5, 6 and 7 that are used. */
type Sdk = {
  generateText(options: object): Promise<TextResult>;
  streamText(options: object): TextResult & { fullStream: unknown; stream?: unknown };
  generateObject(options: object): Promise<{ object: unknown }>;
  streamObject(options: object): ObjectStream;
  jsonSchema(schema: object): unknown;
  tool(options: object): unknown;
  convertToModelMessages(messages: object[]): unknown;
  readUIMessageStream(options: { stream: unknown }): AsyncIterable<UIMessage>;
  /** In 7 and later. */
  toUIMessageStream?(options: object): unknown;
  /** Called `isStepCount` in 7 and later. */
  stepCountIs?(steps: number): unknown;
  isStepCount?(steps: number): unknown;
};
type TextResult = {
  text: PromiseLike<string> | string;
  response: PromiseLike<{ messages: object[] }> | { messages: object[] };
  /** Since 7, in which `response.messages` are those of the last step. */
  responseMessages?: PromiseLike<object[]> | object[];
  toUIMessageStream?(): unknown;
};
type ObjectStream = { object: PromiseLike<unknown>; partialObjectStream: AsyncIterable<unknown> };
type UIMessage = { role: string; parts: { type: string; state?: string; text?: string }[] };

const ANSWER = 'It is sunny in Lisbon.';
const LISBON = { city: 'Lisbon' };
const PLACE = { name: 'Lisbon', people: 545000 };
const NEXT = 'Thank you.';

/** The model under the caller's own AI SDK. */
export async function checkSdk(harness: Harness, module: object): Promise<void> {
  const sdk = module as Sdk;
  const before = toRecord(globalThis).AI_SDK_LOG_WARNINGS;
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
  try {
    const { tools = true, json: hasJson = true } = harness.subject.supports ?? {};
    for (const isStreamed of [false, true]) {
      if (tools) await checkTools(harness, sdk, { isStreamed });
      if (hasJson) await checkObjects(harness, sdk, { isStreamed });
    }
    if (tools) await checkUI(harness, sdk);
    await checkSdkAbort(harness, sdk);
  } finally {
    Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: before });
  }
}

/** A turn that thinks, speaks and calls, and the answer that follows. */
function loopScripts(harness: Harness): Script[] {
  const speak = [text('I look.'), call('call_1', 'get_weather', '{"city"', ':"Lisbon"}')];
  const think = answer([reasoning(SIGNED, 'Let me', ' see.'), ...speak], 'tool-calls');
  const first = isSupported(think, harness.subject.supports) ? think : answer(speak, 'tool-calls');
  return [first, answer([text('It is sunny', ' in Lisbon.')])];
}

function toolSettings(harness: Harness, sdk: Sdk, executed: unknown[]) {
  return {
    ...harness.toReasoningOptions(),
    tools: {
      get_weather: sdk.tool({
        description: 'The weather',
        inputSchema: sdk.jsonSchema({ type: 'object', properties: { city: { type: 'string' } } }),
        execute: async (input: unknown) => {
          executed.push(input);
          return { weather: 'sunny' };
        },
      }),
    },
    stopWhen: (sdk.stepCountIs ?? sdk.isStepCount)?.(4),
    ...QUIET,
  };
}

const QUIET = { maxRetries: 0, onError: () => {} };

async function checkTools(
  harness: Harness,
  sdk: Sdk,
  { isStreamed }: { isStreamed: boolean },
): Promise<void> {
  const scripts = loopScripts(harness);
  const [script] = scripts;
  const { model, served } = harness.tell([...scripts, answer([text('Welcome.')])]);
  const executed: unknown[] = [];
  const settings = { ...toolSettings(harness, sdk, executed), model };
  const messages = [{ role: 'user', content: USER_TEXT }];
  const run = async (more: object[]) => {
    const options = { ...settings, messages: [...messages, ...more] };
    const result = isStreamed ? sdk.streamText(options) : await sdk.generateText(options);
    const said = await result.text;
    const history = (await result.responseMessages) ?? (await result.response).messages;
    return { said, history };
  };
  const name = isStreamed ? 'streamText' : 'generateText';
  const { value, rejection, hangs } = await harness.within(() => run([]));
  const report = (says: string) => harness.report('sdk-runs-tools', `${name}: ${says}`, { script });
  if (hangs) return harness.report('hangs-not', `${name} does not end`, { script });
  if (value === undefined) return report(show(rejection));
  if (canonical(executed) !== canonical([LISBON])) return report(`it runs ${show(executed)}`);
  if (value.said !== ANSWER) return report(`it says ${show(value.said)}`);
  checkSentBack(harness, served.at(-1)?.request, { script, where: 'the second step' });

  const stored = JSON.parse(JSON.stringify(value.history)) as object[];
  const next = await harness.within(() => run([...stored, { role: 'user', content: NEXT }]));
  if (next.value === undefined) {
    const says = `${name} on stored history: ${show(next.rejection)}`;
    return harness.report('sdk-replays', says, { script });
  }
  checkSentBack(harness, served.at(-1)?.request, {
    script,
    where: 'a call with stored history',
  });
}

type Request = Parameters<NonNullable<Harness['subject']['readRequest']>>[0];

/** Whether a later request holds what the first turn said. */
function checkSentBack(
  harness: Harness,
  request: Request | undefined,
  { script, where }: { script: Script | undefined; where: string },
): void {
  const read = request && harness.subject.readRequest?.(request);
  if (read === undefined) return;
  const { texts, toolResults, replays } = read;
  const problems = [
    texts.some((one) => one.includes('I look.')) ? '' : `the text is missing in ${show(texts)}`,
    toolResults.some(({ id, text }) => id === 'call_1' && text.includes('sunny'))
      ? ''
      : `the tool results are ${show(toolResults)}`,
    !script?.says.some((said) => said.type === 'reasoning') ||
    replays.some((replay) => canonical(replay) === canonical(SIGNED))
      ? ''
      : texts.some((one) => one.includes('Let me'))
        ? `the reasoning is sent back as text: ${show(texts)}`
        : `the reasoning is sent back with ${show(replays)}, not ${show(SIGNED)}`,
  ].filter(Boolean);
  if (problems.length === 0) return;
  harness.report('sdk-replays', `in ${where} ${problems.join(', ')}`, { script });
}

async function checkObjects(
  harness: Harness,
  sdk: Sdk,
  { isStreamed }: { isStreamed: boolean },
): Promise<void> {
  const deltas = ['{"name":"Lis', 'bon",', '"people":', '545000}'];
  await checkObject(harness, sdk, {
    script: answer([json(...deltas)]),
    isStreamed,
    rule: 'sdk-makes-objects',
  });
  const fenced = answer([text('```json\n', ...deltas, '\n```')]);
  await checkObject(harness, sdk, { script: fenced, isStreamed, rule: 'sdk-takes-fenced-json' });
}

async function checkObject(
  harness: Harness,
  sdk: Sdk,
  { script, isStreamed, rule }: { script: Script; isStreamed: boolean; rule: RuleName },
): Promise<void> {
  const { model } = harness.tell([script]);
  const schema = sdk.jsonSchema(JSON_SCHEMA);
  const options = { model, schema, prompt: 'A city', ...QUIET };
  const partials: unknown[] = [];
  const name = isStreamed ? 'streamObject' : 'generateObject';
  const { value, rejection, hangs } = await harness.within(async () => {
    if (!isStreamed) return (await sdk.generateObject(options)).object;
    const { object, partialObjectStream } = sdk.streamObject(options);
    // This promise rejects too; the stream tells the error.
    Promise.resolve(object).catch(() => {});
    for await (const partial of partialObjectStream) partials.push(structuredClone(partial));
    return object;
  });
  if (hangs) return harness.report('hangs-not', `${name} does not end`, { script });
  if (canonical(value) !== canonical(PLACE)) {
    const says = `${name} gives ${show(value ?? rejection)} in place of ${show(PLACE)}`;
    return harness.report(rule, says, { script });
  }
  if (isStreamed && rule === 'sdk-makes-objects' && partials.length < 2) {
    const says = `${partials.length} partial objects of 4 deltas`;
    harness.report('sdk-makes-partial-objects', says, { script });
  }
}

async function checkUI(harness: Harness, sdk: Sdk): Promise<void> {
  const scripts = loopScripts(harness);
  const [script] = scripts;
  const { model, served } = harness.tell([...scripts, answer([text('Welcome.')])]);
  const settings = { ...toolSettings(harness, sdk, []), model };
  const { value, rejection, hangs } = await harness.within(async () => {
    const result = sdk.streamText({
      ...settings,
      messages: [{ role: 'user', content: USER_TEXT }],
    });
    const stream = sdk.toUIMessageStream
      ? sdk.toUIMessageStream({ stream: result.stream ?? result.fullStream })
      : result.toUIMessageStream?.();
    let last: UIMessage | undefined;
    for await (const message of sdk.readUIMessageStream({ stream })) last = message;
    return last;
  });
  const report = (says: string) => harness.report('sdk-makes-ui-messages', says, { script });
  if (hangs) return harness.report('hangs-not', 'a UI message stream does not end', { script });
  if (value === undefined) return report(`no UI message: ${show(rejection)}`);
  const said = value.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  if (said !== `I look.${ANSWER}`) report(`the UI message says ${show(said)}`);
  const open = value.parts.find(
    ({ state = 'done' }) => state !== 'done' && state !== 'output-available',
  );
  if (open) report(`a part is left ${open.state}: ${show(open)}`);

  const stored = JSON.parse(JSON.stringify(value)) as UIMessage;
  const user = (content: string) => ({ role: 'user', parts: [{ type: 'text', text: content }] });
  const next = await harness.within(async () => {
    const messages = await sdk.convertToModelMessages([user(USER_TEXT), stored, user(NEXT)]);
    return sdk.streamText({ ...settings, messages }).text;
  });
  if (next.value === undefined) {
    const says = `a stored UI message: ${show(next.rejection)}`;
    return harness.report('sdk-replays', says, { script });
  }
  checkSentBack(harness, served.at(-1)?.request, {
    script,
    where: 'a call with a stored UI message',
  });
}

/** What an app sees of an abort with a reason of its own, such as a server's whose client has left. */
async function checkSdkAbort(harness: Harness, sdk: Sdk): Promise<void> {
  const words = ['alpha', 'beta', 'gamma'];
  const { model, script } = harness.tellFrom(
    answer([text(...words)]),
    (request) => bytesBefore(harness.toWire, request, { words, index: 2 }),
    (after) => ({ silence: { after } }),
  );
  const controller = new AbortController();
  let aborts = 0;
  const { hangs, isRejected, rejection } = await harness.within(async () => {
    const result = sdk.streamText({
      model,
      prompt: USER_TEXT,
      abortSignal: controller.signal,
      onAbort: () => aborts++,
      ...QUIET,
    });
    // This promise rejects too.
    Promise.resolve(result.text).catch(() => {});
    const stream = (result.stream ?? result.fullStream) as AsyncIterable<{ type: string }>;
    for await (const { type } of stream) {
      // Aborts a moment later, when the AI SDK waits for the next part.
      if (type === 'text-delta') setTimeout(() => controller.abort('The client left'), 20);
    }
  });
  controller.abort();
  const report = (says: string) => harness.report('sdk-sees-the-abort', says, { script });
  if (hangs) return report('the stream does not end');
  if (isRejected) report(`the stream throws ${show(rejection)}`);
  if (aborts !== 1) report(`onAbort is called ${aborts} times`);
}
