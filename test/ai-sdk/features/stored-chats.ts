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

const IMAGE = 'data:image/png;base64,iVBORw0KGgo=';

export const storedChatFeatures: Feature[] = CHATS.map(({ kind, ...chat }) => ({
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
    let answer: UIMessage = { id: 'answer', role: 'assistant', parts: [] };
    for await (answer of sdk.readUIMessageStream({
      stream: sdk.toUIStream(result, toErrorText(sdk.major)),
    }));

    const next = toUIUser('And?');
    const ofResult = [
      ...asked,
      ...(await sdk.history(result)),
      ...(await sdk.convertToModelMessages([next])),
    ];
    const messages = await sdk.validateUIMessages({
      messages: stored([question, { ...answer, id: 'answer' }, next]),
    });
    local.answerWith({ text: 'Bye.' }, { text: 'Bye.' });
    const fromResult = await bodyOf(ofResult);
    assert.deepEqual(await bodyOf(await sdk.convertToModelMessages(messages)), fromResult);
    assert.match(JSON.stringify(fromResult), /iVBORw0KGgo=/);
  },
}));

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
