import {
  type ScriptedAnswer,
  type ScriptedInference,
  type ScriptedToolCall,
  scriptedAnswer,
} from './answers';
import { argumentsText, FINGERPRINT, toBody, toCompletion } from './completion';
import { type Endpoint, failure } from './endpoint';
import { errorFrame, FRAMINGS, streamOf } from './frames';
import type { Personality } from './personality';
import type { AgentRequest, ChatRequest } from './requests';
import { ENDPOINT_RULES } from './rules';
import type { ServerState } from './server-state';
import type { WireAgentTool, WireTool } from './wire';

/** The built-in script calls tools at most so many times, one after the other. */
const MAX_INFERENCES = 8;

/** `POST /v1/agents/heroku`, which always streams whole messages (heroku-api.md §5). */
export const AGENTS: Endpoint<AgentRequest> = {
  path: '/v1/agents/heroku',
  rules: ENDPOINT_RULES.agents,
  asksForStream: () => true,
  toRequest: (body, facts) => ({ endpoint: 'agents', body, model: body.model, facts }),
  respond(request, given, server) {
    const answer = given ?? { inferences: scriptedInferences(request, server.personality) };
    if ((answer.status ?? 200) >= 400) return failure(answer);
    return streamOf(framesOf(answer, request, server), answer, server.chunkDelayMs);
  },
};

/** The inferences in turn, each with the results of its calls behind it. */
function* framesOf(
  answer: ScriptedAnswer,
  request: AgentRequest,
  { ids, personality }: ServerState,
): Generator<string> {
  const { message, done } = FRAMINGS[personality.framing];
  const id = ids.completion();
  const asked = asChat(request);
  for (const inference of answer.inferences ?? inferenceOf(answer)) {
    const completion = { ...toCompletion(inference, asked, ids), id };
    yield message(toBody(completion, personality));
    for (const [index, call] of (inference.toolCalls ?? []).entries()) {
      if (call.result === null) continue;
      const { id: callId = '', name = '' } = completion.toolCalls[index] ?? {};
      yield message({
        id,
        object: 'tool.completion',
        created: ids.created(),
        system_fingerprint: FINGERPRINT,
        choices: [
          {
            index: 0,
            message: {
              role: 'tool',
              content: `Tool '${name}' returned result: ${JSON.stringify(resultOf(call))}`,
              refusal: null,
              tool_call_id: callId,
              name,
            },
            finish_reason: '',
          },
        ],
        usage: {},
      });
    }
  }
  const { error } = answer.error ? toCompletion(answer, asked, ids) : {};
  if (error) yield message(errorFrame(error));
  else yield done;
}

/** An answer that lists no inferences is one, unless all that it holds is an error. */
function inferenceOf(answer: ScriptedAnswer): ScriptedInference[] {
  const { text, reasoning, toolCalls, finishReason, usage } = answer;
  const isEmpty = text === undefined && reasoning === undefined && toolCalls === undefined;
  return answer.error && isEmpty ? [] : [{ text, reasoning, toolCalls, finishReason, usage }];
}

/** The result of a call in the form of MCP, as recorded. */
function resultOf({
  name,
  result = `${name} has run.`,
  isError = false,
}: ScriptedToolCall): object {
  if (typeof result !== 'string') return result ?? {};
  return { content: [{ type: 'text', text: result }], isError };
}

/** The built-in script: what chat would do, with the results that the tools give. */
function scriptedInferences(request: AgentRequest, personality: Personality): ScriptedInference[] {
  const chat = asChat(request);
  const inferences: ScriptedInference[] = [];
  while (inferences.length < MAX_INFERENCES) {
    const answer = scriptedAnswer(chat, personality);
    inferences.push(answer);
    const { text = '', toolCalls = [] } = answer;
    if (toolCalls.length === 0) break;
    const asked = toolCalls.map((call, index) => ({
      ...call,
      id: `${inferences.length}_${index}`,
    }));
    chat.body.messages.push(
      {
        role: 'assistant',
        content: text,
        tool_calls: asked.map((call) => ({
          id: call.id,
          type: 'function',
          function: { name: call.name, arguments: argumentsText(call) },
        })),
      },
      ...asked.map((call) => ({
        role: 'tool' as const,
        tool_call_id: call.id,
        content: JSON.stringify(resultOf(call)),
      })),
    );
  }
  return inferences;
}

/** The request in the form of chat, with a schema for each tool. */
function asChat({ body, ...request }: AgentRequest): ChatRequest {
  const { model, messages, tools } = body;
  const asked = { model, messages: [...messages], ...(tools && { tools: tools.map(toFunction) }) };
  return { ...request, endpoint: 'chat', stream: true, body: asked };
}

function toFunction({ type, name, runtime_params: params = {} }: WireAgentTool): WireTool {
  const own = params.tool_params as { parameters?: Record<string, unknown> } | undefined;
  const [, input] = INPUTS.find(([pattern]) => pattern.test(name)) ?? [];
  const properties = input && { [input]: { type: 'string' } };
  return {
    type: 'function',
    function: {
      name: type === 'mcp' && !name.includes('/') ? `mcp-local/${name}` : name,
      parameters: own?.parameters ?? {
        type: 'object',
        ...(properties && { properties, required: [input] }),
      },
    },
  };
}

/** What the model gives to a tool. */
const INPUTS: readonly [RegExp, string][] = [
  [/code_exec/, 'code'],
  [/run_query|psql/, 'query'],
  [/_to_markdown$/, 'url'],
];
