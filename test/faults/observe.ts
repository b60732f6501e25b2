import { generateText, jsonSchema, streamText, type ToolSet, tool } from 'ai';
import type { HerokuChatLanguageModel } from '../../src';
import type { Mode } from './fault-table';

/** What a caller of the AI SDK sees of one call, and what its tools are made to do. */
export type Observed = {
  ending: 'finish' | 'error' | 'abort';
  text: string;
  finish: string | undefined;
  errors: unknown[];
  /** Ids of the calls that the model hands on: older AI SDKs run them whatever the finish says. */
  called: string[];
  /** The input of each execution, by the id of its call. */
  executed: Record<string, unknown[]>;
};

export async function observe(
  mode: Mode,
  model: HerokuChatLanguageModel,
  toolNames: readonly string[],
  abortSignal?: AbortSignal,
): Promise<Observed> {
  const executed: Observed['executed'] = {};
  const execute = (input: unknown, { toolCallId }: { toolCallId: string }) => {
    executed[toolCallId] = [...(executed[toolCallId] ?? []), input];
    return 'done';
  };
  const inputSchema = jsonSchema<unknown>({ type: 'object' });
  const tools: ToolSet = Object.fromEntries(
    toolNames.map((name) => [name, tool({ inputSchema, execute })]),
  );
  const call = { model, tools, prompt: 'Hello', maxRetries: 0, abortSignal };
  const observed = mode === 'streamText' ? await ofStream(call) : await ofGenerate(call);
  return { ...observed, executed };
}

type Call = Parameters<typeof generateText>[0] & { prompt: string };
type Seen = Omit<Observed, 'executed'>;

async function ofStream(call: Call): Promise<Seen> {
  const seen: Seen = { ending: 'finish', text: '', finish: undefined, errors: [], called: [] };
  let hasEnded = false;
  for await (const part of streamText({ ...call, onError: () => {} }).fullStream) {
    if (hasEnded) throw new Error(`A part came after the end: ${part.type}`);
    if (part.type === 'text-delta') seen.text += part.text;
    if (part.type === 'tool-call') seen.called.push(part.toolCallId);
    if (part.type === 'error') seen.errors.push(part.error);
    if (part.type === 'finish') seen.finish = part.finishReason;
    hasEnded = part.type === 'finish' || part.type === 'abort';
    if (part.type === 'abort') seen.ending = 'abort';
  }
  return seen.errors.length > 0 ? { ...seen, ending: 'error' } : seen;
}

async function ofGenerate(call: Call): Promise<Seen> {
  try {
    const { text, finishReason, toolCalls } = await generateText(call);
    const called = toolCalls.map(({ toolCallId }) => toolCallId);
    return { ending: 'finish', text, finish: finishReason, errors: [], called };
  } catch (error) {
    const isAbort = (error as Error).name === 'AbortError';
    const ending = isAbort ? 'abort' : 'error';
    return { ending, text: '', finish: undefined, errors: isAbort ? [] : [error], called: [] };
  }
}
