import { toRecord } from '../loose';
import type { JSONObject, Said, Script, ScriptError, ToWire } from '../types';

/** What differs between servers of this kind. */
export type ChatWireOptions = {
  /**
   * The keys of a delta, or of a whole message, that say reasoning. With `replay`: those that say what has to be sent
   * back with it. Default: `reasoning_content` and, for `replay`, its keys beside it.
   */
  reasoning?: (text: string, replay?: JSONObject) => object;
  /** The keys of the last frame of a stream that say usage. Default: usage comes in a frame of its own, as OpenAI sends it. */
  streamUsage?: (usage: object) => object;
};

/** One fragment of a tool call, as it goes out. */
export type Fragment = {
  index?: number;
  id?: unknown;
  type?: unknown;
  function: { name?: string; arguments?: unknown };
};

/** What a server does in its own way. By default it does each as OpenAI does. */
export type ChatHabits = {
  /** The fragments of one call, of a stream or joined in a whole response. */
  fragments?: (fragments: Fragment[], answer: { isStreamed: boolean }) => Fragment[];
  /** The word for why the answer ended. */
  finish?: (word: string) => string | null;
  /** How often the frame with the finish word is sent. Default once. */
  finishes?: number;
  usageFrame?: (usage: object) => object;
  /** Usage is in streams only when it was asked for. */
  usageOnDemand?: boolean;
  /** The bytes of a stream from its frames, `[DONE]` last. */
  sse?: (frames: string[]) => string;
  /** An error as a body. */
  errorBody?: (error: ScriptError) => string;
  errorType?: string;
  /** An error in a stream, as text of an event stream. */
  errorFrame?: (error: ScriptError) => string;
  /** An error in place of an answer comes as a JSON document, though a stream was asked for. */
  errorDocument?: boolean;
};

const SSE = 'text/event-stream; charset=utf-8';
const JSON_TYPE = 'application/json';
const FINISH = {
  stop: 'stop',
  length: 'length',
  'content-filter': 'content_filter',
  'tool-calls': 'tool_calls',
} as const;

/** Puts scripts on the wire of OpenAI's chat completions, streamed if the request has `stream: true`. */
export function createChatWire(options: ChatWireOptions = {}): ToWire {
  return createHabitualWire(options, {});
}

export function createHabitualWire(options: ChatWireOptions, habits: ChatHabits): ToWire {
  const server = toServer(options, habits);
  const { sse, errorBody, errorFrame, errorType, errorDocument } = server;
  return function toWire(script, request) {
    const { error } = script;
    const body = toRecord(request.body);
    if (error?.at === 'status') return respond(errorBody(error), errorType, error);
    if (body.stream !== true || (error?.at === 'first' && errorDocument)) {
      if (error) return respond(errorBody(error), errorType, { ...error, status: 200 });
      return respond(JSON.stringify(toCompletion(server, forced(script, body))), JSON_TYPE);
    }
    const text = sse(toFrames(server, forced(script, body), body));
    if (!error) return respond(text, SSE);
    // The error follows what was said before it.
    return respond(text + errorFrame(error) + sse(['[DONE]']), SSE, { ...error, status: 200 });
  };
}

/** A server with all its habits. */
type Server = Required<ChatHabits> &
  Required<Pick<ChatWireOptions, 'reasoning'>> & { streamUsage: ChatWireOptions['streamUsage'] };

function toServer(options: ChatWireOptions, habits: ChatHabits): Server {
  const errorBody =
    habits.errorBody ?? ((error: ScriptError) => JSON.stringify(toErrorBody(error)));
  return {
    reasoning: options.reasoning ?? toReasoningContent,
    streamUsage: options.streamUsage,
    fragments: (all) => all,
    finish: (word) => word,
    finishes: 1,
    usageFrame: (usage) => ({ ...HEAD, choices: [], usage }),
    usageOnDemand: false,
    sse: (frames) => frames.map((frame) => `data: ${frame}\n\n`).join(''),
    errorBody,
    errorFrame: (error) => `data: ${errorBody(error)}\n\n`,
    errorType: JSON_TYPE,
    errorDocument: false,
    ...habits,
  };
}

function toReasoningContent(text: string, replay?: JSONObject): object {
  return { ...(text && { reasoning_content: text }), ...replay };
}

function toFrames(server: Server, script: Script, body: Record<string, unknown>): string[] {
  const { error, lingers } = script;
  const isAsked = toRecord(body.stream_options).include_usage === true;
  const tellsUsage = !error && (isAsked || !server.usageOnDemand);
  const usage = script.usage && tellsUsage ? toUsage(script.usage) : undefined;
  const frames = [
    ...toContentFrames(server, script),
    ...toFinishFrames(server, script.finish, usage),
    ...(usage && !server.streamUsage ? [server.usageFrame(usage)] : []),
  ].map((frame) => JSON.stringify(frame));
  return error || lingers ? frames : [...frames, '[DONE]'];
}

