import { convertToModelMessages, DefaultChatTransport, streamText, tool, type UIMessage } from 'ai';
import { JSDOM } from 'jsdom';
import { z } from 'zod';
import type { Suite } from '../case';
import { type Lab, MODEL, THINKING } from '../lab';

const weather = tool({
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => ({ city, celsius: 21 }),
});

/** What a chat's route does on the server. */
async function route(lab: Lab, init: RequestInit | undefined): Promise<Response> {
  const { messages } = JSON.parse(String(init?.body)) as { messages: UIMessage[] };
  const result = streamText({
    model: lab.heroku(MODEL),
    messages: await convertToModelMessages(messages),
    tools: { weather },
    stopWhen: ({ steps }) => steps.length === 5,
    providerOptions: THINKING,
  });
  return result.toUIMessageStreamResponse();
}

type Chat = {
  messages: UIMessage[];
  status: string;
  error: Error | undefined;
  sendMessage: (message: { text: string }) => Promise<void>;
};

/** Renders a component with `useChat` in it; `chat` gives what it saw last. */
async function openChat(lab: Lab): Promise<{ chat: () => Chat; close: () => void }> {
  const { window } = new JSDOM('<div id="root"></div>', { pretendToBeVisual: true });
  // React looks for a browser when it is imported. Node 20 has no navigator, later ones do not let theirs be replaced.
  Object.assign(globalThis, { window, document: window.document });
  if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: window.navigator });
  const { createElement } = await import('react');
  const { createRoot } = await import('react-dom/client');
  const { useChat } = await import('@ai-sdk/react');

  let latest: Chat | undefined;
  const transport = new DefaultChatTransport({
    api: 'http://app.invalid/api/chat',
    fetch: (_url, init) => route(lab, init),
  });
  function Page() {
    const chat: Chat = useChat({ transport });
    latest = chat;
    return createElement('p', null, chat.messages.map(textOf).join('\n'));
  }
  const root = createRoot(window.document.getElementById('root'));
  root.render(createElement(Page));
  await until(() => latest !== undefined);
  return { chat: () => latest as Chat, close: () => root.unmount() };
}

const textOf = ({ parts }: UIMessage) =>
  parts.map((part) => (part.type === 'text' ? part.text : '')).join('');

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function ask(chat: () => Chat, text: string): Promise<UIMessage> {
  const before = chat().messages.length;
  await chat().sendMessage({ text });
  await until(() => chat().messages.length === before + 2 && chat().status !== 'streaming');
  const { error, messages } = chat();
  if (error) throw error;
  return messages.at(-1) as UIMessage;
}

export const useChatSuite: Suite = {
  title: '`useChat` in jsdom',
  package: '@ai-sdk/react',
  cases: [
    {
      name: 'text, reasoning and a tool in a page',
      async run(lab) {
        const { chat, close } = await openChat(lab);
        const answer = await ask(chat, 'How is the weather in Paris?');
        const types = answer.parts.map(({ type }) => type);
        for (const type of ['reasoning', 'tool-weather', 'text'])
          lab.check(types.includes(type as 'text'), `no ${type} in ${types}`);
        lab.check(textOf(answer).includes('"celsius":21'), textOf(answer));
        lab.check(document.body.textContent?.includes('"celsius":21'), 'It is not in the page');
        close();
      },
    },
    {
      name: 'a second question replays signed thinking',
      async run(lab) {
        const { chat, close } = await openChat(lab);
        await ask(chat, 'Why?');
        const answer = await ask(chat, 'And then?');
        lab.check(textOf(answer).endsWith('You said: And then?'), textOf(answer));
        const [, second] = lab.bodies();
        const replayed = second?.messages.find(({ role }) => role === 'assistant');
        lab.check(replayed?.reasoning?.signature, JSON.stringify(second?.messages));
        lab.check(second?.extended_thinking?.enabled, 'thinking is off');
        close();
      },
    },
  ],
};
