import type {
  LanguageModelV2Content,
  LanguageModelV2Prompt,
  LanguageModelV2StreamPart,
  LanguageModelV2ToolCall,
} from '@ai-sdk/provider';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { ChatRequestBody, WireMessage } from '../../src/chat/wire/request';
import {
  chunkOf,
  DONE,
  eventOf,
  modelWith,
  readAll,
  scriptedFetch,
} from '../support/scripted-model';
import { law } from './law';

/** How servers name the calls of an answer: each counts from 0 in every answer. */
const SERVER_IDS = {
  counted: (nth) => `call_${nth}`,
  vllm: (nth) => `chatcmpl-tool-${nth}`,
  kimi: (nth, tool) => `functions.${tool}:${nth}`,
  // What an id of Kimi's becomes on its way to a model that does not take it.
  alias: (nth, tool) => `functions_${tool}_${nth}`,
  one: () => 'call',
  none: () => undefined,
} satisfies Record<string, (nth: number, tool: string) => string | undefined>;

type ServerIds = keyof typeof SERVER_IDS;

type Turn = { tools: string[]; ids: ServerIds; isStreamed: boolean };

type Conversation = { modelId: string; generatesOne: boolean; turns: Turn[] };

const TOOLS = ['look', 'find'];

const serverIds = fc.constantFrom(...(Object.keys(SERVER_IDS) as ServerIds[]));

const turn = (ids: fc.Arbitrary<ServerIds>, tools = TOOLS): fc.Arbitrary<Turn> =>
  fc.record({
    tools: fc.array(fc.constantFrom(...tools), { minLength: 1, maxLength: 3 }),
    ids,
    isStreamed: fc.boolean(),
  });

const conversation = (turn: fc.Arbitrary<Turn>, ...modelIds: string[]) =>
  fc.record<Conversation>({
    modelId: fc.constantFrom(...modelIds),
    generatesOne: fc.boolean(),
    turns: fc.array(turn, { minLength: 2, maxLength: 5 }),
  });

law(
  'whatever ids a server repeats, each call of a conversation has its own, and what was sent stays',
  { values: conversation(turn(serverIds), 'claude-4-5-sonnet', 'kimi-k2-5'), runs: 200 },
  async (conversation) => {
    const { calls, bodies } = await hold(conversation);
    const ids = calls.map(({ toolCallId }) => toolCallId);
    expect(new Set(ids).size).toBe(ids.length);
    bodies.forEach((body, nth) => {
      assertAnswered(body.messages);
      const before = bodies[nth - 1]?.messages ?? [];
      expect(body.messages.slice(0, before.length)).toEqual(before);
    });
  },
);

law(
  'Kimi gets ids that count the calls of the conversation, as it would itself',
  { values: conversation(turn(fc.constant('kimi'), ['look']), 'kimi-k2-5'), runs: 100 },
  async (conversation) => {
    const { calls, bodies } = await hold(conversation);
    const sent = bodies.at(-1)?.messages.flatMap(callsOf) ?? [];
    expect(sent.map(({ id }) => id)).toEqual(
      calls.map(({ toolName }, nth) => `functions.${toolName}:${nth}`),
    );
  },
);

/** Answers every call with its own number, and asks once more at the end. */
async function hold({ modelId, generatesOne, turns }: Conversation) {
  const prompt: LanguageModelV2Prompt = [{ role: 'user', content: [{ type: 'text', text: 'Go' }] }];
  const calls: LanguageModelV2ToolCall[] = [];
  const bodies: ChatRequestBody[] = [];
  let generated = 0;
  const generateId = () => (generatesOne ? 'generated' : `generated-${generated++}`);
  for (const turn of [...turns, undefined]) {
    const { fetch, requests } = scriptedFetch(
      turn ? answerOf(turn) : answerOf({ ids: 'none', tools: [], isStreamed: false }),
    );
    const model = modelWith(fetch, modelId, { generateId });
    const content = await ask(model, prompt, turn?.isStreamed ?? false);
    bodies.push(requests[0]?.body as ChatRequestBody);
    const called = content.filter((part) => part.type === 'tool-call');
    expect(called.map(({ toolName }) => toolName)).toEqual(turn?.tools ?? []);
    prompt.push(
      {
        role: 'assistant',
        content: called.map(({ toolCallId, toolName, input }) => ({
          type: 'tool-call',
          toolCallId,
          toolName,
          input: JSON.parse(input),
        })),
      },
      {
        role: 'tool',
        content: called.map(({ toolCallId, toolName, input }) => ({
          type: 'tool-result',
          toolCallId,
          toolName,
          output: { type: 'text', value: `Result of ${input}` },
        })),
      },
    );
    calls.push(...called);
  }
  return { calls, bodies };
}

async function ask(
  model: ReturnType<typeof modelWith>,
  prompt: LanguageModelV2Prompt,
  isStreamed: boolean,
): Promise<LanguageModelV2Content[]> {
  const tools = TOOLS.map((name) => ({
    type: 'function' as const,
    name,
    inputSchema: { type: 'object' as const },
  }));
  if (!isStreamed) return (await model.doGenerate({ prompt, tools })).content;
  const parts = await readAll((await model.doStream({ prompt, tools })).stream);
  assertOneIdEach(parts);
  return parts.filter((part) => part.type === 'tool-call');
}

/** What tells of a call tells the id of the call. */
function assertOneIdEach(parts: LanguageModelV2StreamPart[]): void {
  const idsOf = (type: string) =>
    parts.flatMap((part) => {
      if (part.type !== type) return [];
      return part.type === 'tool-call' ? part.toolCallId : 'id' in part ? (part.id ?? []) : [];
    });
  const ids = idsOf('tool-call').sort();
  for (const type of ['tool-input-start', 'tool-input-delta', 'tool-input-end']) {
    expect([...new Set(idsOf(type))].sort()).toEqual(ids);
  }
}

let calls = 0;

function answerOf({ tools, ids, isStreamed }: Turn): string {
  const tool_calls = tools.map((name, index) => ({
    index,
    type: 'function',
    id: SERVER_IDS[ids](index, name),
    function: { name, arguments: JSON.stringify({ nth: calls++ }) },
  }));
  const finish_reason = tools.length > 0 ? 'tool_calls' : 'stop';
  const message = { role: 'assistant', content: '', tool_calls };
  if (!isStreamed) return JSON.stringify({ choices: [{ index: 0, message, finish_reason }] });
  return (
    tool_calls.map((call) => eventOf(chunkOf({ tool_calls: [call] }))).join('') +
    eventOf(chunkOf({}, finish_reason)) +
    DONE
  );
}

const callsOf = (message: WireMessage) =>
  message.role === 'assistant' ? (message.tool_calls ?? []) : [];

/** Each call has an id of its own, and behind it the result that is its own. */
function assertAnswered(messages: WireMessage[]): void {
  const sent = messages.flatMap(callsOf);
  const results = messages.filter((message) => message.role === 'tool');
  expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
  const told = results.map(({ tool_call_id, content }) => [tool_call_id, content]);
  expect(told).toEqual(sent.map((call) => [call.id, `Result of ${call.function.arguments}`]));
}
