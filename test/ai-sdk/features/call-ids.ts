import assert from 'node:assert/strict';
import type { UIMessage } from 'ai';
import type { HerokuProviderSettings } from '../../../src';
import type { Feature, Lab } from '../feature';
import { rawAnswer } from '../raw-answer';
import { stored } from '../signed-thinking';
import { weatherTools } from '../weather-tools';

const CITIES = ['Paris', 'Rome', 'Oslo'];

/** How a server names the call of each answer, and the ids that the next requests have. */
const SERVERS: {
  kind: string;
  id: string | undefined;
  sent?: string[];
  modelId?: string;
  settings?: HerokuProviderSettings;
}[] = [
  { kind: 'counts ids in each answer', id: 'call_0' },
  {
    kind: 'counts the ids of Kimi in each answer',
    id: 'functions.weather:0',
    sent: ['functions.weather:0', 'functions.weather:1', 'functions.weather:2'],
    modelId: 'kimi-k2-thinking',
  },
  {
    kind: 'gives no ids, with a generateId that repeats itself',
    id: undefined,
    sent: ['id', 'id_2', 'id_3'],
    settings: { generateId: () => 'id' },
  },
];

export const callIdFeatures: Feature[] = SERVERS.flatMap((server) => [
  {
    name: `call ids: three steps of one UI message, from a server that ${server.kind}`,
    async run(lab: Lab) {
      lab.local.answerWith(...CITIES.map((city) => calling(server.id, city)), { text: 'Done.' });
      const question = toUIUser('Go');
      const answer = await chat(lab, server, [question], weatherTools(lab.sdk));
      assertResults(
        answer,
        CITIES.map((city) => ({ city, degrees: 21 })),
      );
      await assertSent(lab, server, [question, answer], 5);
    },
  },
  {
    name: `call ids: three calls that the browser answers, from a server that ${server.kind}`,
    async run(lab: Lab) {
      lab.local.answerWith(...CITIES.map((city) => calling(server.id, city)), { text: 'Done.' });
      const { execute, ...weather } = weatherTools(lab.sdk).weather;
      const question = toUIUser('Go');
      let answer: UIMessage | undefined;
      for (const city of CITIES) {
        const messages = answer ? [question, answer] : [question];
        answer = await chat(lab, server, messages, { weather }, answer);
        answer = withOutput(answer, { city });
      }
      assert.ok(answer);
      assertResults(
        answer,
        CITIES.map((city) => ({ city })),
      );
      await assertSent(lab, server, [question, answer], 4);
    },
  },
]);

/** One answer with a call, streamed in two pieces or whole. */
function calling(id: string | undefined, city: string) {
  const call = {
    id,
    type: 'function',
    function: { name: 'weather', arguments: `{"city":"${city}"}` },
  };
  const name = { index: 0, id, type: 'function', function: { name: 'weather', arguments: '' } };
  const input = { index: 0, function: { arguments: `{"city":"${city}"}` } };
  return rawAnswer({
    deltas: [{ tool_calls: [name] }, { tool_calls: [input] }],
    message: { role: 'assistant', content: '', tool_calls: [call] },
    finishReason: 'tool_calls',
  });
}

type Server = (typeof SERVERS)[number];

/** One request of useChat, whose answer goes on with the message so far; the message comes back as JSON. */
async function chat(
  { sdk, model }: Lab,
  { modelId, settings }: Server,
  messages: UIMessage[],
  tools: object,
  message: UIMessage = { id: 'answer', role: 'assistant', parts: [] },
): Promise<UIMessage> {
  const result = sdk.streamText({
    model: model(modelId, settings),
    tools: tools as ReturnType<typeof weatherTools>,
    stopWhen: sdk.atMost(9),
    messages: await sdk.convertToModelMessages(messages),
  });
  let answer = message;
  for await (answer of sdk.readUIMessageStream({ message, stream: sdk.toUIStream(result) }));
  return stored({ ...answer, id: 'answer' });
}

type AnyPart = Record<string, unknown>;

/** What useChat does when the browser has run the tool of the last call: it finds the parts of a message by the id alone. */
function withOutput(message: UIMessage, output: object): UIMessage {
  const { toolCallId } = message.parts.at(-1) as AnyPart;
  const parts = message.parts.map((part) =>
    (part as AnyPart).toolCallId === toolCallId
      ? ({ ...part, state: 'output-available', output } as typeof part)
      : part,
  );
  return { ...message, parts };
}

function assertResults({ parts }: UIMessage, outputs: object[]): void {
  const calls = (parts as AnyPart[]).filter(({ type }) => type === 'tool-weather');
  assert.deepEqual(
    calls.map(({ input }) => input),
    CITIES.map((city) => ({ city })),
  );
  assert.deepEqual(
    calls.map(({ output }) => output),
    outputs,
  );
}

/** What the next request says of the calls and their results. */
async function assertSent(lab: Lab, server: Server, messages: UIMessage[], nth: number) {
  await chat(lab, server, [...messages, toUIUser('And?')], weatherTools(lab.sdk));
  type Message = {
    role: string;
    tool_call_id?: string;
    content: string;
    tool_calls?: { id: string }[];
  };
  const sent: Message[] = lab.local.requests[nth - 1]?.body.messages;
  const ids = sent.flatMap(({ tool_calls = [] }) => tool_calls.map(({ id }) => id));
  const results = sent.filter(({ role }) => role === 'tool');
  assert.equal(new Set(ids).size, CITIES.length);
  assert.equal(ids[0], server.sent?.[0] ?? server.id);
  if (server.sent) assert.deepEqual(ids, server.sent);
  assert.deepEqual(
    results.map(({ tool_call_id }) => tool_call_id),
    ids,
  );
  assert.deepEqual(
    results.map(({ content }) => JSON.parse(content).city),
    CITIES,
  );
}

function toUIUser(text: string): UIMessage {
  return { id: text, role: 'user', parts: [{ type: 'text', text }] };
}