function toContentFrames(server: Server, { says, error }: Script): object[] {
  let calls = 0;
  const toSaid = (said: Said): object[] => {
    if (said.type !== 'call') return toDeltas(server, said);
    const fragments = server.fragments(toFragments(said, calls++), { isStreamed: true });
    return fragments.map((fragment) => ({ tool_calls: [fragment] }));
  };
  // OpenAI's first frame says which kind of answer it will be.
  const content = says[0]?.type === 'call' ? null : '';
  const start = error?.at === 'first' ? [] : [{ role: 'assistant', content }];
  return [...start, ...says.flatMap(toSaid)].map((delta) => frameOf(delta));
}

function toFinishFrames(
  { finish, finishes, streamUsage }: Server,
  reason: Script['finish'],
  usage: object | undefined,
): object[] {
  if (reason === undefined) return [];
  const frame = { ...frameOf({}, finish(FINISH[reason])), ...(usage && streamUsage?.(usage)) };
  return Array.from({ length: finishes }, () => frame);
}

function toDeltas({ reasoning }: Server, said: Exclude<Said, { type: 'call' }>): object[] {
  if (said.type !== 'reasoning') return said.deltas.map((content) => ({ content }));
  const deltas = said.deltas.map((text) => reasoning(text));
  return said.replay ? [...deltas, reasoning('', said.replay)] : deltas;
}

function toCompletion(server: Server, { says, finish = 'stop', usage }: Script): object {
  const join = (...types: Said['type'][]) =>
    says.flatMap((said) => (types.includes(said.type) ? said.deltas : [])).join('');
  const thought = says.find(({ type }) => type === 'reasoning');
  const calls = says.flatMap((said) => (said.type === 'call' ? [said] : []));
  const toolCalls = calls.map((call, index) =>
    joinFragments(server.fragments(toFragments(call, index), { isStreamed: false })),
  );
  const thinking =
    thought?.type === 'reasoning' ? server.reasoning(join('reasoning'), thought.replay) : {};
  const message = {
    role: 'assistant',
    ...thinking,
    content: toContent(join('text', 'json'), toRecord(thinking).content),
    ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
  };
  return {
    ...HEAD,
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: server.finish(FINISH[finish]) }],
    ...(usage && { usage: toUsage(usage) }),
  };
}

/** OpenAI's own form. `createChatWire` takes another place for the reasoning. */
export const toChatWire: ToWire = createChatWire();

const HEAD = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_700_000_000,
  model: 'judged-model',
} as const;

function frameOf(delta: object, finishReason: string | null = null): object {
  return { ...HEAD, choices: [{ index: 0, delta, finish_reason: finishReason }] };
}

function toFragments({ id, name, deltas }: Extract<Said, { type: 'call' }>, index: number) {
  const first: Fragment = { index, id, type: 'function', function: { name, arguments: '' } };
  const rest = deltas.map((text): Fragment => ({ index, function: { arguments: text } }));
  return [first, ...rest];
}

/** The content of a message: the text, behind the parts that hold the reasoning. */
function toContent(text: string, before: unknown): unknown {
  if (!Array.isArray(before)) return text || null;
  return text ? [...before, { type: 'text', text }] : before;
}

/** The whole call of a completion from its fragments. */
function joinFragments(fragments: Fragment[]): Fragment {
  const [first] = fragments;
  const named = fragments.find((one) => one.function.name !== undefined);
  const pieces = fragments.flatMap((one) =>
    one.function.arguments === undefined ? [] : [one.function.arguments],
  );
  const text = pieces.every((piece) => typeof piece === 'string')
    ? pieces.join('')
    : pieces.find((piece) => typeof piece !== 'string');
  const { index: _index, ...head } = first ?? { function: {} };
  return {
    ...head,
    function: {
      ...(named && { name: named.function.name }),
      ...(pieces.length > 0 && { arguments: text }),
    },
  };
}

/** A server that was told which tool to call answers with a call of it. */
function forced(script: Script, body: Record<string, unknown>): Script {
  const json = script.says.find(({ type }) => type === 'json');
  const name = json && toForcedTool(body);
  if (name === undefined) return script;
  const says = script.says.map(
    (said): Said =>
      said.type === 'json' ? { type: 'call', id: 'call_json', name, deltas: said.deltas } : said,
  );
  return { ...script, says, finish: script.finish === 'stop' ? 'tool-calls' : script.finish };
}

function toForcedTool({ tool_choice: choice, tools }: Record<string, unknown>): string | undefined {
  const named = toRecord(toRecord(choice).function).name;
  if (typeof named === 'string') return named;
  const all = Array.isArray(tools) ? tools : [];
  const only = toRecord(toRecord(all[0]).function).name;
  return choice === 'required' && all.length === 1 ? String(only) : undefined;
}

function toUsage({ input, output }: NonNullable<Script['usage']>): object {
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
}

const TYPES: Record<number, string> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  503: 'overloaded_error',
};

function toErrorBody({ message, status }: ScriptError): object {
  const type = TYPES[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error');
  return { error: { message, type, code: status } };
}

function respond(
  body: string,
  type: string,
  { status = 200, headers = {} }: Partial<ScriptError> = {},
): Response {
  return new Response(body, { status, headers: { 'content-type': type, ...headers } });
}
