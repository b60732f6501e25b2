import assert from 'node:assert/strict';
import type { ModelMessage, UIMessage } from 'ai';
import { LOCAL_KEY, type ScriptedAnswer } from '../../../src/local';
import type { Feature, Lab } from '../feature';
import { call, SIGNED, stored, thinking } from '../signed-thinking';
import { weatherTools } from '../weather-tools';

/** What is said in a chat. */
type Chat = {
  kind: string;
  answers: ScriptedAnswer[];
  /** Default: the weather. */
  toTools?: (lab: Lab) => object;
  isAgent?: boolean;
  thinks?: boolean;
};

const failing = ({ sdk }: Lab) => {
  const { weather } = weatherTools(sdk);
  const execute = () => Promise.reject(new Error('No such city'));
  return { weather: { ...weather, execute } };
};

const server = ({ createHeroku, local }: Lab) =>
  createHeroku({ baseURL: local.url, apiKey: LOCAL_KEY });

const python = (lab: Lab) => ({
  python: server(lab).tools.codeExecPython({ targetAppName: 'my-app' }),
});

const ran = (result: string | Record<string, unknown>, isError: boolean): ScriptedAnswer[] => [
  {
    inferences: [
      { toolCalls: [{ name: 'code_exec_python', arguments: { code: '1' }, result, isError }] },
      { text: 'Done.' },
    ],
  },
];

const CHATS: Chat[] = [
  { kind: 'text', answers: [{ text: 'Hello.' }] },
  {
    kind: 'calls and results',
    answers: [{ text: 'I look.', toolCalls: [call('Paris'), call('Rome')] }, { text: 'Sunny.' }],
  },
  {
    kind: 'calls of several steps',
    answers: [
      { toolCalls: [call('Paris')] },
      { text: 'Now:', toolCalls: [call('Rome')] },
      { text: 'Sunny.' },
    ],
  },
  {
    kind: 'an error of a tool',
    answers: [{ toolCalls: [call('Paris')] }, { text: 'It failed.' }],
    toTools: failing,
  },
  {
    kind: 'signed thinking',
    answers: [
      { reasoning: SIGNED, text: 'I look.', toolCalls: [call('Paris')] },
      { reasoning: SIGNED, text: 'Sunny.' },
    ],
    thinks: true,
  },
  { kind: 'a tool that Heroku ran', answers: ran('1', false), toTools: python, isAgent: true },
  {
    kind: 'a tool that Heroku ran and that failed',
    answers: ran('No dyno', true),
    toTools: python,
    isAgent: true,
  },
  {
    kind: 'a tool that Heroku ran and that failed with an object',
    answers: ran({ isError: true, content: [{ type: 'text', text: 'No dyno' }] }, true),
    toTools: python,
    isAgent: true,
  },
];

/**
 * How the user answers the question whether a tool may run. `denial`: what the model reads of it, from the messages of the results
 * and from the stored chat, where the AI SDK (6 and 7) writes the reason alone, as the text of an error.
 */
const APPROVALS: {
  kind: string;
  response: { approved: boolean; reason?: string };
  denial?: { ofResults: string; ofStored: string };
}[] = [
  { kind: 'given', response: { approved: true } },
  { kind: 'given with a reason', response: { approved: true, reason: 'Go on.' } },
  {
    kind: 'denied',
    response: { approved: false },
    denial: {
      ofResults: 'The user denied this tool call.',
      ofStored: 'Tool call execution denied.',
    },
  },
  {
    kind: 'denied with a reason',
    response: { approved: false, reason: 'Not today.' },
    denial: {
      ofResults: 'The user denied this tool call: Not today.',
      ofStored: 'Not today.',
    },
  },
];

const IMAGE = 'data:image/png;base64,iVBORw0KGgo=';

const inOneCall: Feature[] = CHATS.map(({ kind, ...chat }) => ({
  name: `stored chats: ${kind}, from the messages of the result and from stored UI messages`,
  async run(lab: Lab) {
    const { sdk, local, model } = lab;
    const tools = (chat.toTools ?? (() => weatherTools(sdk)))(lab) as ReturnType<
      typeof weatherTools
    >;
    const settings = {
      model: chat.isAgent ? server(lab).agent('claude-4-5-sonnet') : model(),
      tools,
      stopWhen: sdk.atMost(9),
      ...(chat.thinks && { providerOptions: thinking }),
    };
    const question = toUIUser('Go');
    question.parts.push({ type: 'file', mediaType: 'image/png', url: IMAGE });
    const asked = await sdk.convertToModelMessages([question]);
    const bodyOf = async (messages: ModelMessage[]) => {
      await sdk.generateText({ ...settings, messages });
      return local.requests.at(-1)?.body;
    };

    local.answerWith(...chat.answers);
    const result = sdk.streamText({ ...settings, messages: asked });
    const answer = await toUIAnswer(sdk, result);

    const next = toUIUser('And?');
    const ofResult = [
      ...asked,
      ...(await sdk.history(result)),
      ...(await sdk.convertToModelMessages([next])),
    ];
    const messages = await sdk.validateUIMessages({
      messages: stored([question, answer, next]),
    });
    local.answerWith({ text: 'Bye.' }, { text: 'Bye.' });
    const fromResult = await bodyOf(ofResult);
    assert.deepEqual(await bodyOf(await sdk.convertToModelMessages(messages)), fromResult);
    assert.match(JSON.stringify(fromResult), /iVBORw0KGgo=/);
  },
}));

const approvals: Feature[] = APPROVALS.map(({ kind, response, denial }) => ({
  name: `stored chats: an approval ${kind}, from the messages of the results and from stored UI messages`,
  since: 6,
  async run(lab: Lab) {
    const { sdk, local, model } = lab;
    const weather = { ...weatherTools(sdk).weather, needsApproval: true };
    const settings = { model: model(), tools: { weather }, stopWhen: sdk.atMost(9) };
    const load = async (messages: UIMessage[]) =>
      sdk.convertToModelMessages(await sdk.validateUIMessages({ messages: stored(messages) }));
    const bodyOf = async (messages: ModelMessage[]) => {
      local.answerWith({ text: 'Bye.' });
      await sdk.generateText({ ...settings, messages });
      return local.requests.at(-1)?.body;
    };
    const question = toUIUser('Go');
    const next = toUIUser('And?');

    local.answerWith({ text: 'May I?', toolCalls: [call('Paris')] });
    const asked = await load([question]);
    const first = sdk.streamText({ ...settings, messages: asked });
    const { answered, approvalId } = withApproval(await toUIAnswer(sdk, first), response);

    // The messages of the results, with the decision behind those of the first call.
    const approval = { type: 'tool-approval-response', approvalId, ...response };
    const decided: ModelMessage[] = [
      ...asked,
      ...(await sdk.history(first)),
      { role: 'tool', content: [approval as never] },
    ];
    local.answerWith({ text: 'Done.' });
    const second = await sdk.generateText({ ...settings, messages: decided });
    const fromResults = await bodyOf([
      ...decided,
      ...(await sdk.history(second)),
      ...(await load([next])),
    ]);

    // The stored chat, which holds the decision in the part of the call.
    local.answerWith({ text: 'Done.' });
    const streamed = sdk.streamText({ ...settings, messages: await load([question, answered]) });
    const answer = await toUIAnswer(sdk, streamed, answered);
    const fromStored = await bodyOf(await load([question, answer, next]));

    assert.equal(resultIn(fromResults), denial?.ofResults ?? '{"city":"Paris","degrees":21}');
    if (denial) {
      assert.equal(resultIn(fromStored), denial.ofStored);
      setResult(fromStored, denial.ofResults);
    }
    assert.deepEqual(fromStored, fromResults);
  },
}));

export const storedChatFeatures: Feature[] = [...inOneCall, ...approvals];

/** @param message the answer so far, which goes on. */
async function toUIAnswer(
  sdk: Lab['sdk'],
  result: Parameters<typeof sdk.toUIStream>[0],
  message: UIMessage = { id: 'answer', role: 'assistant', parts: [] },
): Promise<UIMessage> {
  let answer = message;
  const stream = sdk.toUIStream(result, toErrorText(sdk.major));
  for await (answer of sdk.readUIMessageStream({ message, stream }));
  return { ...answer, id: 'answer' };
}

/** What `addToolApprovalResponse` of useChat does. */
function withApproval(message: UIMessage, response: { approved: boolean; reason?: string }) {
  let approvalId = '';
  const parts = (stored(message.parts) as { state?: string; approval?: { id: string } }[]).map(
    (part) => {
      if (part.state !== 'approval-requested') return part;
      approvalId = part.approval?.id ?? '';
      return {
        ...part,
        state: 'approval-responded',
        approval: { ...part.approval, ...response },
      };
    },
  );
  assert.ok(approvalId);
  return { answered: { ...message, parts } as UIMessage, approvalId };
}

type Body = { messages: { role: string; content: string }[] };

function resultIn({ messages }: Body): string | undefined {
  return messages.find(({ role }) => role === 'tool')?.content;
}

function setResult({ messages }: Body, content: string): void {
  for (const message of messages) if (message.role === 'tool') message.content = content;
}

/** Unless the app says more, the AI SDK stores "An error occurred." in place of what a tool threw. */
const toErrorText =
  (major: number) =>
  (error: unknown): string => {
    // What the loop itself tells the model: AI SDK 7 puts the name of the error in front.
    if (error instanceof Error) return major === 7 ? String(error) : error.message;
    return typeof error === 'string' ? error : JSON.stringify(error);
  };

function toUIUser(text: string): UIMessage {
  return { id: text, role: 'user', parts: [{ type: 'text', text }] };
}
